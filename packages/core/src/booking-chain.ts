import type { Attendee, BookingTrigger, StoredEvent } from './booking-event.ts'
import { nodeKey, seatOf, toNodes, type Node } from './booking-node.ts'
import { byFoldOrder } from './fold-order.ts'

/** The nodes that reschedules join to one booking, the oldest first. */
export type Chain = {
  nodes: Node[]
  /** Keys of nodes, of this chain or another, that a reschedule left behind. */
  superseded: ReadonlySet<string>
}

// These tell something more of a booking that is known, and make none.
const additions: ReadonlySet<BookingTrigger> = new Set([
  'BOOKING_REASSIGNED',
  'BOOKING_LOCATION_UPDATED',
  'BOOKING_NO_SHOW_UPDATED',
  'MEETING_ENDED',
])

/** Sorts booking events to the chains that they tell of. Neither their order nor repetition matters. */
export function toChains(events: StoredEvent[]): Chain[] {
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
  return join(nodes, links).filter(({ nodes }) =>
    nodes.some(({ steps }) => steps.some(({ event }) => !additions.has(event.trigger))),
  )
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

function join(nodes: Map<string, Node>, links: Link[]): Chain[] {
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

/** Orders nodes by when they began; one without events before all others. */
export function byAge(a: Node, b: Node): number {
  const [first, second] = [a.steps[0], b.steps[0]]
  if (first && second) return byFoldOrder(first, second)
  if (!first && !second) return compareNodes(a, b)
  return first ? 1 : -1
}

/** Orders nodes by name, for want of anything better. */
export function compareNodes(a: NodeName | undefined, b: NodeName | undefined): number {
  return nodeKey(a?.uid ?? '', a?.seat ?? '') < nodeKey(b?.uid ?? '', b?.seat ?? '') ? -1 : 1
}
