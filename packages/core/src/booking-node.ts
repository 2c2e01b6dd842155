import type { Attendee, BookingEvent, BookingTrigger, StoredEvent } from './booking-event.ts'
import { byFoldOrder } from './fold-order.ts'

/** What one event says about one node. `copies` are equal events of other webhooks, itself included. */
export type Step = StoredEvent & { booker: Attendee | null; copies: StoredEvent[] }

/** A Cal.com uid, for seated event types together with one person's seat; steps in fold order. */
export type Node = { uid: string; seat: string; steps: Step[] }

/** Names a node: text of its uid and seat that no other pair has. */
export function nodeKey(uid: string, seat: string): string {
  return JSON.stringify([uid, seat])
}

/** All nodes, and the uids whose event type is seated. */
export type Nodes = { nodes: Node[]; seatedUids: ReadonlySet<string> }

/**
 * Sorts booking events to the nodes that they are about. Equal neighbours become one step. Works from the
 * set alone: neither order nor repetition of `events` matters.
 */
export function toNodes(events: StoredEvent[]): Nodes {
  const unique = new Map(events.map((stored) => [stored.fingerprint, stored]))
  const ordered = [...unique.values()].toSorted(byFoldOrder)
  const seatedUids = new Set(
    ordered.filter(({ event }) => event.seated).map(({ event }) => event.uid),
  )
  const nodes = new Map<string, Node>()
  // Seats whose person moved on to another uid.
  const left = new Set<string>()
  const add = (stored: StoredEvent, seat: string, booker: Attendee | null) => {
    const { uid, rescheduleUid } = stored.event
    const key = nodeKey(uid, seat)
    const node = nodes.get(key) ?? { uid, seat, steps: [] }
    nodes.set(key, { ...node, steps: append(node.steps, stored, booker) })
    left.delete(key)
    if (rescheduleUid !== null && rescheduleUid !== uid) left.add(nodeKey(rescheduleUid, seat))
  }
  for (const stored of ordered) {
    const { event } = stored
    if (!seatedUids.has(event.uid)) {
      add(stored, '', bookerOf(event))
      continue
    }
    const known = [...nodes.values()].filter(({ uid }) => uid === event.uid)
    if (event.noShows.length > 0) {
      const marked = new Set(event.noShows.map(({ email }) => email))
      for (const { seat } of known.filter((node) => marked.has(node.seat))) add(stored, seat, null)
    } else if (isAboutSlot(event)) {
      const taken = known.filter((node) => isLive(node) && !left.has(nodeKey(node.uid, node.seat)))
      for (const { seat } of taken) {
        const person = event.attendees.find((attendee) => seatOf(attendee) === seat)
        add(stored, seat, person ?? null)
      }
    } else {
      // A seat's cancellation names its person here; its responses are the first attendee's (calcom.md §7).
      const [person] = event.attendees
      if (person) add(stored, seatOf(person), person)
    }
  }
  return { nodes: [...nodes.values()], seatedUids }
}

// Two webhooks tell the same with another createdAt; the same again after something else is news.
function append(steps: Step[], stored: StoredEvent, booker: Attendee | null): Step[] {
  const last = steps.at(-1)
  if (last === undefined || !tellTheSame(last.event, stored.event)) {
    return [...steps, { ...stored, booker, copies: [stored] }]
  }
  return [...steps.slice(0, -1), { ...last, copies: [...last.copies, stored] }]
}

function tellTheSame(a: BookingEvent, b: BookingEvent): boolean {
  return (
    a.trigger === b.trigger &&
    a.startTime === b.startTime &&
    (a.rescheduleUid === b.rescheduleUid || a.rescheduleUid === null || b.rescheduleUid === null) &&
    (a.trigger !== 'BOOKING_LOCATION_UPDATED' || a.location === b.location) &&
    (a.trigger !== 'BOOKING_REASSIGNED' || a.organizer.email === b.organizer.email) &&
    JSON.stringify(a.noShows) === JSON.stringify(b.noShows)
  )
}

// Elsewhere Cal.com reads the attendees from its database, in any order (calcom.md §4).
const namesBookerFirst: ReadonlySet<BookingTrigger> = new Set([
  'BOOKING_REQUESTED',
  'BOOKING_CREATED',
  'BOOKING_RESCHEDULED',
])

function bookerOf(event: BookingEvent): Attendee | null {
  if (event.responder || event.bookedByHost) return event.responder
  return namesBookerFirst.has(event.trigger) ? (event.attendees[0] ?? null) : null
}

/** Names the seat of a person in a slot that several can book. */
export function seatOf(person: Attendee): string {
  return person.email ?? person.phone ?? ''
}

const aboutSlot: ReadonlySet<BookingTrigger> = new Set([
  'BOOKING_REASSIGNED',
  'BOOKING_LOCATION_UPDATED',
  'MEETING_ENDED',
])

function isAboutSlot(event: BookingEvent): boolean {
  if (event.uid === event.rescheduleUid || aboutSlot.has(event.trigger)) return true
  if (event.trigger !== 'BOOKING_CANCELLED') return false
  return event.attendees.length > 1 || !event.namesAttendees
}

function isLive(node: Node): boolean {
  return endOf(node) === null
}

/**
 * The step that ended a node; null while it is live. Of a whole booking any end ends its uid for good, because
 * Cal.com makes a new uid for a new time; a seat can be cancelled and booked again.
 */
export function endOf({ seat, steps }: Node): Step | null {
  const last = steps.findLast((step) => isEnd(step) || (seat !== '' && opens(step)))
  return last && isEnd(last) ? last : null
}

function isEnd({ event }: Step): boolean {
  return event.trigger === 'BOOKING_CANCELLED' || event.trigger === 'BOOKING_REJECTED'
}

function opens({ event }: Step): boolean {
  return namesBookerFirst.has(event.trigger)
}
