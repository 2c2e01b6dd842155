import { createHash } from 'node:crypto'

import type { BookingEvent, StoredEvent } from './booking-event.ts'
import { fixture } from './fixtures.testing.ts'
import { parseDelivery } from './parse-delivery.ts'

/** The booking event of a fixture as it is stored. Throws when the fixture is none. */
export function stored(prefix: string): StoredEvent {
  const { body } = fixture(prefix)
  const parsed = parseDelivery(body)
  if (parsed.kind !== 'booking' || !parsed.event) throw new Error(`${prefix} is no booking event.`)
  const fingerprint = createHash('sha256').update(body).digest('hex')
  return { fingerprint, deliveryId: `delivery-${prefix}`, event: parsed.event }
}

let made = 0

/** A booking event made of values, with everything that matters to a test given. */
export function anEvent(some: Partial<BookingEvent>): StoredEvent {
  made += 1
  const fingerprint = createHash('sha256').update(`${made}`).digest('hex')
  const jane = { email: 'jane@acme.example', phone: null, name: 'Jane', timeZone: 'Europe/London' }
  return {
    fingerprint,
    deliveryId: `delivery-${made}`,
    event: {
      trigger: 'BOOKING_CREATED',
      uid: 'A',
      rescheduleUid: null,
      sentAt: '2026-11-20T10:00:00.000Z',
      startTime: '2026-12-01T15:00:00.000Z',
      endTime: '2026-12-01T15:30:00.000Z',
      previousStartTime: null,
      title: 'Survey',
      eventType: 'survey',
      eventTypeId: 1,
      location: null,
      seated: false,
      recurring: false,
      leadId: null,
      responder: jane,
      bookedByHost: false,
      namesAttendees: true,
      attendees: [jane],
      organizer: { name: 'Priya', email: 'priya@solar.example', timeZone: 'Europe/London' },
      rescheduledBy: null,
      rejectionReason: null,
      cancellationReason: null,
      cancelledBy: null,
      requestReschedule: false,
      noShows: [],
      ...some,
    },
  }
}

/** All orders of `items`. */
export function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items]
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  )
}
