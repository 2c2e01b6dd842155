import type { BookingTrigger } from './booking-event.ts'
import type { BookingStatus } from './booking.ts'
import { normaliseEmail } from './contact.ts'
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
  /** When Cal.com last told when it is or how it stands; null where it told only that it ended, or who came. */
  toldAt: Instant | null
  /** What Cal.com told of it first: that it was asked for, made or moved; null where only what came later is known. */
  openedBy: BookingTrigger | null
  /** Who booked, by normalised email; null where it is not known. */
  email: string | null
}

const opening: ReadonlySet<BookingTrigger> = new Set([
  'BOOKING_REQUESTED',
  'BOOKING_CREATED',
  'BOOKING_RESCHEDULED',
])
// Cal.com makes the body of a meeting's end with the booking, and absence changes neither its time nor its state.
const silent: ReadonlySet<BookingTrigger> = new Set([
  'MEETING_ENDED',
  'BOOKING_NO_SHOW_UPDATED',
  'AFTER_GUESTS_CAL_VIDEO_NO_SHOW',
])

/** What was told of a booking, in the order in which it was sent. */
export function toldOf(
  told: { trigger: BookingTrigger; sentAt: Instant }[],
): Pick<KnownBooking, 'toldAt' | 'openedBy'> {
  return {
    toldAt: told.findLast(({ trigger }) => !silent.has(trigger))?.sentAt ?? null,
    openedBy: told.find(({ trigger }) => opening.has(trigger))?.trigger ?? null,
  }
}

/** What is known of an event type by what Cal.com sent of it. */
export type KnownEventType = {
  /** Whether several can book the same slot, each with a seat. */
  isSeated: boolean
  /** Whether its host is asked to confirm bookings. */
  asksHost: boolean
}
export type KnownEventTypes = ReadonlyMap<number | null, KnownEventType>

/** The bookings that are here, by what they are looked for. */
export type Known = {
  /** All of a uid: several where each has a seat. */
  at: (uid: string) => KnownBooking[]
  /** The one that a listed booking is, if it is here. */
  find: (booking: CalcomBooking) => KnownBooking | null
  /** Those of the booker of a listed booking that are not over, and that no listed uid is known to be of. */
  othersOf: (booking: CalcomBooking) => KnownBooking[]
}

const live: ReadonlySet<BookingStatus> = new Set([
  'requested',
  'confirmed',
  'reschedule_requested',
  'completed',
])

/** Makes the bookings that are here ready to be looked up from a list of Cal.com's. */
export function indexKnown(ours: KnownBooking[], listed: CalcomBooking[]): Known {
  const byUid = Map.groupBy(
    ours.flatMap((booking) => booking.uids.map((uid) => ({ uid, booking }))),
    ({ uid }) => uid,
  )
  const at = (uid: string) => byUid.get(uid)?.map(({ booking }) => booking) ?? []
  const uids = new Set(listed.map(({ uid }) => uid))
  const unlisted = Map.groupBy(
    ours.filter((one) => live.has(one.status) && !one.uids.some((uid) => uids.has(uid))),
    ({ email }) => email,
  )
  const othersOf = ({ attendees: [booker] }: CalcomBooking) => {
    const email = normaliseEmail(booker?.email ?? '')
    return email === null ? [] : (unlisted.get(email) ?? [])
  }
  // A calendar names a booking by the uid that it had first, of which nothing may be known here.
  const findByTime = (booking: CalcomBooking) =>
    booking.isFirstUid && (booking.status === 'accepted' || booking.status === 'pending')
      ? othersOf(booking).find(({ startTime }) => startTime === booking.startTime)
      : undefined
  return {
    at,
    othersOf,
    find: (booking) => {
      const seat = booking.seated ? seatName(booking) : ''
      return at(booking.uid).find((one) => one.seat === seat) ?? findByTime(booking) ?? null
    },
  }
}
