import { parseInstant } from './instant.ts'
import { asId, asObject, asObjects, asText, type Json } from './json-reader.ts'
import type { CalcomBooking, CalcomListing, CalcomStatus } from './reconcile-source.ts'

const statuses = new Map<string, CalcomStatus>(
  Object.entries({
    accepted: 'accepted',
    pending: 'pending',
    cancelled: 'cancelled',
    rejected: 'rejected',
  } as const),
)

const mostAttendees = 1_100

/**
 * Reads bookings as Cal.com's API v2 answers them (`GET /v2/bookings`, version 2026-05-01). A refused one is named by its
 * place in `data`, counted from 1.
 */
export function readApiBookings(data: unknown[]): CalcomListing {
  const listing: CalcomListing = { bookings: [], refused: [] }
  for (const [index, value] of data.entries()) {
    const booking = asObject(value)
    const read = booking ? readOne(booking) : 'It is no booking.'
    if (typeof read === 'string') listing.refused.push({ line: index + 1, reason: read })
    else listing.bookings.push(read)
  }
  return listing
}

function readOne(booking: Json): CalcomBooking | string {
  const uid = asText(booking['uid'], 256)
  if (uid === null) return 'It has no uid, so it cannot be compared.'
  if (uid.length > 255) return 'Its uid is longer than 255 characters.'
  const startTime = instantOf(booking['start'])
  if (startTime === null) return 'Its start is no time.'
  const told = asText(booking['status'], 40) ?? ''
  const status = statuses.get(told.toLowerCase())
  if (!status) return `Its status “${told}” is not known.`
  const attendees = asObjects(booking['attendees']).slice(0, mostAttendees)
  const hosts = asObjects(booking['hosts'])
  const nextUid = otherUid(booking['rescheduledToUid'])
  return {
    ...{ uid, isFirstUid: false, wasChanged: false, startTime, endTime: instantOf(booking['end']) },
    previousUid: otherUid(booking['rescheduledFromUid']),
    nextUid,
    // Cal.com cancels what it moves, and says only beside it that another one took its place.
    status: status === 'cancelled' && nextUid !== null ? 'moved' : status,
    title: asText(booking['title']),
    eventType: asText(asObject(booking['eventType'])?.['slug'], 200),
    eventTypeId: asId(asObject(booking['eventType'])?.['id']) ?? asId(booking['eventTypeId']),
    seated: attendees.some((attendee) => asText(attendee['seatUid']) !== null),
    attendees: attendees.map((attendee) => ({
      name: asText(attendee['name'], 200),
      email: asText(attendee['email'], 320),
      phone: asText(attendee['phoneNumber'], 50),
    })),
    organizerEmail: asText(hosts[0]?.['email'], 320),
    createdAt: instantOf(booking['createdAt']),
    changedAt: instantOf(booking['updatedAt']),
    cancellationReason: asText(booking['cancellationReason'], 2_000),
  }
}

function otherUid(value: unknown): string | null {
  const uid = asText(value, 256)
  return uid !== null && uid.length <= 255 ? uid : null
}

function instantOf(value: unknown): string | null {
  const text = asText(value, 50)
  return text === null ? null : parseInstant(text)
}
