import { counted } from '../format.ts'

export const title = 'Unmatched'
export const waiting = (count: number) =>
  `${counted(count, 'booking')} ${count === 1 ? 'waits' : 'wait'} for a lead`
export const waitingBookings = 'Waiting bookings'
export const showMore = 'Show more'
export const loading = 'Loading bookings'

export const nothingWaits = 'No booking waits'
export const nothingWaitsText =
  'A booking made through Cal.com waits here when no lead has its email address, until you say whose it is.'
export const gone = 'This booking does not wait any more'
export const goneText = 'Meanwhile it got a lead, was ignored, or was cancelled.'
export const showFirst = 'Show the first that waits'

export const bookingOf = (booker: string) => `Booking of ${booker}`
export const couldBe = 'Could be'
export const suggestedLeads = 'Suggested leads'
export const linkToLead = 'Link to a lead'
export const findLead = 'Find a lead'
export const findAnotherLead = 'Find another lead'
export const createLead = 'Create lead'
export const ignore = 'Ignore…'
export const leadNeeds = 'A lead needs an email address or a phone number.'

export const factEmail = 'Email'
export const factCheck = 'Check'
export const factPhone = 'Phone'
export const factTheirTime = 'Their time'
export const factHost = 'Host'
export const factWhere = 'Where'
export const factChanged = 'Changed'
export const factReason = 'Reason'
export const factBooked = 'Booked'
export const started = 'started'
export const moved = (howOften: string) => `Moved ${howOften}`
export const viewDelivery = 'View delivery'

export const linkTitle = (leadName: string) => `Link to ${leadName}?`
export const linkMeaning = (booker: string, leadName: string) =>
  `The booking is of ${booker}, the lead is called ${leadName}. Link them only if they are the same person.`
export const linkBooking = 'Link booking'

export const ignoreTitle = 'Ignore this booking?'
export const ignoreMeaning = (booker: string) =>
  `The booking of ${booker} leaves this list and stays without a lead. In Cal.com nothing changes.`
export const ignoreReason = 'Reason'
export const ignoreReasonExample = 'A supplier, not a customer'
export const ignoreBooking = 'Ignore booking'

export const linked = 'Booking linked'
export const linkedText = (leadName: string, bookerEmail: string | null) =>
  bookerEmail === null
    ? `It is with ${leadName} now.`
    : `It is with ${leadName} now, and later ones from ${bookerEmail} will be, too.`
export const created = 'Lead created'
export const createdText = (booker: string) => `${booker} is a lead now, with this booking.`
export const ignored = 'Booking ignored'
export const waitsAgain = 'Booking waits again'
export const waitsAgainText = 'It is in Unmatched, to be decided anew.'
export const showBooking = 'Show booking'
export const stays = 'Booking stays'
export const staysText =
  'The link is taken back, but this lead has the email address or phone number that it was booked with.'
export const found = 'Booking found a lead'
export const foundText =
  'It is with the lead now that has the email address or phone number that it was booked with.'

export const showIgnored = 'Show ignored'
export const ignoredTitle = 'Ignored bookings'
export const ignoredLead = 'These stay without a lead, until one has their email address.'
export const ignoredBy = (who: string) => `Ignored by ${who}`
export const waitAgain = 'Let it wait again'
export const waitAgainHeard = (booker: string) => `(booking of ${booker})`
export const nothingIgnored = 'Nothing is ignored'
export const nothingIgnoredText =
  'A booking that you ignore in Unmatched is kept here, with the reason, and can wait again.'

export const ignoredText = (booker: string) => `The booking of ${booker} stays without a lead.`
