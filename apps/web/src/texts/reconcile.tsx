import type { ReactNode } from 'react'

import { count, counted } from '../format.ts'
import type { CalcomApi, CalcomGap, ReconcileResult } from '../trpc.ts'

export const title = 'Compare with Cal.com'
export const lead = (account: ReactNode) => (
  <>Finds bookings of {account} whose webhook never arrived, and brings them in.</>
)
export const back = 'Integrations'
export const notAllowed = 'An owner or admin of the workspace can compare here.'

export const drop = 'Drop Cal.com’s bookings here, or'
export const choose = 'Choose a file'
export const limits =
  'CSV up to 900 kB, some 2,000 bookings, or a calendar file (ICS) up to 50 MB, of which only Cal.com’s meetings are sent. Comparing changes nothing, and the file is not kept.'
export const howTo = 'How to get the file'
export const howCsv = {
  name: 'CSV',
  text: 'In Cal.com, open Insights, choose the days, press Download and take the raw data of bookings.',
}
export const howIcs = {
  name: 'ICS',
  text: 'In the calendar that Cal.com writes to, export it as .ics (Google Calendar: Settings, the calendar, Export; unpack the ZIP).',
}
export const comparing = (fileName: string) => `Comparing ${fileName}…`

export const tooLarge =
  'The file is larger than 900 kB. In Cal.com, choose fewer days and download again, then compare one file after the other.'
export const calendarTooLarge =
  'This calendar has more of Cal.com’s meetings than can be compared at once. Compare by Cal.com’s CSV instead, which you can download for some days at a time.'
export const packed =
  'This is a ZIP or a spreadsheet. Unpack it, or save it as CSV, then choose that.'
export const empty = 'The file is empty.'

export const from = (name: string) => `From ${name}`
export const theApi = 'Cal.com’s API'
export const another = 'Compare something else'
export const compareAgain = 'Compare again'
export const onlyInCalcom = (amount: number) => `Only in Cal.com (${count(amount)})`
export const moreGaps = (shown: number) =>
  `The first ${count(shown)} are shown. Apply them and compare again to see the others.`
export const onlyHere = (amount: number) => `Only here (${count(amount)})`
export const inBoth = (amount: number) => `In both (${count(amount)})`
export const kinds = 'What was found'

export const allSame = 'Everything that Cal.com lists is here'
export const allSameText = (amount: number) =>
  `${counted(amount, 'booking')} ${amount === 1 ? 'is' : 'are'} the same on both sides.`
export const nothingListed = 'The list has no bookings'
export const nothingListedText = 'Choose other days in Cal.com, or another calendar.'

export const nameless = 'Without a name'
/** What is missing here of a booking; `here` is its time by what is here, null when it is not here. */
export const gap = ({ kind, status }: CalcomGap, time: string, here: string | null): string => {
  switch (kind) {
    case 'missing':
      return {
        accepted: `Booked for ${time}. Not known here.`,
        pending: `Asked for ${time}. Not known here.`,
        cancelled: `Was for ${time} and is cancelled. Not known here.`,
        rejected: `Was for ${time} and is declined. Not known here.`,
        moved: `Was for ${time} and waits for another time. Not known here.`,
      }[status]
    case 'moved':
      return here === null
        ? `Moved to ${time}. Not known here.`
        : `Moved to ${time}. Here it is for ${here}.`
    case 'joined':
      return [
        `That the booking for ${time} took the place of an earlier one is not known here.`,
        ...(here === null || here === time ? [] : [`Here the earlier one still is for ${here}.`]),
      ].join(' ')
    case 'cancelled':
      return `Cancelled. Here it still is for ${here ?? time}.`
    case 'rejected':
      return `Declined. Here it still is for ${here ?? time}.`
    case 'confirmed':
      return `Confirmed for ${time}. Here it still waits.`
    case 'asked_to_move':
      return `The host asked for another time. Here it still is for ${here ?? time}.`
  }
}
export const perhapsUnconfirmed = 'Perhaps not confirmed.'
export const mayBeUnconfirmed = (amount: number) =>
  `The file does not say whether a host has yet to confirm a booking, or declined it, and it is not known here that the event type needs no confirmation. ${amount === 1 ? 'Such a booking is' : `${count(amount)} such bookings are`} not ticked: look in Cal.com first, or connect its API, which says so.`
export const openLead = 'Open lead'
export const gaps = 'Bookings that are only in Cal.com'
export const chooseAll = 'All of them'
export const apply = (amount: number) => `Apply ${count(amount)}`
export const applyText =
  'Each is applied as the webhook would have been: the lead moves by your rules, and its timeline says so.'
export const noGaps = 'Nothing is missing here.'
export const inactive =
  'This account receives nothing now. Resume it on the Integrations page to apply.'

export const undecided = 'Perhaps missing'
export const undecidedText =
  'A calendar keeps the first id that Cal.com gave a booking. These may be here under a later one, so they cannot be brought in from a calendar: compare by the CSV or the API.'

export const onlyHereText =
  'Cal.com’s list does not have these, though they are in its time. They may be of another calendar or host, or their list may be cut. Nothing is done about them.'
export const noneOnlyHere = 'There is nothing here in the listed time that Cal.com does not list.'
export const hereOnly = (time: string) => `For ${time}`
export const withoutTime = 'Without a time'
export const withoutLead = 'No lead yet'

export const sameText = (amount: number) => `${counted(amount, 'booking')} the same.`
export const differing = 'Told differently'
export const differingText =
  'Both sides know these, and what is here was told by a later webhook. Look at them in Cal.com.'
export const differs = (there: string, here: string | null, state: string) =>
  `In Cal.com for ${there}. Here ${state.toLowerCase()}${here === null ? '' : `, for ${here}`}.`

export const refused = (amount: number) => `${counted(amount, 'line')} could not be read`
export const line = (number: number) => `Line ${count(number)}`

export const applied = 'Applied'
export const result = ({
  applied: done,
  unmatched,
  closed,
  unchanged,
  failed,
}: ReconcileResult): string[] => [
  ...(done > 0
    ? [
        `${counted(done, 'booking')} ${done === 1 ? 'is' : 'are'} on ${done === 1 ? 'its lead' : 'their leads'} now.`,
      ]
    : []),
  ...(unmatched > 0
    ? [
        `${counted(unmatched, 'booking')} ${unmatched === 1 ? 'waits' : 'wait'} in Unmatched, because no lead was found.`,
      ]
    : []),
  ...(closed > 0
    ? [
        `${counted(closed, 'booking')} ${closed === 1 ? 'is' : 'are'} kept without a lead, and ${closed === 1 ? 'waits' : 'wait'} for none: cancelled or declined.`,
      ]
    : []),
  ...(unchanged > 0
    ? [`${counted(unchanged, 'booking')} ${unchanged === 1 ? 'was' : 'were'} known already.`]
    : []),
  ...(failed > 0
    ? [
        `${counted(failed, 'booking')} could not be applied yet. ${failed === 1 ? 'It is' : 'They are'} kept and tried again.`,
      ]
    : []),
]
export const toUnmatched = 'Open Unmatched'
export const toDeliveries = 'Open Deliveries'

export const byApi = 'By Cal.com’s API'
export const byApiText =
  'With an API key no file is needed, and Solar Capture can compare by itself: what was made or changed since the last time is looked at, and what is missing is applied.'
export const apiKey = 'API key'
export const apiKeyText =
  'In Cal.com, open Settings → Developer → API keys and add one. It is kept encrypted and not shown again.'
export const apiKeyStays = 'Leave it empty to keep the one that is set.'
export const apiAddress = 'Address of the API'
export const apiAddressText = 'Change it only if you host Cal.com yourself.'
export const schedule = 'Compare by itself'
export const scheduleText = 'Bookings of the last ten minutes are left to their webhooks.'
export const scheduleOf = (hours: number | null): string => {
  if (hours === null) return 'Only when somebody asks'
  if (hours === 24) return 'Once a day'
  return hours === 1 ? 'Every hour' : `Every ${hours} hours`
}
export const saveKey = 'Save'
export const compareNow = 'Compare the last 30 days'
export const changeApi = 'Change'
export const removeKey = 'Remove key'
export const removeKeyTitle = 'Remove the API key?'
export const removeKeyText =
  'Solar Capture then compares no more by itself. The key stays valid until you delete it in Cal.com.'
export const keyIs = (fingerprint: ReactNode, ago: ReactNode) => (
  <>
    Key {fingerprint}, set {ago}.
  </>
)
export const next = (ahead: ReactNode) => <>Next {ahead}.</>
export const nextSoon = 'soon'
export const lastRun = (
  ago: ReactNode,
  { compared, applied, unmatched }: NonNullable<CalcomApi['lastRun']>,
) => (
  <>
    Last compared {ago}: {counted(compared ?? 0, 'booking')} looked at,{' '}
    {count((applied ?? 0) + (unmatched ?? 0))} brought in
    {(unmatched ?? 0) > 0 && `, ${count(unmatched ?? 0)} of them without a lead`}.
  </>
)
export const lastFailed = (ago: ReactNode, problem: string) => (
  <>
    The last comparison, {ago}, failed. {problem}
  </>
)
