import type { ReactNode } from 'react'

import { count } from '../format.ts'

export const summary = 'Summary'
export const result = 'Result'
export const whatItSays = 'What it says'
export const nothingSaid = 'Nothing about a booking.'
export const request = 'Request'
export const hiddenBody =
  'The body is not JSON, so nothing in it can be masked. Reveal personal data to read it.'
export const noBody = 'The body of a refused request is not kept.'

export const factLead = 'Lead'
export const factBooking = 'Booking'
export const inTimeline = 'In the lead’s timeline'
export const waitsForLead = 'Waits for a lead'
export const factSince = 'Since then'
export const foundSince = (lead: ReactNode) => <>{lead} was found for it.</>
export const belongsSince = (lead: ReactNode) => <>Its booking is now with {lead}.</>
export const since = (words: ReactNode) => (
  <>
    {factSince}: {words}
  </>
)
export const factCameAgain = 'Came again'
/** `howOften` is 'once' or '3 times', `last` the instant of the last time. */
export const cameAgain = (howOften: string, last: string | null) =>
  last === null ? `${howOften}, without effect` : `${howOften}, without effect; last ${last}`
export const factTook = 'Took'

export const factReceived = 'Received'
export const factSent = 'Sent'
export const factTrigger = 'Trigger event'
export const factAccount = 'Account'
export const factSignature = 'Signature header'
export const noSignature =
  'None: no webhook brought it, but comparing with Cal.com. The audit log says who did that.'
export const usualSignature = '64 hex digits, as Cal.com makes them'
export const factSize = 'Size'
export const bytes = (size: number) => `${count(size)} bytes`
export const factId = 'Delivery id'

export const factEventType = 'Event type'
export const factWhen = 'When'
export const bookersTime = (time: string) => `booker: ${time}`
export const factBefore = 'Before'
export const factPlace = 'Place'
export const factBookedBy = 'Booked by'
export const factAttends = 'Attends'
export const andMore = (amount: number) => `and ${amount} more`
export const factOrganizer = 'Organizer'
export const factReason = 'Reason'
export const factUid = 'Booking uid'
export const factUidBefore = 'Uid before'

export const bodyForm = 'How the body is shown'
export const pretty = 'Pretty'
export const raw = 'Raw'
export const isMasked = 'Personal data is masked.'
export const copyBody = 'Copy body'
export const bodyCopied = 'Body copied'
export const body = 'Body'

export const whoReveals = 'Owners and admins can reveal it.'
export const reveal = 'Reveal personal data'
export const revealMeaning =
  'You will see everything that Cal.com sent about the people in this delivery. The audit log records that you did, and when.'
export const revealNow = 'Reveal'

export const openCurl = 'Copy as curl…'
export const curlTitle = 'Copy as curl'
export const accountGone = 'The account that this came to is gone.'
export const noCommand =
  'This body has characters that a terminal would act upon, so there is no command for it.'
const commandMeaning =
  'It posts this body to the endpoint, signed with the secret that you export first: the command does not contain it.'
export const curlMeaning = (isExact: boolean) =>
  isExact
    ? commandMeaning
    : `${commandMeaning} Passwords of meetings were taken out, so it is not the very same body.`
export const command = 'Command'
