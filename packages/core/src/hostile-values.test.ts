import { expect, test } from 'vitest'
import { z } from 'zod'

import { bookingTriggers } from './booking-event.ts'
import { foldBookings } from './booking-history.ts'
import { fixture, fixtures } from './fixtures.testing.ts'
import { hostileEmails } from './hostile-emails.testing.ts'
import {
  hostileValues,
  pathsOf,
  someCases,
  withHostile,
  wordPath,
} from './hostile-values.testing.ts'
import { parseDelivery, type ParsedDelivery } from './parse-delivery.ts'

const jsonFixtures = fixtures
  .filter(({ file }) => !file.startsWith('a4'))
  .map(({ file, body }) => ({ file, value: JSON.parse(body.toString()) as unknown }))

// What another fixture of the same trigger event has, too, is looked at once.
const looked = new Set<string>()
const places = jsonFixtures.map(({ file, value }) => {
  const { triggerEvent } = value as { triggerEvent?: unknown }
  const paths = pathsOf(value).filter((path) => {
    const place = JSON.stringify([triggerEvent, path])
    return !looked.has(place) && looked.add(place)
  })
  // Its long text would be read again and again.
  const notes = file.startsWith('a8') ? paths.slice(0, 1) : paths
  return { file, value, paths: notes }
})

test.each(places)('whatever stands in $file, an event has its shape', ({ value, paths }) => {
  const wrong: string[] = []
  for (const path of paths) {
    for (const hostile of hostileValues) {
      const parsed = parseDelivery(Buffer.from(withHostile(value, path, hostile)))
      const problem = problemWith(parsed)
      if (problem !== null) wrong.push(`${hostile.name} at ${wordPath(path)}: ${problem}`)
    }
  }
  expect(wrong).toEqual([])
})

test('every trigger event has its fixtures looked at', () => {
  const triggers = new Set(fixtures.map(({ triggerEvent }) => triggerEvent))
  expect(bookingTriggers.filter((trigger) => !triggers.has(trigger))).toEqual([
    'BOOKING_REASSIGNED',
  ])
  expect(places.flatMap(({ paths }) => paths).length * hostileValues.length).toBeGreaterThan(30_000)
})

test('some cases have every path and every hostile value, and a seed repeats them', () => {
  for (const { value } of jsonFixtures) {
    const cases = someCases(value, 7)
    const paths = new Set(cases.map(({ path }) => wordPath(path)))
    expect(paths.size).toBe(new Set(pathsOf(value).map(wordPath)).size)
    expect(new Set(cases.map(({ hostile }) => hostile.name)).size).toBe(24)
    expect(someCases(value, 7)).toEqual(cases)
  }
  const { value } = jsonFixtures[2] ?? { value: null }
  expect(someCases(value, 8)).not.toEqual(someCases(value, 7))
})

test('an email that only looks like another one is that of nobody else', () => {
  const email = 'jane.doe+solar@acme.example'
  const { payload, ...envelope } = JSON.parse(fixture('10').body.toString()) as { payload: object }
  for (const { why, text } of hostileEmails(email)) {
    const attendees = [{ email: text, phoneNumber: text }]
    const responses = { email: { value: text }, attendeePhoneNumber: { value: text } }
    for (const person of [{ attendees }, { attendees, responses }]) {
      const body = { ...envelope, payload: { ...payload, responses: null, ...person } }
      const parsed = parseDelivery(Buffer.from(JSON.stringify(body)))
      const event = parsed.kind === 'booking' ? parsed.event : null
      const people = [event?.responder, ...(event?.attendees ?? [])]
      expect([why, people.filter((one) => one?.email === email)]).toEqual([why, []])
    }
  }
})

test.each([
  ['+44 7700 900123\0', null],
  ['+44 7700\0 900123', null],
  [`${'+44 7700 900123'.padEnd(60)}4`, '+4477009001234'],
  ['+４４ 7700 900123', null],
  ['+44 7700 90012３', null],
])('the phone number %j is not that of somebody else', (phone, expected) => {
  const { payload, ...envelope } = JSON.parse(fixture('22').body.toString()) as { payload: object }
  const attendees = [{ name: 'X', email: 'x@y.example', phoneNumber: phone }]
  const body = { ...envelope, payload: { ...payload, attendees, responses: null } }
  const parsed = parseDelivery(Buffer.from(JSON.stringify(body)))
  expect(parsed.kind === 'booking' && parsed.event?.attendees[0]?.phone).toBe(expected)
})

test('no more people are read than can book a slot', () => {
  const { payload, ...envelope } = JSON.parse(fixture('80').body.toString()) as { payload: object }
  const attendees = Array.from({ length: 20_000 }, (_, at) => ({
    ...{ email: `guest${at}@crowd.example`, noShow: true },
  }))
  const body = { ...envelope, payload: { ...payload, attendees } }
  const parsed = parseDelivery(Buffer.from(JSON.stringify(body)))
  const event = parsed.kind === 'booking' ? parsed.event : null
  expect(event?.attendees).toHaveLength(1_100)
  expect(event?.noShows).toHaveLength(1_100)
})

const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((one) => one === one.trim() && one.isWellFormed() && !one.includes('\0'))
const email = text(254).regex(/^[^@\s]+@[^@\s]+$/)
const instant = z.iso.datetime({ precision: 3 })
const person = z.strictObject({
  email: email.nullable(),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .nullable(),
  name: text(200).nullable(),
  timeZone: text(100).nullable(),
})
const shape = z.strictObject({
  trigger: z.enum(bookingTriggers),
  uid: text(255),
  rescheduleUid: text(255).nullable(),
  sentAt: instant,
  startTime: instant.nullable(),
  endTime: instant.nullable(),
  previousStartTime: instant.nullable(),
  title: text(500).nullable(),
  eventType: text(200).nullable(),
  eventTypeId: z.int().nullable(),
  location: text(500).nullable(),
  additionalNotes: text(2_000).optional(),
  seated: z.boolean(),
  recurring: z.boolean(),
  leadId: z.null(),
  responder: person.nullable(),
  bookedByHost: z.boolean(),
  attendees: z.array(person).max(1_100),
  namesAttendees: z.boolean(),
  organizer: z.strictObject({
    name: text(200).nullable(),
    email: email.nullable(),
    timeZone: text(100).nullable(),
  }),
  rescheduledBy: text(254).nullable(),
  rescheduleReason: text(2_000).optional(),
  rejectionReason: text(2_000).nullable(),
  cancellationReason: text(2_000).nullable(),
  cancelledBy: text(254).nullable(),
  requestReschedule: z.boolean(),
  noShows: z.array(z.strictObject({ email, noShow: z.boolean() })).max(1_100),
})

/** What is wrong with what was read; null when nothing is. */
function problemWith(parsed: ParsedDelivery): string | null {
  if ('problem' in parsed) return parsed.problem.endsWith('.') ? null : parsed.problem
  if (parsed.kind !== 'booking' || !parsed.event) return null
  const { event } = parsed
  const { success, error } = shape.safeParse(event)
  if (!success) return error.message
  const bookings = foldBookings([{ fingerprint: 'f', deliveryId: 'd', event }])
  return bookings.length <= event.attendees.length + 1 ? null : `${bookings.length} bookings`
}
