import type { Attendee, BookingEvent, StoredEvent } from './booking-event.ts'
import { byFoldOrder, compareText } from './fold-order.ts'
import { tellTheSame } from './same-fact.ts'
import { createSeats, ends, isAboutSlot, namesBookerFirst, nodeKey, seatOf } from './seats.ts'

/** What one event says about one node. `copies` are equal events of other webhooks, itself included. */
export type Step = StoredEvent & { seat: string; booker: Attendee | null; copies: StoredEvent[] }

/** Compares two steps by the order in which they count; those of one event by their seats. */
export function byStepOrder(a: Step, b: Step): number {
  return byFoldOrder(a, b) || compareText(a.seat, b.seat)
}

/** A Cal.com uid, for seated event types together with one person's seat; steps in fold order. */
export type Node = { uid: string; seat: string; steps: Step[] }

/** All nodes, the uids whose event type is seated, and the seats (by `nodeKey`) that their people left last. */
export type Nodes = {
  nodes: Map<string, Node>
  seatedUids: ReadonlySet<string>
  leftSeats: ReadonlySet<string>
}

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
  const seats = createSeats()
  const leftSince = new Set<string>()
  const add = (stored: StoredEvent, seat: string, booker: Attendee | null) => {
    const { uid, rescheduleUid } = stored.event
    const key = nodeKey(uid, seat)
    const node = nodes.get(key) ?? { uid, seat, steps: [] }
    nodes.set(key, node)
    // Who left a seat and is heard of there again says something new.
    const step = leftSince.delete(key) ? begin(node, stored, booker) : append(node, stored, booker)
    if (seat !== '') seats.follow(stored.event, seat)
    if (rescheduleUid !== null && rescheduleUid !== uid && isFirstToName(rescheduleUid, step)) {
      // Seats may be switched on or off between the two times of a booking.
      const isLeft = seat === '' && seatedUids.has(rescheduleUid)
      const left = isLeft && step.booker ? seatOf(step.booker) : seat
      seats.leave(rescheduleUid, left)
      if (left !== '') leftSince.add(nodeKey(rescheduleUid, left))
    }
  }
  for (const stored of ordered) {
    const { event } = stored
    if (!seatedUids.has(event.uid)) {
      add(stored, '', bookerOf(event))
    } else if (event.trigger === 'BOOKING_NO_SHOW_UPDATED') {
      const marked = new Set(event.noShows.map(({ email }) => email))
      for (const seat of seats.known(event.uid)) {
        if (marked.has(seat) && nodes.has(nodeKey(event.uid, seat))) add(stored, seat, null)
      }
    } else if (isAboutSlot(event)) {
      const named = namesBookerFirst(event) ? event.attendees.map(seatOf) : []
      for (const seat of new Set([...seats.live(event.uid), ...named])) {
        const person = event.attendees.find((attendee) => seatOf(attendee) === seat)
        if (seat !== '') add(stored, seat, person ?? null)
      }
    } else {
      // A seat's cancellation names its person here; its responses are the first attendee's (calcom.md §7).
      const [person] = event.attendees
      if (person && seatOf(person) !== '') add(stored, seatOf(person), person)
    }
  }
  return { nodes, seatedUids, leftSeats: seats.left() }
}

// Two webhooks tell the same with another createdAt; the same again after something else is news.
function append(node: Node, stored: StoredEvent, booker: Attendee | null): Step {
  const last = node.steps.at(-1)
  if (!last || !tellTheSame(last.event, stored.event)) return begin(node, stored, booker)
  last.copies.push(stored)
  return last
}

function begin({ seat, steps }: Node, stored: StoredEvent, booker: Attendee | null): Step {
  const step = { ...stored, seat, booker, copies: [stored] }
  steps.push(step)
  return step
}

// A move is one fact: its later copies do not make it again.
function isFirstToName(rescheduleUid: string, { copies }: Step): boolean {
  return copies.filter(({ event }) => event.rescheduleUid === rescheduleUid).length === 1
}

// Elsewhere Cal.com reads the attendees from its database, in any order (calcom.md §4).
function bookerOf(event: BookingEvent): Attendee | null {
  if (event.trigger === 'BOOKING_NO_SHOW_UPDATED') return null
  if (event.responder || event.bookedByHost) return event.responder
  return namesBookerFirst(event) ? (event.attendees[0] ?? null) : null
}

/**
 * The step that ended a node; null while it is live. Of a whole booking any end ends its uid for good, because
 * Cal.com makes a new uid for a new time; a seat can be cancelled and booked again.
 */
export function endOf({ seat, steps }: Node): Step | null {
  const last = steps.findLast(
    ({ event }) => ends(event) || (seat !== '' && namesBookerFirst(event)),
  )
  return last && ends(last.event) ? last : null
}
