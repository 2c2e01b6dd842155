import { expect, test } from 'vitest'

import { readFixture } from './fixtures.ts'
import { bookingOf, redate } from './redate.ts'

const now = new Date('2027-03-03T09:30:00.000Z')
const text = (name: string) => readFixture(name).body
const at = (name: string, options = {}) => JSON.parse(redate(text(name), { now, ...options }))

test('it is sent now, and its meeting is still to come on the same weekday at the same time', () => {
  const { createdAt, payload } = at('10-created')
  expect(createdAt).toBe('2027-03-03T09:30:00.000Z')
  expect(payload.startTime).toBe('2027-03-16T15:00:00Z')
  expect(payload.endTime).toBe('2027-03-16T15:30:00Z')
  expect(new Date(payload.startTime).getUTCDay()).toBe(new Date('2026-12-01').getUTCDay())
})

test('the meetings of one life move together, whatever their notation', () => {
  const created = at('10-created').payload
  const rescheduled = at('12-rescheduled').payload
  expect(rescheduled.rescheduleUid).toBe(created.uid)
  expect(rescheduled.rescheduleStartTime).toBe(created.startTime)
  expect(at('14-cancelled-by-attendee').payload.startTime).toMatch(/^2027-\S+:00\+00:00$/)
  expect(at('47-created-async-builder-host-first').payload.startTime).toMatch(/^2027-\S+:00\.000Z$/)
})

test('nothing else of the body changes', () => {
  const undated = (body: string) => body.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?/g, 'T')
  for (const name of [
    '10-created',
    '21-created-custom-fields-nasty-text',
    '95-form-submitted-root-keys',
  ]) {
    expect(undated(redate(text(name), { now }))).toBe(undated(text(name)))
    expect(redate(text(name), { now })).not.toBe(text(name))
  }
})

test("the booker's address becomes another one everywhere, in whatever case it is written", () => {
  const email = "o'neil+$&@example.com"
  const body = redate(text('10-created'), { now, email })
  expect(body).not.toMatch(/jane\.doe@acme\.example/i)
  expect(JSON.parse(body).payload.attendees[0].email).toBe(email)
  expect(JSON.parse(body).payload.responses.email.value).toBe(email)
  const mixed = redate('{"responses":{"email":"Ann@x.example"},"notes":"to ann@X.example"}', {
    now,
    email,
  })
  expect(JSON.parse(mixed).notes).toBe(`to ${email}`)
})

test('another booker has another booking, which goes on to be about one', () => {
  const uids = (email: string) => {
    const created = at('10-created', { email }).payload
    const rescheduled = at('12-rescheduled', { email }).payload
    expect(rescheduled.rescheduleUid).toBe(created.uid)
    return [created.uid, rescheduled.uid]
  }
  expect(new Set([...uids('a@x.example'), ...uids('b@x.example')]).size).toBe(4)
  expect(uids('A@x.example')).toEqual(uids('a@x.example'))
})

test('the booker is neither a host who is listed first nor the first guest of a seated booking', () => {
  const email = 'new@example.com'
  const withHost = at('47-created-async-builder-host-first', { email }).payload
  expect(withHost.responses.email.value).toBe(email)
  expect(withHost.attendees[0].email).not.toBe(email)
  const seat = at('32-cancelled-seat-wrong-responses', { email }).payload
  expect(seat.attendees[0].email).toBe(email)
  expect(seat.responses.email.value).toBe('jane.doe@acme.example')
})

test('a cancellation can be about another booking', () => {
  const booking = bookingOf(text('12-rescheduled'))
  const cancelled = at('14-cancelled-by-attendee', { booking }).payload
  const { uid, bookingId, startTime } = at('12-rescheduled').payload
  expect(cancelled).toMatchObject({ uid, bookingId, startTime, status: 'CANCELLED' })
})

test('a meeting that started or ended did so now', () => {
  expect(at('83-meeting-started').startTime).toBe('2027-03-03T09:30:00.000Z')
  expect(at('84-meeting-ended').endTime).toBe('2027-03-03T09:30:00.000Z')
})

test('a body that is no JSON object stays as it is', () => {
  expect(redate(text('a4-form-template'), { now })).toBe(text('a4-form-template'))
  expect(redate('false', { now })).toBe('false')
  expect(bookingOf('false')).toBeNull()
})
