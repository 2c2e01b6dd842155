import type { Attendee, BookingEvent, BookingTrigger, StoredEvent } from '../booking-event.ts'

// The sections "Order" and "Nodes" of docs/booking-history.md, as a table that is scanned again and again.

/** A uid with a seat; `seat` is '' for a uid that is not seated. */
export type Node = { uid: string; seat: string }

/** An event at its place in fold order, what it is about, and which node it leaves for which. */
export type Row = {
  place: number
  stored: StoredEvent
  event: BookingEvent
  about: Node[]
  joins: { left: Node; reached: Node }[]
}

export type Table = { rows: Row[]; isSeated: (uid: string) => boolean }

/** Neighbours of one node that say the same: the words of the first, and its place. */
export type Step = {
  node: Node
  place: number
  event: BookingEvent
  copies: StoredEvent[]
  booker: Attendee | null
}

const ranks: BookingTrigger[] = [
  'BOOKING_REQUESTED',
  'BOOKING_PAYMENT_INITIATED',
  'BOOKING_CREATED',
  'BOOKING_RESCHEDULED',
  'BOOKING_PAID',
  'BOOKING_REASSIGNED',
  'BOOKING_LOCATION_UPDATED',
  'BOOKING_REJECTED',
  'BOOKING_CANCELLED',
  'BOOKING_NO_SHOW_UPDATED',
  'AFTER_GUESTS_CAL_VIDEO_NO_SHOW',
  'MEETING_ENDED',
]
const opening: BookingTrigger[] = ['BOOKING_REQUESTED', 'BOOKING_CREATED', 'BOOKING_RESCHEDULED']
const ending: BookingTrigger[] = ['BOOKING_REJECTED', 'BOOKING_CANCELLED']
const aboutSlot: BookingTrigger[] = [
  'BOOKING_REASSIGNED',
  'BOOKING_LOCATION_UPDATED',
  'AFTER_GUESTS_CAL_VIDEO_NO_SHOW',
  'MEETING_ENDED',
]

export const opens = (event: BookingEvent) => opening.includes(event.trigger)
export const ends = (event: BookingEvent) => ending.includes(event.trigger)
export const isAddition = (event: BookingEvent) =>
  aboutSlot.includes(event.trigger) || event.trigger === 'BOOKING_NO_SHOW_UPDATED'

export const isSameNode = (one: Node, other: Node) =>
  one.uid === other.uid && one.seat === other.seat

/** Orders lists of values, the first that differs deciding. */
export function compare(one: (string | number)[], other: (string | number)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? ''
    if (value !== against) return value < against ? -1 : 1
  }
  return 0
}

function inFoldOrder(events: StoredEvent[]): StoredEvent[] {
  const once = events.filter(
    ({ fingerprint }, index) =>
      events.findIndex((other) => other.fingerprint === fingerprint) === index,
  )
  const order = ({ fingerprint, event }: StoredEvent) => [
    event.sentAt,
    ranks.indexOf(event.trigger),
    event.uid,
    fingerprint,
  ]
  return once.toSorted((one, other) => compare(order(one), order(other)))
}

function seatOf(person: Attendee | null | undefined): string {
  return person?.email ?? person?.phone ?? ''
}

function isAboutSlot(event: BookingEvent): boolean {
  if (event.rescheduleUid === event.uid || aboutSlot.includes(event.trigger)) return true
  if (event.trigger !== 'BOOKING_CANCELLED') return false
  return !event.namesAttendees || event.attendees.length > 1
}

/** Which nodes an event is about, given the rows before it. */
function nodesOf(event: BookingEvent, { rows, isSeated }: Table): Node[] {
  const { uid } = event
  if (!isSeated(uid)) return [{ uid, seat: '' }]
  const known: Node[] = []
  for (const node of rows.flatMap(({ about }) => about)) {
    if (node.uid === uid && !known.some((other) => isSameNode(node, other))) known.push(node)
  }
  if (event.trigger === 'BOOKING_NO_SHOW_UPDATED') {
    return known.filter(({ seat }) => event.noShows.some(({ email }) => email === seat))
  }
  const named = event.attendees.map(seatOf).filter((seat) => seat !== '')
  if (isAboutSlot(event)) {
    const live = known.filter((node) => {
      const { ended, left } = standing(node, { rows, isSeated })
      return !ended && !left
    })
    const opened = opens(event) ? named.map((seat) => ({ uid, seat })) : []
    const isNew = (node: Node) => !live.some((other) => isSameNode(node, other))
    const first = (node: Node, index: number) =>
      opened.findIndex((other) => isSameNode(node, other)) === index
    return [...live, ...opened.filter(first).filter(isNew)]
  }
  const seat = seatOf(event.attendees[0])
  return seat === '' ? [] : [{ uid, seat }]
}

/** Whether a node has ended and whether it was left, by the rows of the table. */
export function standing(node: Node, { rows, isSeated }: Table): { ended: boolean; left: boolean } {
  let ended = false
  let left = false
  const isForGood = !isSeated(node.uid)
  for (const { event, about, joins } of rows) {
    const isAbout = about.some((other) => isSameNode(node, other))
    const isLeaving = joins.some((join) => isSameNode(node, join.left))
    if (isForGood) {
      ended ||= isAbout && ends(event)
      left ||= isLeaving
    } else if (isLeaving) {
      left = true
    } else if (isAbout && (opens(event) || ends(event))) {
      left = false
      ended = ends(event)
    }
  }
  return { ended, left }
}

function saysTheSame(first: BookingEvent, next: BookingEvent): boolean {
  if (first.trigger !== next.trigger || first.startTime !== next.startTime) return false
  if (JSON.stringify(first.noShows) !== JSON.stringify(next.noShows)) return false
  if (first.requestReschedule !== next.requestReschedule) return false
  const areLinked = first.rescheduleUid !== null && next.rescheduleUid !== null
  if (areLinked && first.rescheduleUid !== next.rescheduleUid) return false
  if (first.trigger === 'BOOKING_LOCATION_UPDATED') return first.location === next.location
  if (first.trigger === 'BOOKING_REASSIGNED') return first.organizer.email === next.organizer.email
  return true
}

function bookerOf(event: BookingEvent, node: Node, isSeat: boolean): Attendee | null {
  if (event.trigger === 'BOOKING_NO_SHOW_UPDATED') return null
  if (isSeat) return event.attendees.find((person) => seatOf(person) === node.seat) ?? null
  if (event.bookedByHost) return null
  return event.responder ?? (opens(event) ? (event.attendees[0] ?? null) : null)
}

/** The steps of one node, in fold order. */
export function stepsOf(node: Node, { rows, isSeated }: Table): Step[] {
  const steps: Step[] = []
  const isSeat = isSeated(node.uid)
  let wasLeft = false
  for (const { place, stored, event, about, joins } of rows) {
    wasLeft ||= isSeat && joins.some(({ left }) => isSameNode(node, left))
    if (!about.some((other) => isSameNode(node, other))) continue
    const last = steps.at(-1)
    if (last && !wasLeft && saysTheSame(last.event, event)) last.copies.push(stored)
    else steps.push({ node, place, event, copies: [stored], booker: bookerOf(event, node, isSeat) })
    wasLeft = false
  }
  return steps
}

/** The table of a set of events, whatever their order and however often each is given. */
export function readEvents(events: StoredEvent[]): Table {
  const isSeated = (uid: string) => events.some(({ event }) => event.uid === uid && event.seated)
  const table: Table = { rows: [], isSeated }
  for (const [place, stored] of inFoldOrder(events).entries()) {
    const { event } = stored
    const { uid, rescheduleUid } = event
    const row: Row = { place, stored, event, about: nodesOf(event, table), joins: [] }
    table.rows.push(row)
    if (rescheduleUid === null || rescheduleUid === uid) continue
    for (const reached of row.about) {
      // The row is in the node's last step by now.
      const step = stepsOf(reached, table).at(-1)
      const earlier = step?.copies.slice(0, -1) ?? []
      if (earlier.some((copy) => copy.event.rescheduleUid === rescheduleUid)) continue
      const seat = isSeated(uid) ? reached.seat : seatOf(step?.booker)
      const isHeardOf = events.some((other) => other.event.uid === rescheduleUid)
      const isSeat = isHeardOf ? isSeated(rescheduleUid) : isSeated(uid)
      const left = { uid: rescheduleUid, seat: isSeat ? seat : '' }
      row.joins.push({ left, reached })
    }
  }
  return table
}
