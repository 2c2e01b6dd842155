import { byFactOrder } from './booking-facts.ts'
import { isLive, type Booking } from './booking-history.ts'
import type { Instant } from './instant.ts'

/**
 * Whether `booking` may have been cancelled with another of its series: Cal.com sends one BOOKING_CANCELLED for
 * all of them (calcom.md §7). `others` are the bookings of the same lead. What Cal.com said of the booking
 * since then settles it.
 */
export function needsCheck(booking: Booking, others: Booking[]): boolean {
  const heard = booking.facts.at(-1)
  if (!heard || !booking.recurring || !isLive(booking) || booking.eventTypeId === null) return false
  return others
    .filter(({ recurring, eventTypeId }) => recurring && eventTypeId === booking.eventTypeId)
    .flatMap(({ facts }) => facts)
    .some((fact) => fact.kind === 'cancelled' && byFactOrder(fact, heard) > 0)
}

/**
 * When the booking was to take place that `booking` may replace; null when there is none. Where a booking waits for
 * its host, Cal.com may tell of another time without saying of which booking, which is void by then
 * (calcom.md §7). `others` are the bookings of the same lead.
 */
export function mayReplace(booking: Booking, others: Booking[]): Instant | null {
  const [first] = booking.facts
  if (first?.kind !== 'requested' || booking.eventTypeId === null) return null
  if (first.copies.some(({ event }) => event.rescheduleUid !== null)) return null
  const replaceable = others
    .filter((other) => other !== booking && other.status === 'confirmed')
    .filter(({ eventTypeId }) => eventTypeId === booking.eventTypeId)
    .flatMap(({ confirmation, startTime }) => (confirmation ? [{ confirmation, startTime }] : []))
    .filter(({ confirmation }) => byFactOrder(confirmation, first) < 0)
    .toSorted((a, b) => byFactOrder(a.confirmation, b.confirmation))
  return replaceable.at(-1)?.startTime ?? null
}
