import { bookingTriggers, type StoredEvent } from './booking-event.ts'

/**
 * Compares two booking events by the order in which they count: when Cal.com sent them, and for the same
 * millisecond by what they say, in the order of `bookingTriggers`. It knows nothing of arrival, so every order of arrival folds the same.
 */
export function byFoldOrder(a: StoredEvent, b: StoredEvent): number {
  return (
    compare(a.event.sentAt, b.event.sentAt) ||
    bookingTriggers.indexOf(a.event.trigger) - bookingTriggers.indexOf(b.event.trigger) ||
    compare(a.event.uid, b.event.uid) ||
    compare(a.fingerprint, b.fingerprint)
  )
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
