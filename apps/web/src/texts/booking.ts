import { times } from '../format.ts'

// What is said of a booking, on its lead's page and where it waits for a lead.

export const nameless = 'Booking'
export const timeNotKnown = 'Time not known'

export const booker = 'Booker'
export const host = 'Host'
export const where = 'Where'
/** As the field of Cal.com's booking form is called. */
export const additionalNotes = 'Additional notes'
export const changed = 'Changed'
export const payment = 'Payment'
export const paid = 'Paid'
export const attendance = 'Attendance'
export const didNotCome = 'Did not come'
export const linked = 'Linked'
export const linkedBy = (who: string) => `By hand by ${who}`
export const unlink = 'Unlink'
export const unlinkHeard = 'Unlink this booking from the lead'
export const check = 'Check'
export const needsCheck =
  'Another of this series was cancelled. Cal.com does not say whether this one was too: look there.'

export const moved = (howOften: number) => `Moved ${times(howOften)}`
export const movedTo = (time: string) => `To ${time}`
export const loading = 'Loading'
export const timesItHad = 'Times it had'
export const whoBooked = (name: string) => `${name}, who booked`
export const viewDelivery = 'View\u00a0delivery'

/** Why a booking does not take place at its time; `next` is what has to happen, null for nothing. */
export const endings = {
  cancelled: { title: 'Cancelled', next: null },
  rejected: { title: 'The host declined', next: null },
  reschedule_requested: {
    title: 'The host asked for another time',
    next: 'It is not cancelled: the booker has yet to pick a new time, and this one does not hold.',
  },
}
export const cancelledBy = (who: string) => `Cancelled by ${who}`
