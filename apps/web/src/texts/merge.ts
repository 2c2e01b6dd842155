import { counted } from '../format.ts'

export const title = 'Merge two leads'
export const findText = (name: string) =>
  `Find the lead that is the same person as ${name}. It becomes part of this one.`
export const findOther = 'Find the other lead'
export const thisLead = 'This lead'
export const otherLead = 'The other one'
export const none = 'None'
export const pinnedStage = (stageName: string) => `${stageName} (pinned)`

/** What becomes of the other lead, by its name and how many bookings it has. */
export const whatMoves = (name: string, bookings: number) =>
  bookings === 0
    ? `${name} will not be a lead of its own any more: its notes and timeline move to this lead.`
    : `${name} will not be a lead of its own any more: its ${counted(bookings, 'booking')}, notes and timeline move to this lead.`
/** What both of them book from now on; `emails` are those of both. */
export const whatStays = (emails: readonly string[]) =>
  `Whatever either of them booked stays here, and so does what is booked with ${either(emails)} from now on. Old links to the other lead open this one.`

function either(emails: readonly string[]): string {
  const [only = 'the phone that stays'] = emails
  if (emails.length < 2) return only
  return emails.length === 2 ? 'either email' : `any of the ${emails.length} emails`
}

export const notUndone = 'This cannot be undone.'
export const confirm = 'Merge leads'
export const merged = (name: string) => `${name} is part of this lead now.`
