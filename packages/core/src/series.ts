import type { Booking } from './booking-history.ts'

/**
 * Whether `booking` may have been cancelled with another of its series: Cal.com sends one BOOKING_CANCELLED for
 * all of them (calcom.md §7). `others` are the bookings of the same lead. What Cal.com said of the booking
 * since then settles it.
 */
export function needsCheck(booking: Booking, others: Booking[]): boolean {
  if (!booking.recurring || !isLive(booking)) return false
  const heardAt = booking.facts.at(-1)?.at ?? ''
  return others
    .filter(({ recurring, eventTypeId }) => recurring && eventTypeId === booking.eventTypeId)
    .flatMap(({ facts }) => facts)
    .some(({ kind, at }) => kind === 'cancelled' && at > heardAt)
}

function isLive({ status }: Booking): boolean {
  return status === 'confirmed' || status === 'requested'
}
