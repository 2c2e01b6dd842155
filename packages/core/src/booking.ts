/** How a booking stands. */
export const bookingStatuses = [
  'requested',
  'confirmed',
  'reschedule_requested',
  'cancelled',
  'rejected',
  'completed',
] as const

export type BookingStatus = (typeof bookingStatuses)[number]

/** What happened to a booking, once per thing that happened. */
export const factKinds = [
  'requested',
  'payment_started',
  'booked',
  'rescheduled',
  'paid',
  'reassigned',
  'relocated',
  'rejected',
  'cancelled',
  'reschedule_requested',
  'no_show',
  'no_show_removed',
  'guests_absent',
  'took_place',
] as const

export type FactKind = (typeof factKinds)[number]
