import { byFactOrder, type Fact } from './booking-facts.ts'
import type { Booking } from './booking-history.ts'

// Somebody who books with another person's email again and again shall not steer that lead.
const mostPerDay = 5

/**
 * Makes what answers whether more than five of a lead's bookings had begun by a fact on its UTC day; those of a recurring
 * series count as one. Moves of that day are withheld from then on.
 */
export function createDailyCap(bookings: Booking[]): (fact: Fact) => boolean {
  const begun = bookings.flatMap((booking) => {
    const [first] = booking.facts
    return first ? [{ first, booking }] : []
  })
  const days = Map.groupBy(begun, ({ first }) => dayOf(first))
  const exceededBy = new Map([...days].map(([day, own]) => [day, firstTooMany(own)]))
  return (fact) => {
    const first = exceededBy.get(dayOf(fact))
    return first !== undefined && byFactOrder(first, fact) <= 0
  }
}

/** How the first booking began of those of a day that are too many; undefined when none is. */
function firstTooMany(begun: { first: Fact; booking: Booking }[]): Fact | undefined {
  const counted = new Set<Booking | number>()
  const inOrder = begun.toSorted((a, b) => byFactOrder(a.first, b.first))
  return inOrder.find(({ booking }) => {
    const { recurring, eventTypeId } = booking
    counted.add(recurring && eventTypeId !== null ? eventTypeId : booking)
    return counted.size > mostPerDay
  })?.first
}

function dayOf({ at }: Fact): string {
  return at.slice(0, 10)
}
