import type { BookingStatus } from './booking.ts'
import type { Gap, GapKind, ListingLimits } from './reconcile-gap.ts'
import {
  indexKnown,
  type Known,
  type KnownBooking,
  type KnownEventTypes,
} from './reconcile-known.ts'
import { compareTimes, findMoves, previousOf, type Moves } from './reconcile-moves.ts'
import { spreadSeats } from './reconcile-seats.ts'
import type { CalcomBooking } from './reconcile-source.ts'

export type Comparison = {
  /** How many are the same on both sides. */
  inBoth: number
  /** Only in Cal.com: what can be applied. In the order in which it happened. */
  gaps: Gap[]
  /** Perhaps only in Cal.com: a calendar names them by a uid that may not be theirs now, so they cannot be applied from it. */
  undecided: CalcomBooking[]
  /** Ids of bookings that are only here. */
  onlyHere: string[]
  /** Both sides know them and disagree, in a way that nothing can be applied for: what is here is told by a later word. */
  differing: { booking: CalcomBooking; bookingId: string }[]
}

const plain = { mayBeUnconfirmed: false, wasAsked: false }
const over: readonly BookingStatus[] = ['cancelled', 'rejected']

/**
 * Compares what Cal.com lists with the bookings that are here. `ours` are all that have one of the listed uids, and all
 * that start within the listed time; `eventTypes` what is known of the listed ones. A booking that is only here is not told when it is over: Cal.com may list without those.
 */
export function compareBookings(
  listed: CalcomBooking[],
  ours: KnownBooking[],
  limits: ListingLimits,
  eventTypes: KnownEventTypes = new Map(),
): Comparison {
  const known = indexKnown(ours, listed)
  const single = [...new Map(listed.map((booking) => [booking.uid, booking])).values()]
  const spread = single.flatMap((booking) => {
    const isSeatedType = eventTypes.get(booking.eventTypeId)?.isSeated === true
    return spreadSeats(booking, known.at(booking.uid), isSeatedType)
  })
  const moves = findMoves(spread, known)
  const comparison: Comparison = {
    ...{ inBoth: 0, gaps: [], undecided: [], onlyHere: [], differing: [] },
  }
  for (const booking of spread) {
    const here = known.find(booking)
    if (here === null && isUndecided(booking, known)) {
      comparison.undecided.push(booking)
      continue
    }
    if (here === null) {
      const gap = gapOfUnknown(booking, moves, known)
      const isToldPlainly =
        limits.tellsPending || eventTypes.get(booking.eventTypeId)?.asksHost === false
      const mayBeUnconfirmed = booking.status === 'accepted' && !isToldPlainly
      if (gap) comparison.gaps.push({ ...gap, mayBeUnconfirmed })
      continue
    }
    const joined = joinOf(booking, here, moves, known)
    if (joined) comparison.gaps.push(joined)
    const gap = gapOfKnown(booking, here, moves, limits)
    if (gap === 'same') comparison.inBoth += joined ? 0 : 1
    else if (gap === 'differs') comparison.differing.push({ booking, bookingId: here.id })
    else comparison.gaps.push(gap)
  }
  comparison.gaps.sort((a, b) => compareTimes(timeOf(a.booking), timeOf(b.booking)))
  if (limits.listsAll) comparison.onlyHere = onlyHere(spread, ours, known)
  return comparison
}

/**
 * Whether a booking that a calendar lists may be here by another uid than its first. Written by its first one it would be here
 * twice, and no later word of Cal.com's would reach it.
 */
function isUndecided(booking: CalcomBooking, known: Known): boolean {
  if (!booking.isFirstUid) return false
  const isOver = booking.status === 'cancelled'
  return (booking.wasChanged && !isOver) || known.othersOf(booking).length > 0
}

/** What is missing of a booking that is not here; null where the booking that took its place tells of both. */
function gapOfUnknown(booking: CalcomBooking, moves: Moves, known: Known): Gap | null {
  // What took its place is told by itself, as soon as it is listed.
  const isMoved = booking.status === 'moved' && booking.nextUid !== null
  if (isMoved || moves.after.has(booking)) return null
  const { through, first } = stepsBefore(booking, moves, known)
  const previousUid = previousOf(booking, moves, known)
  const kind = previousUid !== null && booking.status === 'accepted' ? 'moved' : 'missing'
  const earlier = moves.before.get(first)
  const bookingId = earlier ? (known.find(earlier)?.id ?? null) : null
  return { ...plain, kind, booking, bookingId, uid: booking.uid, previousUid, through }
}

/** What a booking was before and is not known here, and the first of it. */
function stepsBefore(booking: CalcomBooking, moves: Moves, known: Known) {
  const through: Gap['through'] = []
  let first = booking
  for (
    let one = moves.before.get(booking);
    one && known.find(one) === null;
    one = moves.before.get(one)
  ) {
    const previousUid = previousOf(one, moves, known)
    if (previousUid === null) break
    through.push({ booking: one, previousUid })
    first = one
  }
  return { through: through.toReversed(), first }
}

/** That a booking which is here took the place of one that is here, or was not known, as another booking. */
function joinOf(
  booking: CalcomBooking,
  here: KnownBooking,
  moves: Moves,
  known: Known,
): Gap | null {
  const previousUid = previousOf(booking, moves, known)
  if (previousUid === null || here.uids.includes(previousUid)) return null
  const { through } = stepsBefore(booking, moves, known)
  const earlier = known.at(through[0]?.previousUid ?? previousUid)
  const bookingId = earlier.find(({ seat }) => seat === here.seat)?.id ?? here.id
  // Cal.com may tell of such a move without saying what it moves.
  const isAsked = booking.status === 'pending' || booking.status === 'rejected'
  const wasAsked = isAsked || here.openedBy === 'BOOKING_REQUESTED'
  const { uid } = booking
  return { ...plain, kind: 'joined', booking, bookingId, uid, previousUid, wasAsked, through }
}

function gapOfKnown(
  booking: CalcomBooking,
  known: KnownBooking,
  moves: Moves,
  limits: ListingLimits,
): Gap | 'same' | 'differs' {
  const gap = stateGapOf(booking, known, moves, limits)
  if (typeof gap === 'string') return gap
  // A file may be older than what is here.
  const isOlder =
    booking.changedAt !== null && known.toldAt !== null && booking.changedAt <= known.toldAt
  return isOlder ? 'differs' : gap
}

function stateGapOf(
  booking: CalcomBooking,
  known: KnownBooking,
  { after }: Moves,
  { tellsPending, tellsAskedToMove }: ListingLimits,
): Gap | 'same' | 'differs' {
  const uid = known.uids.at(-1) ?? booking.uid
  const gap = (kind: GapKind): Gap => {
    return { ...plain, kind, booking, bookingId: known.id, uid, previousUid: null, through: [] }
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
      if (isOver || known.status === 'reschedule_requested') return 'same'
      return after.has(booking) || booking.nextUid !== null ? 'same' : gap('asked_to_move')
    case 'pending':
      return known.status === 'requested' ? 'same' : 'differs'
    case 'accepted':
      // Declined ones and those that still wait look the same.
      if (!tellsPending && known.status === 'rejected') return 'same'
      if (isOver || known.status === 'reschedule_requested') return 'differs'
      if (!tellsPending && known.status === 'requested') {
        return known.startTime === booking.startTime ? 'same' : 'differs'
      }
      if (known.startTime !== booking.startTime) return gap('moved')
      return known.status === 'requested' ? gap('confirmed') : 'same'
  }
}

function onlyHere(listed: CalcomBooking[], ours: KnownBooking[], known: Known): string[] {
  const found = new Set(listed.map((booking) => known.find(booking)?.id))
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

function timeOf({ createdAt, startTime }: CalcomBooking): string {
  return createdAt ?? startTime
}
