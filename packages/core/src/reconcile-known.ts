import type { BookingStatus } from './booking.ts'
import type { Instant } from './instant.ts'
import { seatName } from './reconcile-seats.ts'
import type { CalcomBooking } from './reconcile-source.ts'

/** A booking that is here, as far as it is compared. */
export type KnownBooking = {
  id: string
  /** All that it had, the oldest first; the last one counts. */
  uids: string[]
  /** Of a slot that several can book: whose seat it is. Empty otherwise. */
  seat: string
  status: BookingStatus
  startTime: Instant | null
}

/** The bookings that are here, by what they are looked for. */
export type Known = {
  /** All of a uid: several where each has a seat. */
  at: (uid: string) => KnownBooking[]
  /** The one that a listed booking is, if it is here. */
  find: (booking: CalcomBooking) => KnownBooking | null
}

/** Makes the bookings that are here ready to be looked up. */
export function indexKnown(ours: KnownBooking[]): Known {
  const byUid = Map.groupBy(
    ours.flatMap((booking) => booking.uids.map((uid) => ({ uid, booking }))),
    ({ uid }) => uid,
  )
  const at = (uid: string) => byUid.get(uid)?.map(({ booking }) => booking) ?? []
  return {
    at,
    find: (booking) => {
      const seat = booking.seated ? seatName(booking) : ''
      return at(booking.uid).find((one) => one.seat === seat) ?? null
    },
  }
}
