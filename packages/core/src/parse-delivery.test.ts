import { expect, test } from 'vitest'

import { bookingTriggers } from './booking-event.ts'
import { foldBookings } from './booking-history.ts'
import { fixture, fixtures } from './fixtures.testing.ts'
import { parseDelivery } from './parse-delivery.ts'

const kinds: Record<string, string> = {
  '01-ping.body': 'ping',
  '02-ping-unsigned.body': 'ping',
  'a1-empty-object.body': 'unsupported_payload',
  'a3-json-template.body': 'unsupported_payload',
  'a4-form-template.body': 'invalid_json',
  'a6-zapier-body.body': 'unsupported_payload',
}
const bookings = new Set<string>(bookingTriggers)

test.each(fixtures)('$file is read', ({ file, triggerEvent, uid, body }) => {
  const kind = kinds[file] ?? (bookings.has(triggerEvent ?? '') ? 'booking' : 'other')
  const parsed = parseDelivery(body)
  expect(parsed.kind).toBe(kind)
  if (parsed.kind === 'booking') expect(parsed.event).toMatchObject(uid === null ? {} : { uid })
})

test('what is secret in a payload is left out', () => {
  for (const { body } of fixtures) {
    const kept = JSON.stringify(parseDelivery(body))
    expect(kept).not.toContain('eyJhbGciOi')
    expect(kept).not.toMatch(/oneTimePassword|videoCallData|destinationCalendar/)
  }
})

test.each([
  ['10', 'jane.doe@acme.example'],
  ['20', fixtureBooker('20')],
  ['21', fixtureBooker('21')],
  ['47', 'jane.doe@acme.example'],
  ['65', undefined],
])('the booker of %s is %s', (prefix, email) => {
  const parsed = parseDelivery(fixture(prefix).body)
  expect(parsed.kind === 'booking' && parsed.event?.responder?.email).toBe(email)
})

function fixtureBooker(prefix: string): string {
  const { payload } = JSON.parse(fixture(prefix).body.toString()) as {
    payload: { responses: { email: { value: string } } }
  }
  return payload.responses.email.value.toLowerCase()
}

test('what the booker wrote is kept, and nothing where they wrote nothing', () => {
  const { triggerEvent, createdAt, payload } = JSON.parse(fixture('10').body.toString()) as {
    [name: string]: object
  }
  const notesOf = (additionalNotes: unknown) => {
    const body = { triggerEvent, createdAt, payload: { ...payload, additionalNotes } }
    const parsed = parseDelivery(Buffer.from(JSON.stringify(body)))
    return parsed.kind === 'booking' && parsed.event?.additionalNotes
  }
  expect(notesOf('Mind the dog.\nThe gate is at the back.')).toBe(
    'Mind the dog.\nThe gate is at the back.',
  )
  expect([notesOf(''), notesOf(' '), notesOf(null), notesOf({ text: 'x' })]).toEqual(
    Array.from({ length: 4 }, () => undefined),
  )
})

test('an address that Cal.com made up is a phone number, and no email', () => {
  const parsed = parseDelivery(fixture('22').body)
  expect(parsed.kind === 'booking' && parsed.event?.responder).toMatchObject({
    email: null,
    phone: '+919876543210',
    name: 'Raj Patel',
  })
})

test('hosts are no attendees', () => {
  const parsed = parseDelivery(fixture('47').body)
  const emails = parsed.kind === 'booking' && parsed.event?.attendees.map(({ email }) => email)
  expect(emails).toEqual(['jane.doe@acme.example'])
})

const envelope = (payload: unknown, rest = {}) =>
  Buffer.from(
    JSON.stringify({
      triggerEvent: 'BOOKING_CREATED',
      createdAt: '2026-11-20T10:00:00.000Z',
      payload,
      ...rest,
    }),
  )

test.each([
  ['false', Buffer.from('false'), 'unsupported_payload'],
  ['an array', Buffer.from('[]'), 'unsupported_payload'],
  ['nothing', Buffer.from(''), 'invalid_json'],
  ['bytes that are no text', Buffer.from([0x22, 0xff, 0x22]), 'invalid_json'],
  ['nesting of 65', Buffer.from('['.repeat(65) + ']'.repeat(65)), 'unsupported_payload'],
  ['nesting of 50,000', Buffer.from('['.repeat(50_000)), 'unsupported_payload'],
  ['a booking without a uid', envelope({}), 'unsupported_payload'],
  ['a uid of 256', envelope({ uid: 'u'.repeat(256) }), 'unsupported_payload'],
  ['a payload that is text', envelope('x'), 'unsupported_payload'],
  ['a trigger event that is a number', envelope({}, { triggerEvent: 1 }), 'unsupported_payload'],
])('%s is said to be unusable', (_what, body, kind) => {
  const parsed = parseDelivery(body)
  expect(parsed.kind).toBe(kind)
  expect('problem' in parsed && parsed.problem).toMatch(/\.$/)
})

const removeTemplate =
  'Remove the payload template from the webhook in Cal.com (Settings, Developer, Webhooks).'

test.each([
  ['false', Buffer.from('false'), 'The body is not a JSON object.'],
  ['{}', Buffer.from('{}'), 'The body has no "triggerEvent".'],
  ['a number of a trigger event', envelope({}, { triggerEvent: 1 }), '"triggerEvent" is not text.'],
  ['a blank trigger event', envelope({}, { triggerEvent: ' ' }), '"triggerEvent" is empty.'],
  ['no payload', envelope(undefined), 'The body has no "payload".'],
  ['null', envelope(null), 'The body has no "payload".'],
  ['a list of payloads', envelope([]), '"payload" is not an object.'],
  ['no uid', envelope({}), 'The body has no "payload.uid".'],
  ['an object of a uid', envelope({ uid: {} }), '"payload.uid" is not text.'],
  ['an empty other uid', envelope({ bookingUid: '' }), '"payload.bookingUid" is empty.'],
  [
    'a long uid',
    envelope({ uid: 'u'.repeat(256) }),
    '"payload.uid" is longer than 255 characters.',
  ],
  [
    'a long uid of before',
    envelope({ uid: 'u', rescheduleUid: 'u'.repeat(256) }),
    '"payload.rescheduleUid" is longer than 255 characters.',
  ],
  [
    'no uid where there is no envelope',
    Buffer.from('{"triggerEvent":"MEETING_ENDED"}'),
    'The body has no "uid".',
  ],
])('of %s the admin is told where the problem is', (_what, body, problem) => {
  expect(parseDelivery(body)).toMatchObject({ problem: `${problem} ${removeTemplate}` })
})

test('brackets in a text are no nesting', () => {
  const body = envelope({ uid: 'u', title: `${'['.repeat(100)}\\"` })
  expect(parseDelivery(body).kind).toBe('booking')
})

const hostile = [
  ...[null, true, 0, -1, 1e308, 2 ** 53 + 1, '', ' ', '\0', '\ud800', 'a'.repeat(5_000)],
  ...[[], {}, { constructor: 1 }, JSON.parse('{"__proto__":{"x":1}}')],
]

test.each(['10', '12', '14', '21', '31'])(
  'no value in any field of %s makes it throw',
  (prefix) => {
    const whole = JSON.parse(fixture(prefix).body.toString()) as {
      payload: Record<string, unknown>
    }
    for (const key of Object.keys(whole.payload)) {
      for (const value of hostile) {
        const body = Buffer.from(
          JSON.stringify({ ...whole, payload: { ...whole.payload, [key]: value } }),
        )
        const kept = JSON.stringify(parseDelivery(body))
        expect(kept).not.toContain('\\u0000')
        expect(kept.isWellFormed()).toBe(true)
        expect(kept).not.toContain('\\ud800')
      }
    }
  },
)

test('a booking that does not say when it was sent has no place in the order', () => {
  const body = envelope({ uid: 'u' }, { createdAt: 'yesterday' })
  expect(parseDelivery(body)).toMatchObject({ kind: 'booking', sentAt: null, event: null })
})

test('the three ways in which Cal.com writes a time are one instant', () => {
  const times = ['2026-12-01T15:00:00Z', '2026-12-01T15:00:00.000Z', '2026-12-01T16:00:00+01:00']
  const read = times.map((startTime) => {
    const parsed = parseDelivery(envelope({ uid: 'u', startTime }))
    return parsed.kind === 'booking' && parsed.event?.startTime
  })
  expect(new Set(read)).toEqual(new Set(['2026-12-01T15:00:00.000Z']))
})

test('where a host booked, nobody else is the booker', () => {
  const host = { email: 'sam@solar.example', name: 'Sam' }
  const parsed = parseDelivery(
    envelope({
      uid: 'u',
      organizer: host,
      attendees: [host, { email: 'guest@acme.example', name: 'Guest' }],
      responses: { email: { value: 'Sam@Solar.example' } },
    }),
  )
  const event = parsed.kind === 'booking' ? parsed.event : null
  expect(event).toMatchObject({ responder: null, bookedByHost: true })
  const [booking] = foldBookings([{ fingerprint: 'f', deliveryId: 'd', event: event ?? never() }])
  expect(booking?.booker).toBeNull()
})

function never(): never {
  throw new Error('It is a booking.')
}
