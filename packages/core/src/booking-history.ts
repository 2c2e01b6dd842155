import { byAge, compareNodes, toChains, type Chain } from './booking-chain.ts'
import type { Attendee, StoredEvent } from './booking-event.ts'
import { noShowOf, toFacts, type Fact } from './booking-facts.ts'
import { byStepOrder, endOf, type Node, type Step } from './booking-node.ts'
import type { BookingStatus } from './booking.ts'
import type { Instant } from './instant.ts'
import { namesBookerFirst, nodeKey } from './seats.ts'

/** A booking as its events tell it, before it belongs to a lead. */
export type Booking = {
  /** Its nodes, the oldest first; at least one. */
  uids: { uid: string; seat: string }[]
  status: BookingStatus
  startTime: Instant | null
  endTime: Instant | null
  title: string | null
  eventType: string | null
  eventTypeId: number | null
  location: string | null
  /** What the booker wrote, by what was said of it last. */
  additionalNotes: string | null
  booker: Attendee | null
  organizer: { name: string | null; timeZone: string | null }
  rescheduleCount: number
  /** Why it was cancelled or rejected. */
  cancellationReason: string | null
  cancelledBy: string | null
  noShow: boolean
  paid: boolean
  /** Whether it is one of a series. */
  recurring: boolean
  /** In fold order. */
  facts: Fact[]
  /** The first fact that confirmed it; null when it was only asked for, or only its end is known. */
  confirmation: Fact | null
  /** What was said of it, in fold order. */
  steps: Step[]
}

/**
 * Tells from a set of booking events which bookings there are and how each stands: the one pure fold that
 * all state is derived from. Reschedules join the nodes that they link to one booking. The same set gives
 * the same answer in any order and with any repetition.
 */
export function foldBookings(events: StoredEvent[]): Booking[] {
  return toChains(events)
    .map(toBooking)
    .toSorted((a, b) => compareNodes(a.uids[0], b.uids[0]))
}

function toBooking(chain: Chain): Booking {
  const { steps, current, timed, booker, startTime, noShow, status } = toStanding(chain)
  const lasting = steps.filter(isNotFrozen)
  const end = current ? endOf(current) : null
  const facts = toFacts(steps, booker?.email ?? null).filter(
    // Cal.com makes the job that tells it beforehand, and it fires whatever happened since (calcom.md §6).
    ({ kind, startTime: at }) =>
      kind !== 'took_place' || (status === 'completed' && at !== null && at === startTime),
  )
  return {
    uids: chain.nodes.map(({ uid, seat }) => ({ uid, seat })),
    status,
    startTime,
    // A start without its end does not keep the end of another start.
    endTime: last(timed, ({ event }) => (event.startTime === startTime ? event.endTime : null)),
    title: last(lasting, ({ event }) => event.title),
    eventType: last(lasting, ({ event }) => event.eventType),
    eventTypeId: last(steps, ({ event }) => event.eventTypeId),
    location: last(lasting, ({ event }) => event.location),
    additionalNotes: last(lasting, ({ event }) => event.additionalNotes ?? null),
    booker,
    organizer: {
      name: last(lasting, ({ event }) => event.organizer.name),
      timeZone: last(lasting, ({ event }) => event.organizer.timeZone),
    },
    rescheduleCount: facts.filter(({ kind }) => kind === 'rescheduled').length,
    cancellationReason: end?.event.rejectionReason ?? end?.event.cancellationReason ?? null,
    cancelledBy: end?.event.cancelledBy ?? null,
    noShow,
    paid: steps.some(({ event }) => event.trigger === 'BOOKING_PAID'),
    recurring: steps.some(({ event }) => event.recurring),
    facts,
    confirmation: facts.find(confirms) ?? null,
    steps,
  }
}

/** How a booking stands, and by what: `current` is the node that counts, `timed` what was said of its time. */
function toStanding({ nodes, superseded }: Chain) {
  const steps = nodes.flatMap((node) => node.steps).toSorted(byStepOrder)
  const leaves = nodes.filter((node) => !superseded.has(nodeKey(node.uid, node.seat)))
  const candidates = (leaves.length > 0 ? leaves : nodes).toSorted(byLastStep)
  // Where everything was left, nothing is live.
  const live = leaves.length > 0 ? candidates.findLast((node) => endOf(node) === null) : undefined
  const current = live ?? candidates.at(-1)
  const timed = current?.steps.filter(isNotFrozen) ?? []
  const booker = last(steps, (step) => step.booker)
  const startTime = last(timed, ({ event }) => event.startTime)
  const noShow = last(steps, (step) => noShowOf(step, booker?.email ?? null)) ?? false
  const status = statusOf(current, { startTime, noShow })
  return { steps, current, timed, booker, startTime, noShow, status }
}

function statusOf(
  current: Node | undefined,
  { startTime, noShow }: { startTime: Instant | null; noShow: boolean },
): BookingStatus {
  if (!current) return 'requested'
  const end = endOf(current)
  if (end?.event.trigger === 'BOOKING_REJECTED') return 'rejected'
  if (end) return end.event.requestReschedule ? 'reschedule_requested' : 'cancelled'
  if (!isConfirmed(current)) return 'requested'
  const hasEnded = current.steps.some(
    ({ event }) =>
      event.trigger === 'MEETING_ENDED' && startTime !== null && event.startTime === startTime,
  )
  return hasEnded && !noShow ? 'completed' : 'confirmed'
}

/** Whether any of the bookings that events tell of is a meeting to come. */
export function tellsOfLive(events: StoredEvent[]): boolean {
  return toChains(events).some((chain) => isLive(toStanding(chain)))
}

/** Whether a fact says that a booking holds. */
export function confirms({ kind }: Fact): boolean {
  return kind === 'booked' || kind === 'rescheduled'
}

/**
 * The fingerprints of the events that tell of the bookings that some uids (with their seats) belong to; not those about
 * other people's seats of the same slot.
 */
export function fingerprintsAbout(events: StoredEvent[], uids: Booking['uids']): string[] {
  const keys = new Set(uids.map(({ uid, seat }) => nodeKey(uid, seat)))
  const about = foldBookings(events).filter((booking) =>
    booking.uids.some(({ uid, seat }) => keys.has(nodeKey(uid, seat))),
  )
  const copies = about.flatMap(({ steps }) => steps.flatMap((step) => step.copies))
  return [...new Set(copies.map(({ fingerprint }) => fingerprint))]
}

/** Whether a booking is a meeting to come, for all that is known. */
export function isLive({ status }: Pick<Booking, 'status'>): boolean {
  return status === 'requested' || status === 'confirmed'
}

// Paying marks a booking and never confirms it.
function isConfirmed({ seat, steps }: Node): boolean {
  const opening = steps.filter(({ event }) => namesBookerFirst(event))
  const counted = seat === '' ? opening : opening.slice(-1)
  return counted.some(({ event }) => event.trigger !== 'BOOKING_REQUESTED')
}

// Cal.com makes the body of a meeting's end with the booking: it tells the time, place and host of then.
function isNotFrozen({ event }: Step): boolean {
  return event.trigger !== 'MEETING_ENDED'
}

function last<T>(steps: Step[], read: (step: Step) => T | null): T | null {
  return steps.reduce<T | null>((found, step) => read(step) ?? found, null)
}

function byLastStep(a: Node, b: Node): number {
  const [last, other] = [a.steps.at(-1), b.steps.at(-1)]
  return last && other ? byStepOrder(last, other) : byAge(a, b)
}
