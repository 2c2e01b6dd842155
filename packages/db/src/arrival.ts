import type { BookingEvent } from '@solar-capture/core/booking-event'
import { isAboutSlot, namesBookerFirst } from '@solar-capture/core/seats'

import type { deliveries } from './schema.ts'

export type NewDelivery = typeof deliveries.$inferSelect

/** A verified delivery as it arrives, or is applied again. */
export type Arrival = {
  /** Its outcome is what becomes of it when `event` is null; with a `heldReason` that is kept instead. */
  delivery: NewDelivery
  /** What it tells of a booking; null when there is nothing to apply. */
  event: BookingEvent | null
  /** Whether it was received before, and is to be applied anew, held or not. */
  isAgain: boolean
  /** When it is recorded or applied: for one that just arrived, when it did. */
  at: Date
  /** Milliseconds since it arrived. */
  elapsedMs: () => number
}

/** What leads are matched by: the emails of who may be the booker, and the phones of those without one. */
export function contactsOf(event: BookingEvent): string[] {
  const { responder, attendees } = event
  const opensAllSeats = isAboutSlot(event) && namesBookerFirst(event)
  const people = opensAllSeats ? [responder, ...attendees] : [responder, attendees[0]]
  const contacts = people.map((person) => person?.email ?? person?.phone)
  return [...new Set(contacts.filter((contact) => contact != null))]
}
