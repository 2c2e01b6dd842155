import type { Instant } from './instant.ts'

/**
 * How a booking stands in Cal.com: `accepted` (also once it took place), `pending` (waits for the host), `cancelled`, `rejected`,
 * or `moved` (there is a new one in its place, or the host asked for another time).
 */
export const calcomStatuses = ['accepted', 'pending', 'cancelled', 'rejected', 'moved'] as const
export type CalcomStatus = (typeof calcomStatuses)[number]

/** A booking as Cal.com lists it. */
export type CalcomBooking = {
  /** Of the booking, or the first that it had where `isFirstUid`. */
  uid: string
  isFirstUid: boolean
  /** Whether the source says that it was changed since it was made: a calendar counts changes. */
  wasChanged: boolean
  /** The uid of the booking that this one took the place of, where the source says. */
  previousUid: string | null
  /** The uid of the booking that took the place of this one, where the source says. */
  nextUid: string | null
  status: CalcomStatus
  startTime: Instant
  endTime: Instant | null
  title: string | null
  eventType: string | null
  eventTypeId: number | null
  /** Whether the list says that several can book its slot, each with a seat. */
  seated: boolean
  /** The booker first. */
  attendees: { name: string | null; email: string | null; phone: string | null }[]
  organizerEmail: string | null
  /** When it was booked, and when it was changed last; null where the source does not say. */
  createdAt: Instant | null
  changedAt: Instant | null
  cancellationReason: string | null
}

/** What a file or answer of Cal.com lists, and what of it could not be read, with the line that it began at. */
export type CalcomListing = {
  bookings: CalcomBooking[]
  refused: { line: number; reason: string }[]
}

/** A file that is none of bookings, in a sentence for whoever chose it. */
export class NoListing extends Error {
  override readonly name = 'NoListing'
}
