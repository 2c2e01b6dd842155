import { byFactOrder, type Fact } from './booking-facts.ts'
import { isLive, type Booking } from './booking-history.ts'
import type { Instant } from './instant.ts'
import { lazily } from './lazily.ts'

/** What all bookings of a lead tell about one of them. */
export type Together = {
  /**
   * Whether a booking may have been cancelled with another of its series: Cal.com sends one BOOKING_CANCELLED for
   * all of them (calcom.md §7). What Cal.com said of the booking since then settles it.
   */
  needsCheck: (booking: Booking) => boolean
  /**
   * When the booking was to take place that a booking may replace; null when there is none. Where a booking waits for
   * its host, Cal.com may tell of another time without saying of which booking, which is void by then
   * (calcom.md §7).
   */
  mayReplace: (booking: Booking) => Instant | null
}

/** Looks at the bookings of one lead together; each question about one of them then takes no look at all others. */
export function lookTogether(bookings: Booking[]): Together {
  // Few leads have anything that asks for these.
  const byEventType = lazily(() => [...Map.groupBy(bookings, ({ eventTypeId }) => eventTypeId)])
  const lastCancelled = lazily(
    () => new Map(byEventType().map(([eventTypeId, own]) => [eventTypeId, lastCancelledOf(own)])),
  )
  const confirmed = lazily(
    () => new Map(byEventType().map(([eventTypeId, own]) => [eventTypeId, confirmedOf(own)])),
  )
  return {
    needsCheck: (booking) => {
      const { eventTypeId, recurring, facts } = booking
      const heard = facts.at(-1)
      if (!heard || !recurring || !isLive(booking) || eventTypeId === null) return false
      const cancelled = lastCancelled().get(eventTypeId)
      return cancelled !== undefined && byFactOrder(cancelled, heard) > 0
    },
    mayReplace: (booking) => {
      const { eventTypeId, facts } = booking
      const [first] = facts
      if (first?.kind !== 'requested' || eventTypeId === null) return null
      if (first.copies.some(({ event }) => event.rescheduleUid !== null)) return null
      return lastBefore(first, confirmed().get(eventTypeId) ?? [])?.startTime ?? null
    },
  }
}

function lastCancelledOf(bookings: Booking[]): Fact | undefined {
  return bookings
    .filter(({ recurring }) => recurring)
    .flatMap(({ facts }) => facts.filter(({ kind }) => kind === 'cancelled'))
    .toSorted(byFactOrder)
    .at(-1)
}

type Confirmed = { confirmation: Fact; startTime: Instant | null }

/** Those that hold, in the order in which they were confirmed. */
function confirmedOf(bookings: Booking[]): Confirmed[] {
  return bookings
    .flatMap(({ status, confirmation, startTime }) =>
      status === 'confirmed' && confirmation ? [{ confirmation, startTime }] : [],
    )
    .toSorted((a, b) => byFactOrder(a.confirmation, b.confirmation))
}

/** The last of `inOrder` that was confirmed before `fact`. */
function lastBefore(fact: Fact, inOrder: Confirmed[]): Confirmed | undefined {
  let [count, upTo] = [0, inOrder.length]
  while (count < upTo) {
    const middle = (count + upTo) >>> 1
    const one = inOrder[middle]
    if (one && byFactOrder(one.confirmation, fact) < 0) count = middle + 1
    else upTo = middle
  }
  return inOrder[count - 1]
}
