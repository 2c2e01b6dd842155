import type { StoredEvent } from './booking-event.ts'
import { tellsOfLive, type Booking } from './booking-history.ts'
import { byFoldOrder } from './fold-order.ts'

/**
 * Makes what answers whether any of a lead's bookings but `booking` was a meeting to come when the event `at` was sent,
 * as far as was told by then. It is to be asked in fold order of `at`: each answer starts from the one before, so that
 * many bookings that are cancelled one after the other are not looked at each time.
 */
export function createLiveThen(
  bookings: Booking[],
): (booking: Booking, at: StoredEvent) => boolean {
  const told = bookings.flatMap(eventsOf).toSorted((a, b) => byFoldOrder(a.event, b.event))
  const toldOf = new Map(bookings.map((booking): [Booking, StoredEvent[]] => [booking, []]))
  const live = new Set<Booking>()
  const unknown = new Set<Booking>()
  let next = 0

  function goOn(at: StoredEvent) {
    for (let one = told[next]; one && byFoldOrder(one.event, at) <= 0; one = told[++next]) {
      toldOf.get(one.booking)?.push(one.event)
      live.delete(one.booking)
      unknown.add(one.booking)
    }
  }

  return (booking, at) => {
    goOn(at)
    if (live.size > (live.has(booking) ? 1 : 0)) return true
    for (const other of unknown) {
      if (other === booking) continue
      unknown.delete(other)
      if (!tellsOfLive(toldOf.get(other) ?? [])) continue
      live.add(other)
      return true
    }
    return false
  }
}

function eventsOf(booking: Booking): { booking: Booking; event: StoredEvent }[] {
  return booking.steps.flatMap(({ copies }) => copies.map((event) => ({ booking, event })))
}
