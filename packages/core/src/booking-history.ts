import type { Attendee, StoredEvent } from './booking-event.ts'
import { nodeKey, seatOf, toNodes, type Node, type Step } from './booking-node.ts'
import type { BookingStatus, FactKind } from './booking.ts'
import { byFoldOrder } from './fold-order.ts'
import type { Instant } from './instant.ts'

/** Something that happened to a booking, told once however often it was delivered. */
export type Fact = {
  kind: FactKind
  /** The same for the same set of booking events. */
  key: string
  at: Instant
  startTime: Instant | null
  /** Of a reschedule: when it was to take place before. */
  from: Instant | null
  reason: string | null
  by: string | null
  booker: Attendee | null
  eventType: string | null
  organizerTimeZone: string | null
  deliveryId: string
  /** Of every booking event that told it. */
  fingerprints: string[]
}

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
  booker: Attendee | null
  organizer: { name: string | null; timeZone: string | null }
  rescheduleCount: number
  cancellationReason: string | null
  cancelledBy: string | null
  /** In fold order. */
  facts: Fact[]
  /** The first fact that confirmed it; null when only its end is known. */
  confirmation: Fact | null
}

/**
 * Tells from a set of booking events which bookings there are and how each stands: the one pure fold that
 * all state is derived from. Reschedules join the nodes that they link to one booking. The same set gives
 * the same answer in any order and with any repetition.
 */
export function foldBookings(events: StoredEvent[]): Booking[] {
  const { nodes: known, seatedUids } = toNodes(events)
  const nodes = new Map(known.map((node) => [nodeKey(node.uid, node.seat), node]))
  const withEvents = new Set(known.map(({ uid }) => uid))
  const isUnseated = (uid: string) => withEvents.has(uid) && !seatedUids.has(uid)
  const links = known.flatMap((node) => linksOf(node, { seatedUids, isUnseated }))
  for (const { uid, seat } of links.map(({ from }) => from)) {
    const key = nodeKey(uid, seat)
    // Its own events are still to come, or went missing.
    if (!nodes.has(key)) nodes.set(key, { uid, seat, steps: [] })
  }
  return chainsOf(nodes, links)
    .map(toBooking)
    .toSorted((a, b) => compareNodes(a.uids[0], b.uids[0]))
}

type NodeName = { uid: string; seat: string }
type Link = { from: NodeName; to: NodeName }

// Seats may be switched on or off between the two times of a booking.
function linksOf(
  node: Node,
  of: { seatedUids: ReadonlySet<string>; isUnseated: (uid: string) => boolean },
): Link[] {
  const links = new Map<string, Link>()
  for (const { copies, booker } of node.steps) {
    for (const { event } of copies) {
      const uid = event.rescheduleUid
      if (uid === null || uid === node.uid) continue
      const joins = node.seat === '' && of.seatedUids.has(uid)
      const seat = joins ? seatOf(booker ?? nobody) : of.isUnseated(uid) ? '' : node.seat
      links.set(nodeKey(uid, seat), { from: { uid, seat }, to: node })
    }
  }
  return [...links.values()]
}

const nobody: Attendee = { email: null, phone: null, name: null, timeZone: null }

type Chain = { nodes: Node[]; superseded: Set<string> }

function chainsOf(nodes: Map<string, Node>, links: Link[]): Chain[] {
  const neighbours = new Map([...nodes.keys()].map((key) => [key, new Set<string>()]))
  const superseded = new Set<string>()
  for (const { from, to } of links) {
    const [older, newer] = [nodeKey(from.uid, from.seat), nodeKey(to.uid, to.seat)]
    neighbours.get(older)?.add(newer)
    neighbours.get(newer)?.add(older)
    superseded.add(older)
  }
  const chains: Chain[] = []
  const reached = new Set<string>()
  for (const start of nodes.keys()) {
    const members: Node[] = []
    const open = [start]
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (reached.has(key)) continue
      reached.add(key)
      const node = nodes.get(key)
      if (node) members.push(node)
      open.push(...(neighbours.get(key) ?? []))
    }
    if (members.length > 0) chains.push({ nodes: members.toSorted(byAge), superseded })
  }
  return chains
}

// A node without events is only known as the one before another.
function byAge(a: Node, b: Node): number {
  const [first, second] = [a.steps[0], b.steps[0]]
  if (first && second) return byFoldOrder(first, second)
  if (!first && !second) return compareNodes(a, b)
  return first ? 1 : -1
}

function compareNodes(a: NodeName | undefined, b: NodeName | undefined): number {
  return nodeKey(a?.uid ?? '', a?.seat ?? '') < nodeKey(b?.uid ?? '', b?.seat ?? '') ? -1 : 1
}

function toBooking({ nodes, superseded }: Chain): Booking {
  const steps = nodes.flatMap((node) => node.steps).toSorted(byFoldOrder)
  const leaves = nodes.filter((node) => !superseded.has(nodeKey(node.uid, node.seat)))
  const candidates = (leaves.length > 0 ? leaves : nodes).toSorted(byLastStep)
  const current = candidates.findLast((node) => endOf(node) === null) ?? candidates.at(-1)
  const end = current ? endOf(current) : null
  const facts = toFacts(nodes)
  const last = <T>(of: Step[], read: (step: Step) => T | null): T | null =>
    of.reduce<T | null>((found, step) => read(step) ?? found, null)
  const timed = current?.steps.filter(({ event }) => event.startTime !== null) ?? []
  return {
    uids: nodes.map(({ uid, seat }) => ({ uid, seat })),
    status:
      end === null
        ? 'confirmed'
        : end.event.requestReschedule
          ? 'reschedule_requested'
          : 'cancelled',
    startTime: last(timed, ({ event }) => event.startTime),
    endTime: last(timed, ({ event }) => event.endTime),
    title: last(steps, ({ event }) => event.title),
    eventType: last(steps, ({ event }) => event.eventType),
    eventTypeId: last(steps, ({ event }) => event.eventTypeId),
    location: last(steps, ({ event }) => event.location),
    booker: last(steps, ({ booker }) => booker),
    organizer: {
      name: last(steps, ({ event }) => event.organizer.name),
      timeZone: last(steps, ({ event }) => event.organizer.timeZone),
    },
    rescheduleCount: facts.filter(({ kind }) => kind === 'rescheduled').length,
    cancellationReason: end?.event.cancellationReason ?? null,
    cancelledBy: end?.event.cancelledBy ?? null,
    facts,
    confirmation: facts.find(({ kind }) => kind === 'booked' || kind === 'rescheduled') ?? null,
  }
}

function byLastStep(a: Node, b: Node): number {
  const [last, other] = [a.steps.at(-1), b.steps.at(-1)]
  return last && other ? byFoldOrder(last, other) : byAge(a, b)
}

/**
 * The step that ended a node; null while it is live. Of a whole booking any cancellation ends its uid for
 * good, because Cal.com makes a new uid for a new time; a seat can be cancelled and booked again.
 */
function endOf({ seat, steps }: Node): Step | null {
  const last = seat === '' ? steps.findLast(isCancellation) : steps.at(-1)
  return last && isCancellation(last) ? last : null
}

function isCancellation({ event }: Step): boolean {
  return event.trigger === 'BOOKING_CANCELLED'
}

function toFacts(nodes: Node[]): Fact[] {
  const all = nodes.flatMap(({ seat, steps }) => steps.map((step) => ({ seat, step })))
  const ordered = all.toSorted((a, b) => byFoldOrder(a.step, b.step))
  return ordered.map(({ seat, step }, index) => {
    const { event, copies } = step
    const told = copies.map((copy) => copy.event)
    const before = ordered
      .slice(0, index)
      .map((earlier) => earlier.step.event)
      .findLast(({ uid, startTime }) => startTime && told.some((one) => one.rescheduleUid === uid))
    const previous = told.find((one) => one.previousStartTime !== null)?.previousStartTime ?? null
    return {
      kind: kindOf(step),
      key: `${step.fingerprint}:${seat}`,
      at: event.sentAt,
      startTime: event.startTime,
      from: previous ?? before?.startTime ?? null,
      reason: event.cancellationReason,
      by: event.trigger === 'BOOKING_RESCHEDULED' ? event.rescheduledBy : event.cancelledBy,
      booker: step.booker,
      eventType: event.eventType,
      organizerTimeZone: event.organizer.timeZone,
      deliveryId: step.deliveryId,
      fingerprints: copies.map((copy) => copy.fingerprint),
    }
  })
}

function kindOf({ event }: Step): FactKind {
  if (event.trigger === 'BOOKING_CREATED') return 'booked'
  if (event.trigger === 'BOOKING_RESCHEDULED') return 'rescheduled'
  return event.requestReschedule ? 'reschedule_requested' : 'cancelled'
}
