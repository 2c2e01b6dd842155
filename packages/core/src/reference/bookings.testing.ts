import type { Attendee, BookingEvent, StoredEvent } from '../booking-event.ts'
import type { BookingStatus, FactKind } from '../booking.ts'
import type { Instant } from '../instant.ts'
import {
  compare,
  ends,
  isAddition,
  isSameNode,
  opens,
  readEvents,
  standing,
  stepsOf,
  type Node,
  type Row,
  type Step,
  type Table,
} from './nodes.testing.ts'

// The section "Bookings" of docs/booking-history.md.

export type Fact = { kind: FactKind; key: string; at: Instant; step: Step }

export type Booking = {
  nodes: Node[]
  /** Every event that is about one of its nodes. */
  rows: Row[]
  steps: Step[]
  status: BookingStatus
  startTime: Instant | null
  endTime: Instant | null
  booker: Attendee | null
  /** The step that ended the current node. */
  end: Step | null
  noShow: boolean
  paid: boolean
  eventTypeId: number | null
  recurring: boolean
  facts: Fact[]
  confirmation: Fact | null
}

const plainKinds = {
  BOOKING_REQUESTED: 'requested',
  BOOKING_PAYMENT_INITIATED: 'payment_started',
  BOOKING_CREATED: 'booked',
  BOOKING_RESCHEDULED: 'rescheduled',
  BOOKING_PAID: 'paid',
  BOOKING_REASSIGNED: 'reassigned',
  BOOKING_LOCATION_UPDATED: 'relocated',
  BOOKING_REJECTED: 'rejected',
  BOOKING_CANCELLED: 'cancelled',
  BOOKING_NO_SHOW_UPDATED: 'no_show',
  AFTER_GUESTS_CAL_VIDEO_NO_SHOW: 'guests_absent',
  MEETING_ENDED: 'took_place',
} as const

/** Fold order of steps; those of one event by their seats. */
export const compareSteps = (one: Step, other: Step) =>
  compare([one.place, one.node.seat], [other.place, other.node.seat])

/** The last value that is given, null when none is. */
function last<T>(values: (T | null)[]): T | null {
  return values.findLast((value) => value !== null) ?? null
}

/** Nodes that are joined, by merging two groups again and again until nothing joins two of them. */
function joinNodes({ rows }: Table): Node[][] {
  const joins = rows.flatMap(({ joins }) => joins)
  let groups: Node[][] = []
  for (const node of [
    ...rows.flatMap(({ about }) => about),
    ...joins.flatMap(({ left, reached }) => [left, reached]),
  ]) {
    if (!groups.flat().some((other) => isSameNode(node, other))) groups.push([node])
  }
  for (const { left, reached } of joins) {
    const touched = groups.filter((group) =>
      group.some((node) => isSameNode(node, left) || isSameNode(node, reached)),
    )
    groups = [...groups.filter((group) => !touched.includes(group)), touched.flat()]
  }
  return groups
}

function findCurrent(nodes: Node[], table: Table): Node {
  const isLeft = (node: Node) => standing(node, table).left
  const isLive = (node: Node) => !isLeft(node) && !standing(node, table).ended
  const leaves = nodes.some((node) => !isLeft(node)) ? nodes.filter((node) => !isLeft(node)) : nodes
  const candidates = leaves.some(isLive) ? leaves.filter(isLive) : leaves
  const lastPlace = (node: Node) => stepsOf(node, table).at(-1)?.place ?? -1
  const latest = candidates
    .toSorted((one, other) => compare([lastPlace(one), one.seat], [lastPlace(other), other.seat]))
    .at(-1)
  if (!latest) throw new Error('A booking has a node.')
  return latest
}

/** What a no-show update says of the booker; null when it says nothing of them. */
function findMark(event: BookingEvent, booker: Attendee | null): boolean | null {
  if (event.trigger !== 'BOOKING_NO_SHOW_UPDATED') return null
  const email = booker?.email ?? null
  const mark = email === null ? event.noShows[0] : event.noShows.find((one) => one.email === email)
  return mark?.noShow ?? null
}

function isConfirmed(steps: Step[], isSeat: boolean): boolean {
  const openings = steps.map(({ event }) => event).filter(opens)
  const isConfirming = ({ trigger }: BookingEvent) => trigger !== 'BOOKING_REQUESTED'
  return isSeat ? openings.slice(-1).some(isConfirming) : openings.some(isConfirming)
}

function statusOf(
  end: Step | null,
  isConfirmed: boolean,
  tookPlace: boolean,
  noShow: boolean,
): BookingStatus {
  if (end?.event.trigger === 'BOOKING_REJECTED') return 'rejected'
  if (end) return end.event.requestReschedule ? 'reschedule_requested' : 'cancelled'
  if (!isConfirmed) return 'requested'
  return tookPlace && !noShow ? 'completed' : 'confirmed'
}

function foldBooking(nodes: Node[], table: Table): Booking {
  const steps = nodes.flatMap((node) => stepsOf(node, table)).toSorted(compareSteps)
  const current = findCurrent(nodes, table)
  const own = steps.filter(({ node }) => isSameNode(node, current))
  const timed = own.filter(({ event }) => event.trigger !== 'MEETING_ENDED')
  const startTime = last(timed.map(({ event }) => event.startTime))
  const booker = last(steps.map(({ booker }) => booker))
  const noShow = last(steps.map(({ event }) => findMark(event, booker))) ?? false
  const namesStart = ({ event }: Step) =>
    event.trigger === 'MEETING_ENDED' && event.startTime !== null && event.startTime === startTime
  const end = standing(current, table).ended ? last(own.filter(({ event }) => ends(event))) : null
  const isSeat = table.isSeated(current.uid)
  const status = statusOf(end, isConfirmed(own, isSeat), own.some(namesStart), noShow)

  const facts: Fact[] = []
  for (const step of steps) {
    const { event, copies, node } = step
    let kind: FactKind = plainKinds[event.trigger]
    if (kind === 'cancelled' && event.requestReschedule) kind = 'reschedule_requested'
    if (kind === 'took_place' && !(status === 'completed' && namesStart(step))) continue
    if (kind === 'no_show') {
      const mark = findMark(event, booker)
      if (mark === null) continue
      if (!mark) kind = 'no_show_removed'
    }
    const fingerprint = copies[0]?.fingerprint ?? ''
    const key = node.seat === '' ? fingerprint : `${fingerprint}:${node.seat}`
    facts.push({ kind, key, at: event.sentAt, step })
  }

  return {
    nodes,
    rows: table.rows.filter(({ about }) =>
      about.some((one) => nodes.some((node) => isSameNode(one, node))),
    ),
    steps,
    status,
    startTime,
    endTime: last(
      timed.filter(({ event }) => event.startTime === startTime).map(({ event }) => event.endTime),
    ),
    booker,
    end,
    noShow,
    paid: steps.some(({ event }) => event.trigger === 'BOOKING_PAID'),
    eventTypeId: last(steps.map(({ event }) => event.eventTypeId)),
    recurring: steps.some(({ event }) => event.recurring),
    facts,
    confirmation: facts.find(({ kind }) => kind === 'booked' || kind === 'rescheduled') ?? null,
  }
}

/** The bookings that a set of events tells of, in no order that means anything. */
export function foldBookings(events: StoredEvent[]): Booking[] {
  const table = readEvents(events)
  const isTold = (node: Node) => stepsOf(node, table).some(({ event }) => !isAddition(event))
  return joinNodes(table)
    .filter((nodes) => nodes.some(isTold))
    .map((nodes) => foldBooking(nodes, table))
}
