import type { Instant } from './instant.ts'
import type { Known } from './reconcile-known.ts'
import { seatName } from './reconcile-seats.ts'
import type { CalcomBooking } from './reconcile-source.ts'

/** Which listed booking took the place of which, both ways: of one at most, and never in a circle. */
export type Moves = {
  after: Map<CalcomBooking, CalcomBooking>
  before: Map<CalcomBooking, CalcomBooking>
  /** Those that a circle begins with: what they say to have been before does not count. */
  cut: Set<CalcomBooking>
}

/**
 * Which booking took the place of another. Where the source does not say (Cal.com's CSV does not), it is the next one that
 * the same person made of the same event type after it, if it is not taken by an earlier one and nothing that is here
 * speaks against it.
 */
export function findMoves(listed: CalcomBooking[], known: Known): Moves {
  const moves: Moves = { after: new Map(), before: new Map(), cut: new Set() }
  const note = (earlier: CalcomBooking, later: CalcomBooking) => {
    if (earlier === later || moves.after.has(earlier) || moves.before.has(later)) return
    moves.after.set(earlier, later)
    moves.before.set(later, earlier)
  }
  const byPlace = new Map(listed.map((booking) => [placeOf(booking.uid, booking), booking]))
  for (const booking of listed) {
    const { previousUid, nextUid } = booking
    const earlier = previousUid === null ? null : byPlace.get(placeOf(previousUid, booking))
    if (earlier) note(earlier, booking)
    const later = nextUid === null ? null : byPlace.get(placeOf(nextUid, booking))
    if (later) note(booking, later)
  }
  for (const made of groupByMaker(listed)) {
    for (const [index, booking] of made.entries()) {
      if (booking.status !== 'moved' || booking.nextUid !== null || moves.after.has(booking)) {
        continue
      }
      // It is known here what came after it.
      const here = known.find(booking)
      if (here && here.uids.at(-1) !== booking.uid) continue
      const next = made
        .slice(index + 1)
        .find((one) => one.previousUid === null && !moves.before.has(one) && mayFollow(one, known))
      if (next) note(booking, next)
    }
  }
  cutCircles(moves)
  return moves
}

/** The uid that a listed booking had before; null where none is told or found. */
export function previousOf(
  booking: CalcomBooking,
  { before, cut }: Moves,
  known: Known,
): string | null {
  const { uid, previousUid, seated } = booking
  if (cut.has(booking) || previousUid === uid) return null
  const earlier = before.get(booking)?.uid ?? null
  if (previousUid === null) return earlier
  // Cal.com says it of the slot, to which others may have come by themselves.
  const seat = seated ? seatName(booking) : ''
  return !seated || known.at(previousUid).some((one) => one.seat === seat) ? previousUid : earlier
}

/** Whether a listed booking may have taken the place of another, for all that is known here. */
function mayFollow(booking: CalcomBooking, known: Known): boolean {
  const here = known.find(booking)
  if (here === null) return true
  // A move of a booking is never told as a new one, but where the host was asked first.
  return here.uids[0] === booking.uid && here.openedBy !== 'BOOKING_CREATED'
}

// Whoever can write the list can let bookings name each other. A circle begins with the one that was made first.
function cutCircles({ after, before, cut }: Moves): void {
  const seen = new Set<CalcomBooking>()
  for (const start of [...before.keys()]) {
    const walked: CalcomBooking[] = []
    let one: CalcomBooking | undefined = start
    for (; one && !seen.has(one); one = before.get(one)) {
      seen.add(one)
      walked.push(one)
    }
    if (one !== start) continue
    const [first] = walked.toSorted((a, b) => compareTimes(a.createdAt, b.createdAt))
    const last = first && before.get(first)
    if (!first || !last) continue
    cut.add(first)
    before.delete(first)
    after.delete(last)
  }
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

/** Compares two instants; what has none comes first. */
export function compareTimes(a: Instant | null, b: Instant | null): number {
  if (a === b) return 0
  return (a ?? '') < (b ?? '') ? -1 : 1
}
