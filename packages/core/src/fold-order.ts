import type { BookingTrigger, StoredEvent } from './booking-event.ts'

const rankByTrigger: Record<BookingTrigger, number> = {
  BOOKING_CREATED: 1,
  BOOKING_RESCHEDULED: 2,
  BOOKING_CANCELLED: 3,
}

/**
 * Compares two booking events by the order in which they count: when Cal.com sent them, and for the same
 * millisecond by what they say. It knows nothing of arrival, so every order of arrival folds the same.
 */
export function byFoldOrder(a: StoredEvent, b: StoredEvent): number {
  return (
    compare(a.event.sentAt, b.event.sentAt) ||
    rankByTrigger[a.event.trigger] - rankByTrigger[b.event.trigger] ||
    compare(a.event.uid, b.event.uid) ||
    compare(a.fingerprint, b.fingerprint)
  )
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
