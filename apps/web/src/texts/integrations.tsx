import type { ReactNode } from 'react'

import { count, times } from '../format.ts'
import type { EndpointHealth } from '../trpc.ts'

export const title = 'Integrations'
export const lead = 'Bookings made on Cal.com update the matching lead by themselves.'

export const addAccount = 'Add account'
export const addAccountTitle = 'Add a Cal.com account'
export const nextAccountName = (number: number) => `Cal.com ${number}`
export const firstAccountName = 'Cal.com'
export const accounts = 'Cal.com accounts'
export const notConnected = 'Cal.com is not connected'
export const connectCalcom = 'Connect Cal.com'
export const connectText =
  'You get an address and a secret to paste into Cal.com. It takes about three minutes.'
export const askOwnerText = 'An owner or admin of the workspace can connect it here.'

export const moreFor = (name: string) => `More for ${name}`
export const rename = 'Rename'
export const renameTitle = 'Rename account'
export const pause = 'Pause'
export const resume = 'Resume'
export const switchOff = 'Switch off'
export const switchOn = 'Switch on'
export const switchOffTitle = (name: string) => `Switch ${name} off?`
export const switchOffText =
  'Everything that Cal.com sends from then on is refused and not kept. You can switch it on again, but bookings made in between are missing here. To keep them for later, pause it instead.'
export const name = 'Name'
export const nameText = 'Only for you, to tell accounts apart.'

export const nothingArrived = 'Nothing has arrived yet'
export const nothingAccepted = 'Nothing accepted yet'
export const lastDelivery = (ago: ReactNode) => <>Last delivery {ago}</>
export const lastWithOldSecret = (ago: ReactNode) => <>Last delivery {ago}, with an old secret</>

/** What is heard of a step beside its title. */
export const stepStates = { done: 'Done', problem: 'Needs attention', open: 'To do' }

export const addressStep = 'Copy the endpoint URL'
export const addressText = 'It goes into the Subscriber URL field in Cal.com.'
export const endpointUrl = 'Endpoint URL'
export const checkAgain = 'Check again'
export const checkingAddress = 'Checking whether the address can be reached…'
export const addressReached = 'Asked from here, this server answers at the address.'
export const addressNotChecked = 'The address could not be checked just now.'

export const secretStep = 'Set the webhook secret'
export const secretText =
  'The same secret goes into Cal.com’s Secret field. It proves that a request is from there.'

export const webhookStep = 'Add the webhook in Cal.com'
export const webhookText =
  'In Cal.com, open Settings → Developer → Webhooks and press New webhook. Paste the URL and the secret, and tick these event triggers:'
export const triggerEffects: Record<string, string> = {
  BOOKING_CREATED: 'marks the lead as booked when an appointment is made',
  BOOKING_RESCHEDULED: 'updates the time when the visitor moves the booking',
  BOOKING_CANCELLED: 'records the cancellation on the lead',
}
export const lastCame = (ago: ReactNode) => <>last came {ago}</>
export const notSeenYet = 'not seen yet'
export const triggersCame = (came: number, of: number) =>
  `${count(came)} of ${count(of)} triggers came`
export const triggersMeaning =
  'Cal.com does not tell which ones are ticked, so each is known once it came: a test booking that you move and then cancel brings all three.'
export const moreTriggers = (names: ReactNode) => (
  <>Worth ticking as well: {names}. Each tells of something that these do not.</>
)
export const webhookAfter =
  'Leave the payload template on its default, switch the webhook on and save it. One webhook covers all your event types.'

export const pingStep = 'Press Ping test in Cal.com'
export const pingText =
  'Press Ping test in Cal.com’s webhook form. The test signs with what the Secret field there contains, so type the secret in first.'
export const listening = 'Listening…'
export const resultComes = 'The result shows up here by itself.'
export const nothingComes =
  'If nothing shows up, compare the URL in Cal.com with the one above: what is sent to another one leaves no trace here.'
export const anotherComes = 'Another one shows up here by itself.'
export const lastPing = (ago: ReactNode) => <>The last ping test arrived {ago}.</>
export const lastPingWithOldSecret = (ago: ReactNode) => (
  <>
    The last ping test arrived {ago}, but with an old secret. Press it again once Cal.com has the
    new one.
  </>
)
export const reached = 'Reached us'
export const signatureBad = 'Signature not good'
export const signatureGood = 'Signature good'
export const notRead = 'Not read'
export const notReadable = 'Not readable'
export const readable = 'Readable'
export const signatureBadText = 'The signature was not good. Both sides must have the same secret.'
export const notReadableText =
  'The content could not be read. Use Cal.com’s default payload template.'
export const pingWorks = 'The connection works. Bookings will arrive the same way.'
export const otherWorks = 'The connection works: something else than a ping test has just arrived.'

export const bookingStep = 'Make a test booking'
export const bookingText =
  'Book a meeting on your Cal.com booking page with the email address of a lead that is here, and see that lead turn to Booked.'
export const bookingWithoutLead = (ago: ReactNode) => (
  <>
    A booking came {ago}, but it was not applied to a lead. Below, under Last deliveries, stands
    why.
  </>
)
export const selfTestLead = 'Or let Solar Capture play one by itself:'
export const selfTestWaits: Record<'secret' | 'unreadable' | 'paused' | 'disabled', string> = {
  secret: 'Once the secret is set, Solar Capture can play one by itself.',
  unreadable: 'Once the secret can be read again, Solar Capture can play one by itself.',
  paused: 'Once the account is resumed, Solar Capture can play one by itself.',
  disabled: 'Once the account is switched on, Solar Capture can play one by itself.',
}
export const runSelfTest = 'Run self-test'
export const selfTestText =
  'It books, moves and cancels a meeting of a lead made for it, through this account’s real address, and takes it all away again.'
export const selfTestRuns = 'The self-test runs…'
export const selfTestPassed = 'The self-test passed.'
export const selfTestFailed = 'The self-test failed.'
export const selfTestSteps = {
  created: 'Booked',
  rescheduled: 'Rescheduled',
  cancelled: 'Cancelled',
  cleaned_up: 'Cleaned up',
}
export const milliseconds = (ms: number) => `${count(ms)} ms`

export const last24Hours = 'Last 24 hours'
export const dayInWords = ({
  applied,
  unmatched,
  rejected,
  other,
}: EndpointHealth['last24h']): string =>
  applied + unmatched + rejected + other === 0
    ? 'Nothing arrived'
    : [
        `${count(applied)} applied`,
        `${count(unmatched)} without a lead`,
        `${count(rejected)} refused`,
        `${count(other)} other`,
      ].join(' · ')
export const hourInWords = (
  time: string,
  { applied, rejected, other }: EndpointHealth['hours'][number],
): string => `${time}: ${count(applied)} applied, ${count(rejected)} refused, ${count(other)} other`

export const lastDeliveries = 'Last deliveries'
export const showDeliveries = 'Show deliveries'
export const allOutcomes = 'All outcomes'
export const nothingListed =
  'Nothing has arrived yet. Every request from Cal.com will be listed here, refused ones too.'
export const noneWithOutcome = 'None with this outcome.'
export const compareText = 'Is a booking missing that Cal.com has?'
export const compare = 'Compare with Cal.com'
export const allDeliveries = 'All deliveries of this account'
export const arrivedTimes = (amount: number) => `Arrived ${times(amount)}.`
export const sameBefore = (before: number) =>
  `The same was wrong with ${before === 1 ? 'the one' : `the ${count(before)}`} before it.`
