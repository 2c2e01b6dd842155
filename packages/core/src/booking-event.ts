import type { Instant } from './instant.ts'

/** The trigger events that tell of a booking and are used. */
export const bookingTriggers = [
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
] as const

export type BookingTrigger = (typeof bookingTriggers)[number]

/** Somebody at a booking. `email` is normalised; null when unusable or made up by Cal.com. */
export type Attendee = {
  email: string | null
  phone: string | null
  name: string | null
  timeZone: string | null
}

/** A delivery about a booking, parsed: only what is used, with secrets left out. */
export type BookingEvent = {
  trigger: BookingTrigger
  uid: string
  /** The uid that this booking had before, as far as this delivery says. */
  rescheduleUid: string | null
  /** When Cal.com sent it, or when the meeting that it tells of ended: the only usable order. */
  sentAt: Instant
  startTime: Instant | null
  endTime: Instant | null
  /** When it was to take place before, as far as this delivery says. */
  previousStartTime: Instant | null
  title: string | null
  /** The name of the event type; where that is not said, its slug. */
  eventType: string | null
  eventTypeId: number | null
  location: string | null
  /** What the booker wrote beside the answers that have fields of their own; there only when they did. */
  additionalNotes?: string
  /** Whether several people can book the same slot, each with a seat. */
  seated: boolean
  /** Whether it is one of a series. */
  recurring: boolean
  /** The lead whose booking link was used, once its token was verified. */
  leadId: string | null
  /** Who booked, by the answers to the booking form; null when these do not say. */
  responder: Attendee | null
  /** Whether by these answers a host booked, for whomever. */
  bookedByHost: boolean
  /** Everybody who attends, in Cal.com's order, but for hosts. */
  attendees: Attendee[]
  /** Whether it names anybody who attends, hosts included. */
  namesAttendees: boolean
  organizer: { name: string | null; email: string | null; timeZone: string | null }
  rescheduledBy: string | null
  /** Why it was moved, as whoever did it wrote; there only when they did. */
  rescheduleReason?: string
  rejectionReason: string | null
  cancellationReason: string | null
  cancelledBy: string | null
  /** Of a cancellation: the host asked for another time. */
  requestReschedule: boolean
  /** Whose absence was marked or unmarked, by normalised email. */
  noShows: { email: string; noShow: boolean }[]
}

/** A booking event as it is kept: `fingerprint` is the SHA-256 of the body as hex. */
export type StoredEvent = { fingerprint: string; deliveryId: string; event: BookingEvent }
