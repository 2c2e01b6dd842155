import type { CalcomBooking } from './reconcile-source.ts'

/**
 * What is missing here of a booking: all of it, its new time, its end, or (`joined`) that it took the place of another one, of
 * which it is known here as a booking of its own.
 */
export const gapKinds = [
  'missing',
  'moved',
  'joined',
  'cancelled',
  'rejected',
  'confirmed',
  'asked_to_move',
] as const
export type GapKind = (typeof gapKinds)[number]

/** What Cal.com knows of a booking and we do not. */
export type Gap = {
  kind: GapKind
  booking: CalcomBooking
  /** The booking here that it is about; null when it is missing. */
  bookingId: string | null
  /** The uid that counts: of the booking here, or where it is missing the listed one. */
  uid: string
  /** The uid that the booking had before, where it is a move. */
  previousUid: string | null
  /** Whether the list leaves open that the host has yet to confirm it, or declined it. */
  mayBeUnconfirmed: boolean
  /** Of `joined`: whether the host was asked to confirm it. */
  wasAsked: boolean
  /** Times that it had in between and that are not known here either, the oldest first, each with the uid before it. */
  through: { booking: CalcomBooking; previousUid: string }[]
}

/** What the source of a list leaves open. */
export type ListingLimits = {
  /** Whether it tells bookings that wait for the host, or were declined, from confirmed ones: Cal.com's CSV does not. */
  tellsPending: boolean
  /** Whether it tells bookings that the host wants at another time from cancelled ones: only Cal.com's CSV does. */
  tellsAskedToMove: boolean
  /** Whether it has all bookings of its time: only then is what it lacks only here. */
  listsAll: boolean
}
