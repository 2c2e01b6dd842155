import type { Attendee, BookingEvent, BookingTrigger } from './booking-event.ts'
import { isInventedEmail, normaliseEmail, normalisePhone } from './contact.ts'
import { parseInstant, type Instant } from './instant.ts'
import { asId, asObject, asObjects, asText, type Json, whyUnusable } from './json-reader.ts'

const longestUid = 255
// Where Cal.com tells of attendees rather than of the booking it calls it the second.
const uidFields = ['uid', 'bookingUid'] as const
// Cal.com lets 1,000 people book one slot (`MAX_SEATS_PER_TIME_SLOT`); hosts may stand among them.
const mostAttendees = 1_100

/**
 * Reads the payload of a booking's delivery, leaving out what is secret or not used. `event` is null when
 * `sentAt` is; `leadToken` is still to be verified; `problem` says why the payload cannot be used at all, with `path`
 * in front of the field's name. Field by field after Cal.com's `sendPayload.ts` and what its webhooks were seen to send.
 */
export function asBookingEvent(
  trigger: BookingTrigger,
  sentAt: Instant | null,
  payload: Json,
  path: string,
): { event: BookingEvent | null; leadToken: string | null } | { problem: string } {
  const uidField = uidFields.find((field) => (payload[field] ?? null) !== null) ?? 'uid'
  const uid = asText(payload[uidField], longestUid + 1)
  const rescheduleUid = asText(payload['rescheduleUid'], longestUid + 1)
  if (uid === null) return { problem: whyUnusable(`${path}${uidField}`, payload[uidField], 'text') }
  if (uid.length > longestUid) return { problem: tooLong(`${path}${uidField}`) }
  if (rescheduleUid !== null && rescheduleUid.length > longestUid) {
    return { problem: tooLong(`${path}rescheduleUid`) }
  }
  // What the link to the booking page passed on; the booker can write anything there.
  const leadToken = asText(asObject(payload['metadata'])?.['lead'], 200)
  if (sentAt === null) return { event: null, leadToken }
  const hosts = hostsOf(payload)
  const responder = responderOf(payload)
  const bookedByHost = responder !== null && hosts.has(responder.email ?? '')
  const attendees = attendeesIn(payload).map(asAttendee)
  const additionalNotes = asText(payload['additionalNotes'], 2_000)
  const rescheduleReason =
    trigger === 'BOOKING_RESCHEDULED' ? asText(answerOf(payload, 'rescheduleReason'), 2_000) : null
  return {
    event: {
      trigger,
      uid,
      rescheduleUid,
      sentAt,
      startTime: asInstant(payload['startTime']),
      endTime: asInstant(payload['endTime']),
      previousStartTime: asInstant(payload['rescheduleStartTime']),
      title: asText(payload['title']),
      eventType: asText(payload['eventTitle'], 200) ?? asText(payload['type'], 200),
      eventTypeId: asId(payload['eventTypeId']),
      location: asText(payload['location']),
      ...(additionalNotes === null ? {} : { additionalNotes }),
      seated: asId(payload['seatsPerTimeSlot']) !== null,
      recurring: asObject(payload['recurringEvent']) !== null,
      leadId: null,
      responder: bookedByHost ? null : responder,
      bookedByHost,
      attendees: attendees.filter(({ email }) => email === null || !hosts.has(email)),
      namesAttendees: attendees.length > 0,
      organizer: organizerOf(payload),
      rescheduledBy: asText(payload['rescheduledBy'], 254),
      ...(rescheduleReason === null ? {} : { rescheduleReason }),
      rejectionReason: asText(payload['rejectionReason'], 2_000),
      cancellationReason: asText(payload['cancellationReason'], 2_000),
      cancelledBy: asText(payload['cancelledBy'], 254),
      requestReschedule: asksForAnotherTime(payload),
      noShows: trigger === 'BOOKING_NO_SHOW_UPDATED' ? noShowsOf(payload) : [],
    },
    leadToken,
  }
}

/** The instant that a value of a payload names; null when it names none. */
export function asInstant(value: unknown): Instant | null {
  const text = asText(value, 50)
  return text === null ? null : parseInstant(text)
}

function tooLong(path: string): string {
  return `"${path}" is longer than ${longestUid} characters.`
}

function attendeesIn(payload: Json): Json[] {
  return asObjects(payload['attendees']).slice(0, mostAttendees)
}

function asAttendee(attendee: Json): Attendee {
  const email = emailFrom(attendee['email'])
  return {
    email: email !== null && isInventedEmail(email) ? null : email,
    phone: phoneFrom(attendee['phoneNumber']) ?? phoneOfInvented(email),
    name: asName(attendee['name']),
    timeZone: asText(attendee['timeZone'], 100),
  }
}

// Whole: what is cut can become the contact of somebody else.
function emailFrom(value: unknown): string | null {
  return normaliseEmail(asText(value, Infinity) ?? '')
}

function phoneFrom(value: unknown): string | null {
  const text = asText(value, Infinity)
  return text === null ? null : normalisePhone(text)
}

function phoneOfInvented(email: string | null): string | null {
  if (email === null || !isInventedEmail(email)) return null
  return normalisePhone(`+${email.replace(/^\+/, '').split('@')[0] ?? ''}`)
}

// Text, or the object that Cal.com's first and last name variant makes.
function asName(value: unknown): string | null {
  const parts = asObject(value)
  if (!parts) return asText(value, 200)
  return asText(`${asText(parts['firstName']) ?? ''} ${asText(parts['lastName']) ?? ''}`, 200)
}

/** Emails of everybody who hosts: they stand among the attendees of team bookings. */
function hostsOf(payload: Json): Set<string> {
  const members = asObjects(asObject(payload['team'])?.['members'])
  const emails = [asObject(payload['organizer']), ...members]
    .map((host) => emailFrom(host?.['email']))
    .filter((email) => email !== null)
  return new Set(emails)
}

// What was answered to a question of the booking form.
function answerOf(payload: Json, field: string): unknown {
  return asObject(asObject(payload['responses'])?.[field])?.['value']
}

// The answers of the form name who booked; attendees come in any order where Cal.com reads its database.
function responderOf(payload: Json): Attendee | null {
  const answer = (field: string) => answerOf(payload, field)
  const written = emailFrom(answer('email'))
  if (written === null) return null
  const invented = isInventedEmail(written)
  const attendee = attendeesIn(payload).find(({ email }) => emailFrom(email) === written)
  const same = attendee && asAttendee(attendee)
  return {
    email: invented ? null : written,
    phone: phoneFrom(answer('attendeePhoneNumber')) ?? same?.phone ?? phoneOfInvented(written),
    name: asName(answer('name')) ?? same?.name ?? null,
    timeZone: same?.timeZone ?? null,
  }
}

function noShowsOf(payload: Json): BookingEvent['noShows'] {
  return attendeesIn(payload).flatMap(({ email, noShow }) => {
    const normalised = emailFrom(email)
    return normalised !== null && typeof noShow === 'boolean' ? [{ email: normalised, noShow }] : []
  })
}

function organizerOf(payload: Json): BookingEvent['organizer'] {
  const organizer = asObject(payload['organizer'])
  return {
    name: asText(organizer?.['name'], 200),
    email: emailFrom(organizer?.['email']),
    timeZone: asText(organizer?.['timeZone'], 100),
  }
}

// Before 2026-01 Cal.com said it only in the reason, which it made up without translating the field.
function asksForAnotherTime(payload: Json): boolean {
  if (payload['requestReschedule'] === true) return true
  const reason = asText(payload['cancellationReason']) ?? ''
  return payload['status'] === undefined && reason.startsWith('Please reschedule.')
}
