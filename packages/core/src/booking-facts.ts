import type { Attendee, BookingTrigger, StoredEvent } from './booking-event.ts'
import type { Step } from './booking-node.ts'
import type { FactKind } from './booking.ts'
import { byFoldOrder, compareText } from './fold-order.ts'
import type { Instant } from './instant.ts'

/** Something that happened to a booking, told once however often it was delivered. */
export type Fact = {
  kind: FactKind
  /** The same for the same set of booking events. */
  key: string
  at: Instant
  startTime: Instant | null
  /** Of another time: when it was to take place before. */
  from: Instant | null
  /** Of another host or place: which. */
  to: string | null
  reason: string | null
  by: string | null
  booker: Attendee | null
  /** The lead whose booking link was used. */
  linkLeadId: string | null
  eventType: string | null
  organizerTimeZone: string | null
  deliveryId: string
  /** Every booking event that told it, the first one first. */
  copies: StoredEvent[]
}

/** What happened to a booking, from its steps in their order. `bookerEmail` is normalised. */
export function toFacts(steps: Step[], bookerEmail: string | null): Fact[] {
  return steps.flatMap((step, index) => {
    const kind = kindOf(step, bookerEmail)
    if (kind === null) return []
    const { event, copies } = step
    const told = copies.map((copy) => copy.event)
    const before = steps
      .slice(0, index)
      .map((earlier) => earlier.event)
      .findLast(({ uid, startTime }) => startTime && told.some((one) => one.rescheduleUid === uid))
    const previous = told.find((one) => one.previousStartTime !== null)?.previousStartTime ?? null
    return {
      kind,
      key: `${step.fingerprint}:${step.seat}`,
      at: event.sentAt,
      startTime: event.startTime,
      from: previous ?? before?.startTime ?? null,
      to: kind === 'relocated' ? event.location : event.organizer.name,
      reason: event.rejectionReason ?? event.cancellationReason ?? event.rescheduleReason ?? null,
      by: event.trigger === 'BOOKING_RESCHEDULED' ? event.rescheduledBy : event.cancelledBy,
      booker: step.booker,
      linkLeadId: told.find(({ leadId }) => leadId !== null)?.leadId ?? null,
      eventType: event.eventType,
      organizerTimeZone: event.organizer.timeZone,
      deliveryId: step.deliveryId,
      copies,
    }
  })
}

/** Whether a step says that the booker did not come, or came after all; null when it says neither. */
export function noShowOf({ event }: Step, bookerEmail: string | null): boolean | null {
  const marked =
    bookerEmail === null
      ? event.noShows[0]
      : event.noShows.find(({ email }) => email === bookerEmail)
  return marked?.noShow ?? null
}

const kindByTrigger: Record<BookingTrigger, FactKind> = {
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
}

function kindOf(step: Step, bookerEmail: string | null): FactKind | null {
  const { trigger, requestReschedule } = step.event
  if (trigger === 'BOOKING_CANCELLED' && requestReschedule) return 'reschedule_requested'
  if (trigger !== 'BOOKING_NO_SHOW_UPDATED') return kindByTrigger[trigger]
  const noShow = noShowOf(step, bookerEmail)
  if (noShow === null) return null
  return noShow ? 'no_show' : 'no_show_removed'
}

/** Compares two facts by the order in which they count. */
export function byFactOrder(a: Fact, b: Fact): number {
  const [first, other] = [a.copies[0], b.copies[0]]
  return (first && other ? byFoldOrder(first, other) : 0) || compareText(a.key, b.key)
}
