import type { BookingTrigger, StoredEvent } from './booking-event.ts'
import { toNodes, type Node, type Nodes } from './booking-node.ts'
import { byFoldOrder, compareText } from './fold-order.ts'
import { nodeKey, seatOf } from './seats.ts'

/** The nodes that reschedules join to one booking, the oldest first. */
export type Chain = {
  nodes: Node[]
  /** Keys of nodes, of this chain or another, that were left for another uid. */
  superseded: ReadonlySet<string>
}

// These tell something more of a booking that is known, and make none.
const additions: ReadonlySet<BookingTrigger> = new Set([
  'BOOKING_REASSIGNED',
  'BOOKING_LOCATION_UPDATED',
  'BOOKING_NO_SHOW_UPDATED',
  'AFTER_GUESTS_CAL_VIDEO_NO_SHOW',
  'MEETING_ENDED',
])

/** Sorts booking events to the chains that they tell of. Neither their order nor repetition matters. */
export function toChains(events: StoredEvent[]): Chain[] {
  const found = toNodes(events)
  const { nodes, leftSeats } = found
  const withEvents = new Set([...nodes.values()].map(({ uid }) => uid))
  const links = [...nodes.values()].flatMap((node) => linksOf(node, found, withEvents))
  const superseded = new Set<string>()
  for (const { from } of links) {
    const key = nodeKey(from.uid, from.seat)
    // Its own events are still to come, or went missing.
    if (!nodes.has(key)) nodes.set(key, { ...from, steps: [] })
    if (from.seat === '' || leftSeats.has(key)) superseded.add(key)
  }
  return join(nodes, links)
    .filter((members) => members.some(isToldOf))
    .map((members) => ({ nodes: members.toSorted(byAge), superseded }))
}

function isToldOf({ steps }: Node): boolean {
  return steps.some(({ event }) => !additions.has(event.trigger))
}

type NodeName = { uid: string; seat: string }
type Link = { from: NodeName; to: NodeName }

// Seats may be switched on or off between the two times of a booking.
function linksOf(node: Node, { seatedUids }: Nodes, withEvents: ReadonlySet<string>): Link[] {
  const links: Link[] = []
  for (const { copies, booker } of node.steps) {
    for (const { event } of copies) {
      const uid = event.rescheduleUid
      if (uid === null || uid === node.uid) continue
      const isFromSeat = node.seat === '' && seatedUids.has(uid) && booker !== null
      const isToSeat = node.seat !== '' && withEvents.has(uid) && !seatedUids.has(uid)
      const seat = isFromSeat ? seatOf(booker) : isToSeat ? '' : node.seat
      links.push({ from: { uid, seat }, to: node })
    }
  }
  return links
}

function join(nodes: Map<string, Node>, links: Link[]): Node[][] {
  if (links.length === 0) return [...nodes.values()].map((node) => [node])
  const neighbours = new Map<string, string[]>()
  const connect = (a: string, b: string) => {
    const known = neighbours.get(a)
    if (known) known.push(b)
    else neighbours.set(a, [b])
  }
  for (const { from, to } of links) {
    const [older, newer] = [nodeKey(from.uid, from.seat), nodeKey(to.uid, to.seat)]
    connect(older, newer)
    connect(newer, older)
  }
  const groups: Node[][] = []
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
    if (members.length > 0) groups.push(members)
  }
  return groups
}

/** Orders nodes by when they began; one without events before all others. */
export function byAge(a: Node, b: Node): number {
  const [first, second] = [a.steps[0], b.steps[0]]
  if (first && second) return byFoldOrder(first, second) || compareNodes(a, b)
  if (!first && !second) return compareNodes(a, b)
  return first ? 1 : -1
}

/** Orders nodes by name, for want of anything better. */
export function compareNodes(a: NodeName | undefined, b: NodeName | undefined): number {
  return compareText(nodeKey(a?.uid ?? '', a?.seat ?? ''), nodeKey(b?.uid ?? '', b?.seat ?? ''))
}
