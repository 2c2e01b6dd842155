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
export const factKinds = ['booked', 'rescheduled', 'cancelled', 'reschedule_requested'] as const

export type FactKind = (typeof factKinds)[number]
