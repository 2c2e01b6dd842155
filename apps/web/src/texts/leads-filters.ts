import type { BookingState, LeadSort } from '@solar-capture/core/lead-filter'

import type { ListFilter } from '../leads/filter-choices.tsx'
import * as common from './common.ts'

export const filters = 'Filters'
export const filtersSet = (amount: number) => `Filters: ${amount}`
export const search = 'Search leads'
export const searchPlaceholder = 'Name, email, phone or postcode'
export const clear = 'Clear'
export const clearAll = 'Clear all'
export const showLeads = 'Show leads'

/** The filters of which several may be chosen. */
export const lists: Record<ListFilter, string> = {
  stage: common.stage,
  source: common.source,
  owner: common.owner,
}
/** A filter and what it lets through: one thing by name, or how many. */
export const chosen = (filter: string, choice: string | number) => `${filter}: ${choice}`
export const find = (filter: string) => `Find ${filter.toLocaleLowerCase()}`
export const nothingFound = 'Nothing found'
export const byStage = 'Filter by stage'
export const removedStage = 'A removed stage'
export const gonePerson = 'Somebody who left'

export const booking = 'Booking'
export const anyBooking = 'Any booking'
/** How leads stand with their bookings. */
export const bookingStates: Record<BookingState, string> = {
  upcoming: 'To come',
  requested: 'Asked for',
  reschedule_requested: 'Asked to reschedule',
  cancelled: 'Cancelled',
  no_show: 'Missed',
  past: 'Took place',
  none: 'Never booked',
}

export const captured = 'Captured'
export const capturedAnyTime = 'Captured any time'
export const capturedLast = (days: number) => (days === 1 ? 'Captured today' : `Last ${days} days`)
export const capturedDays = 'Days…'
/** Days that are open at one end. */
export const capturedSince = (day: string) => `From ${day}`
export const capturedUntil = (day: string) => `Up to ${day}`
export const capturedFrom = 'Captured from'
export const capturedUpTo = 'Captured up to and including'

/** The orders of the list. */
export const sorts: Record<LeadSort, string> = {
  updated: 'Last change first',
  created: 'Newest first',
  name: 'By name',
  booking: 'Next booking first',
}
