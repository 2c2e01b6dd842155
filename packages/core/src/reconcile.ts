import type { BookingStatus } from './booking.ts'
import type { Instant } from './instant.ts'
import { seatName, spreadSeats } from './reconcile-seats.ts'
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

/** What is missing here of a booking: all of it, its new time, or its end. */
export const gapKinds = [
  'missing',
  'moved',
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
  /** Times that it had in between and that are not known here either, the oldest first, each with the uid before it. */
  through: { booking: CalcomBooking; previousUid: string }[]
}

export type Comparison = {
  /** How many are the same on both sides. */
  inBoth: number
  /** Only in Cal.com: what can be applied. In the order in which it happened. */
  gaps: Gap[]
  /** Ids of bookings that are only here. */
  onlyHere: string[]
  /** Both sides know them and disagree, in a way that nothing can be applied for: what is here is told by a later word. */
  differing: { booking: CalcomBooking; bookingId: string }[]
}

/** What the source of a list leaves open. */
export type ListingLimits = {
  /** Whether it tells bookings that wait for the host from confirmed ones: Cal.com's CSV does not. */
  tellsPending: boolean
  /** Whether it tells bookings that the host wants at another time from cancelled ones: only Cal.com's CSV does. */
  tellsAskedToMove: boolean
  /** Whether it has all bookings of its time: only then is what it lacks only here. */
  listsAll: boolean
}

const over: readonly BookingStatus[] = ['cancelled', 'rejected']

/**
 * Compares what Cal.com lists with the bookings that are here. `ours` are all that have one of the listed uids, and all
 * that start within the listed time. A booking that is only here is not told when it is over: Cal.com may list without those.
 */
export function compareBookings(
  listed: CalcomBooking[],
  ours: KnownBooking[],
  limits: ListingLimits,
): Comparison {
  const byUid = Map.groupBy(
    ours.flatMap((booking) => booking.uids.map((uid) => ({ uid, booking }))),
    ({ uid }) => uid,
  )
  const find = (booking: CalcomBooking): KnownBooking | null => {
    const known = byUid.get(booking.uid) ?? []
    const seat = booking.seated ? seatName(booking) : ''
    return known.find((one) => one.booking.seat === seat)?.booking ?? null
  }
  const single = [...new Map(listed.map((booking) => [booking.uid, booking])).values()]
  const spread = single.flatMap((booking) =>
    spreadSeats(booking, byUid.get(booking.uid)?.map((one) => one.booking) ?? []),
  )
  const moves = findMoves(spread, find)
  const comparison: Comparison = { inBoth: 0, gaps: [], onlyHere: [], differing: [] }
  for (const booking of spread) {
    const known = find(booking)
    const gap =
      known === null
        ? gapOfUnknown(booking, moves, find)
        : gapOfKnown(booking, known, moves, limits)
    if (gap === 'same') comparison.inBoth += 1
    else if (gap === 'differs' && known) comparison.differing.push({ booking, bookingId: known.id })
    else if (typeof gap === 'object' && gap !== null) comparison.gaps.push(gap)
  }
  comparison.gaps.sort((a, b) => compareTimes(timeOf(a.booking), timeOf(b.booking)))
  if (limits.listsAll) comparison.onlyHere = onlyHere(spread, ours, find)
  return comparison
}

type Find = (booking: CalcomBooking) => KnownBooking | null

/** Which booking took the place of which, both ways. */
type Moves = {
  after: Map<CalcomBooking, CalcomBooking>
  before: Map<CalcomBooking, CalcomBooking>
}

/** Null where the booking that took its place tells of both. */
function gapOfUnknown(booking: CalcomBooking, { after, before }: Moves, find: Find): Gap | null {
  if (booking.status === 'moved' && after.has(booking)) return null
  const through: Gap['through'] = []
  let first = booking
  for (let one = before.get(booking); one && find(one) === null; one = before.get(one)) {
    const previousUid = previousOf(one, before)
    if (previousUid === null) break
    through.unshift({ booking: one, previousUid })
    first = one
  }
  const previousUid = previousOf(booking, before)
  const kind = previousUid !== null && booking.status === 'accepted' ? 'moved' : 'missing'
  const known = before.get(first)
  const bookingId = known ? (find(known)?.id ?? null) : null
  return { kind, booking, bookingId, uid: booking.uid, previousUid, through }
}

function gapOfKnown(
  booking: CalcomBooking,
  known: KnownBooking,
  { after }: Moves,
  { tellsPending, tellsAskedToMove }: ListingLimits,
): Gap | 'same' | 'differs' {
  const uid = known.uids.at(-1) ?? booking.uid
  const gap = (kind: GapKind): Gap => {
    return { kind, booking, bookingId: known.id, uid, previousUid: null, through: [] }
  }
  // What came after it decides what the booking is now.
  if (!booking.isFirstUid && uid !== booking.uid) return 'same'
  const isOver = over.includes(known.status)
  switch (booking.status) {
    case 'cancelled':
      if (known.status === 'reschedule_requested' && !tellsAskedToMove) return 'same'
      return isOver ? 'same' : gap('cancelled')
    case 'rejected':
      return isOver ? 'same' : gap('rejected')
    case 'moved':
      // With a successor, that one is the gap.
      if (isOver || known.status === 'reschedule_requested' || after.has(booking)) return 'same'
      return gap('asked_to_move')
    case 'pending':
      return known.status === 'requested' ? 'same' : 'differs'
    case 'accepted':
      if (isOver || known.status === 'reschedule_requested') return 'differs'
      if (known.startTime !== booking.startTime) return gap('moved')
      return known.status === 'requested' && tellsPending ? gap('confirmed') : 'same'
  }
}

function previousOf(booking: CalcomBooking, before: Moves['before']): string | null {
  return booking.previousUid ?? before.get(booking)?.uid ?? null
}

/**
 * Which booking took the place of another. Where the source does not say (Cal.com's CSV does not), it is the next one that
 * the same person made of the same event type after it, if it is not known here and is not taken by an earlier one.
 */
function findMoves(listed: CalcomBooking[], find: Find): Moves {
  const moves: Moves = { after: new Map(), before: new Map() }
  const note = (earlier: CalcomBooking, later: CalcomBooking) => {
    moves.after.set(earlier, later)
    moves.before.set(later, earlier)
  }
  const byPlace = new Map(listed.map((booking) => [placeOf(booking.uid, booking), booking]))
  for (const booking of listed) {
    const { previousUid } = booking
    const earlier = previousUid === null ? null : byPlace.get(placeOf(previousUid, booking))
    if (earlier && earlier !== booking) note(earlier, booking)
  }
  for (const made of groupByMaker(listed)) {
    for (const [index, booking] of made.entries()) {
      if (booking.status !== 'moved' || moves.after.has(booking)) continue
      // It is known here what came after it.
      const known = find(booking)
      if (known && known.uids.at(-1) !== booking.uid) continue
      const next = made
        .slice(index + 1)
        .find((one) => one.previousUid === null && !moves.before.has(one) && find(one) === null)
      if (next) note(booking, next)
    }
  }
  return moves
}

// A seat moves by itself.
function placeOf(uid: string, booking: CalcomBooking): string {
  return booking.seated ? `${uid}\n${seatName(booking)}` : uid
}

/** The bookings that one person made of one event type, in the order in which they were made. */
function groupByMaker(listed: CalcomBooking[]): CalcomBooking[][] {
  const groups = new Map<string, CalcomBooking[]>()
  for (const booking of listed.toSorted((a, b) => compareTimes(a.createdAt, b.createdAt))) {
    const email = booking.attendees[0]?.email?.toLowerCase()
    if (email === undefined || booking.createdAt === null) continue
    const key = JSON.stringify([booking.eventTypeId ?? booking.eventType, email])
    const group = groups.get(key)
    if (group) group.push(booking)
    else groups.set(key, [booking])
  }
  return [...groups.values()]
}

function onlyHere(listed: CalcomBooking[], ours: KnownBooking[], find: Find): string[] {
  const found = new Set(listed.map((booking) => find(booking)?.id))
  const times = listed.map(({ startTime }) => startTime).toSorted(compareTimes)
  const [first = '', last = ''] = [times[0], times.at(-1)]
  return ours
    .filter(
      ({ id, status, startTime }) =>
        !over.includes(status) &&
        startTime !== null &&
        startTime >= first &&
        startTime <= last &&
        !found.has(id),
    )
    .map(({ id }) => id)
}

function timeOf({ createdAt, startTime }: CalcomBooking): Instant {
  return createdAt ?? startTime
}

function compareTimes(a: Instant | null, b: Instant | null): number {
  if (a === b) return 0
  return (a ?? '') < (b ?? '') ? -1 : 1
}
