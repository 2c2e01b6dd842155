import { byFactOrder, type Fact } from './booking-facts.ts'
import type { Booking } from './booking-history.ts'

// Somebody who books with another person's email again and again shall not steer that lead.
const mostPerDay = 5

/**
 * Whether more than five of a lead's bookings had begun by `fact` on its UTC day; those of a recurring series
 * count as one. Moves of that day are withheld from then on.
 */
export function exceedsDailyCap(bookings: Booking[], fact: Fact): boolean {
  const begun = bookings.filter(({ facts: [first] }) => {
    return first && isSameDay(first, fact) && byFactOrder(first, fact) <= 0
  })
  const isOfSeries = ({ recurring, eventTypeId }: Booking) => recurring && eventTypeId !== null
  const series = new Set(begun.filter(isOfSeries).map(({ eventTypeId }) => eventTypeId))
  return begun.filter((one) => !isOfSeries(one)).length + series.size > mostPerDay
}

function isSameDay(a: Fact, b: Fact): boolean {
  return a.at.slice(0, 10) === b.at.slice(0, 10)
}
