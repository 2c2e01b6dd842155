import type { BookingState, LeadSort, nobody } from '@solar-capture/core/lead-filter'

/** How leads stand with their bookings, as a filter says it. */
export const bookingStateWords: Record<BookingState, string> = {
  upcoming: 'To come',
  requested: 'Asked for',
  reschedule_requested: 'Asked to reschedule',
  cancelled: 'Cancelled',
  no_show: 'Missed',
  past: 'Took place',
  none: 'Never booked',
}

/** The orders of the list. */
export const sortWords: Record<LeadSort, string> = {
  updated: 'Last change first',
  created: 'Newest first',
  name: 'By name',
  booking: 'Next booking first',
}

/** Stands for the leads without an owner. */
export const ownedByNobody: typeof nobody = 'nobody'
