import { bookingTriggers, type StoredEvent } from './booking-event.ts'

const ranks = new Map(bookingTriggers.map((trigger, rank) => [trigger, rank]))

/**
 * Compares two booking events by the order in which they count: when Cal.com sent them, and for the same
 * millisecond by what they say, in the order of `bookingTriggers`. It knows nothing of arrival, so every order of
 * arrival folds the same.
 */
export function byFoldOrder(a: StoredEvent, b: StoredEvent): number {
  return (
    compareText(a.event.sentAt, b.event.sentAt) ||
    (ranks.get(a.event.trigger) ?? 0) - (ranks.get(b.event.trigger) ?? 0) ||
    compareText(a.event.uid, b.event.uid) ||
    compareText(a.fingerprint, b.fingerprint)
  )
}

/** Compares two texts by their code units. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
