import type { ReactNode } from 'react'

import { count, counted } from '../format.ts'
import type { Suggestion } from '../trpc.ts'

export const back = 'Leads'
/** Where a lead came from, and how long ago. */
export const came = (source: string, ago: ReactNode) => (
  <>
    {source}, {ago}
  </>
)
export const moreActions = 'More actions'
export const mergeWithAnother = 'Merge with another lead…'
export const removeMore = 'Remove lead…'

export const inStageFor = (howLong: string) => `In this stage for ${howLong}`
export const movedBy = (stageName: string, ago: ReactNode, who: string) => (
  <>
    Moved to {stageName} {ago} by {who}
  </>
)
export const rule = (name: string) => `rule: ${name}`
export const isPinned = 'Pinned: automation does not move this lead.'
export const unpin = 'Let automation move it'
export const pin = 'Pin here'
export const pinMeaning = 'A new booking may move this lead on. Pinned, it stays where you put it.'

export const nextBooking = 'Next booking'
export const lastBooking = 'Last booking'
export const waitsForNewTime = 'Waiting for a new time'
export const started = 'started'
export const noBookingNoContact =
  'No booking yet. Add an email address, so that a booking made through Cal.com finds this lead.'
export const noBooking = (contact: string) =>
  `No booking yet. One made through Cal.com with ${contact.replaceAll(' ', ' ')} shows up here.`
export const allBookings = (amount: number) => `All bookings (${count(amount)})`
export const showMore = (left: number) => `Show ${count(left)} more`

export const bookingLink = 'Booking link'
export const bookingLinkText = (name: string) =>
  `What is booked by this link in the name of ${name} belongs to this lead, whatever the email.`
export const bookingPage = 'Your Cal.com booking page'
export const bookingPageExample = 'https://cal.com/you/survey'
export const noBookingPage = 'Enter the address of the page, such as https://cal.com/you/survey.'
export const link = 'Link'
export const qrCode = (name: string) => `QR code of the booking link of ${name}`

export const details = 'Details'
export const edit = (field: string) => `Edit ${field.toLowerCase()}`
export const add = 'Add'
export const changedMeanwhile = (value: string) =>
  `${value === '' ? 'Somebody has removed it' : `Somebody has changed it to “${value}”`} meanwhile. Saving replaces that.`
export const captured = 'Captured'
export const booked = 'Booked'
export const assignToMe = 'Assign to me'
export const otherEmails = 'Other emails'
export const makeMain = 'Make main'
export const makeMainOne = (email: string) => `Make main: ${email}`
export const isMain = (email: string | null) => `${email} is the main email now.`
export const remove = 'Remove'
export const removeOne = (email: string) => `Remove ${email}`
export const removeEmailTitle = 'Remove this email?'
export const removeEmail = 'Remove email'
export const removeEmailText = (email: string) =>
  `What is booked with ${email} does not find this lead any more. Bookings that came by it, and that nobody linked by hand, go to the lead that has it, or wait in Unmatched.`

export const removeTitle = 'Remove this lead?'
export const removeLead = 'Remove lead'
/** `createsLeads`: whether a booking without a lead may make one. */
export const removeText = (name: string, bookings: number, createsLeads: boolean) =>
  [
    `${name} goes with all notes and the whole timeline.`,
    bookings > 0 &&
      `${counted(bookings, 'booking')} ${bookings === 1 ? 'goes' : 'go'} back to Unmatched${createsLeads ? ', or make a lead anew' : ''}.`,
    'What Cal.com sent stays under Deliveries. This cannot be undone.',
  ]
    .filter(Boolean)
    .join(' ')
export const removed = (name: string) => `${name} was removed.`

/** Why one other lead may be the same person. */
export const oneSame: Record<Suggestion['reason'], string> = {
  booking_link: '1 other lead may be the same person',
  same_email: '1 other lead has an email in common',
  same_phone: '1 other lead has the same phone',
  same_name_and_email_one_edit: '1 other lead has the same name and nearly the same email',
  same_name_and_postcode: '1 other lead has the same name and postcode',
  email_one_edit: '1 other lead has nearly the same email',
  same_name: '1 other lead has the same name',
  email_one_edit_other_name: '1 other lead has nearly the same email',
}
export const moreSame = (amount: number) => `${count(amount)} other leads may be the same person`
export const merge = 'Merge…'
export const mergeWith = (name: string) => `Merge with ${name}`
