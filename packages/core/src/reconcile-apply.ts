import type { Instant } from './instant.ts'
import type { Gap } from './reconcile-gap.ts'
import type { CalcomBooking, CalcomStatus } from './reconcile-source.ts'

/**
 * The bodies that Cal.com would have sent for what is missing, so that it goes through the very engine that a delivery goes
 * through; the last one tells how the booking stands. Each is dated as Cal.com dates the booking or its change; where it does
 * not say, `now`.
 */
export function gapBodies(gap: Gap, now: Instant): string[] {
  const { kind, booking, uid, previousUid, through } = gap
  const { createdAt, changedAt, status } = booking
  const isOpened = kind === 'missing' ? opened.includes(status) : previousUid !== null
  const told = isOpened ? createdAt : kind === 'missing' ? (changedAt ?? createdAt) : changedAt
  const steps = through.map((step) =>
    write('BOOKING_RESCHEDULED', step.booking, {
      ...{ uid: step.booking.uid, previousUid: step.previousUid },
      told: step.booking.createdAt,
      now,
    }),
  )
  const change = {
    ...(isEnd(gap) ? { cancellationReason: booking.cancellationReason } : {}),
    ...(asksToMove(gap) ? { requestReschedule: true } : {}),
  }
  const last = write(triggerOf(gap), booking, { uid, previousUid, told, now, change })
  return [...steps, last]
}

const opened: readonly CalcomStatus[] = ['accepted', 'pending']

type Told = {
  uid: string
  previousUid: string | null
  told: Instant | null
  now: Instant
  change?: Record<string, unknown>
}

function write(
  triggerEvent: string,
  booking: CalcomBooking,
  { uid, previousUid, told, now, change }: Told,
): string {
  const payload = {
    uid,
    ...(previousUid === null ? {} : { rescheduleUid: previousUid }),
    ...{ title: booking.title, eventTitle: booking.eventType, eventTypeId: booking.eventTypeId },
    ...{ startTime: booking.startTime, endTime: booking.endTime },
    ...(booking.seated ? { seatsPerTimeSlot: 1 } : {}),
    organizer: { email: booking.organizerEmail },
    attendees: booking.attendees.map(({ name, email, phone }) => ({
      name,
      email,
      phoneNumber: phone,
    })),
    responses: responsesOf(booking),
    ...change,
  }
  const createdAt = told === null || told > now ? now : told
  // Who looks at the delivery sees that it was no webhook.
  return JSON.stringify({ triggerEvent, createdAt, reconciled: true, payload })
}

function triggerOf({ kind, wasAsked, booking: { status } }: Gap): string {
  switch (kind) {
    case 'moved':
      return 'BOOKING_RESCHEDULED'
    case 'joined':
      return wasAsked ? 'BOOKING_REQUESTED' : 'BOOKING_RESCHEDULED'
    case 'cancelled':
    case 'asked_to_move':
      return 'BOOKING_CANCELLED'
    case 'rejected':
      return 'BOOKING_REJECTED'
    case 'confirmed':
      return 'BOOKING_CREATED'
    case 'missing':
      return {
        accepted: 'BOOKING_CREATED',
        pending: 'BOOKING_REQUESTED',
        cancelled: 'BOOKING_CANCELLED',
        moved: 'BOOKING_CANCELLED',
        rejected: 'BOOKING_REJECTED',
      }[status]
  }
}

function isEnd({ kind, booking: { status } }: Gap): boolean {
  return kind === 'cancelled' || (kind === 'missing' && status === 'cancelled')
}

function asksToMove({ kind, booking: { status } }: Gap): boolean {
  return kind === 'asked_to_move' || (kind === 'missing' && status === 'moved')
}

// The answers of the booking form name who booked; Cal.com lists that one first.
function responsesOf({ attendees: [booker] }: CalcomBooking) {
  if (!booker) return {}
  return {
    name: { label: 'name', value: booker.name },
    email: { label: 'email', value: booker.email },
    attendeePhoneNumber: { label: 'phone', value: booker.phone },
  }
}
