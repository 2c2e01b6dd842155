import { afterAll, beforeAll, expect, test } from 'vitest'

import { fixture } from '@solar-capture/core/fixtures.testing'

import { createSender } from './many-deliveries.testing.ts'
import { startTestApi, testSecret, type TestApi } from './testing.ts'

const MiB = 1024 * 1024
const clock = new Date('2026-11-20T12:10:12.482Z')
let api: TestApi
let sender: ReturnType<typeof createSender>

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
  await api.addSecret()
  sender = createSender(api, { secret: testSecret, inFlight: 32 })
})
afterAll(async () => {
  sender.close()
  await api.close()
})

const unsupported = '422 unsupported_payload'
const invalid = '400 invalid_json'
const whole = JSON.parse(fixture('31').body.toString()) as { payload: object }
let uids = 0

/** A booking in whose payload something stands beside what is expected there, or instead of it. */
function bookingWith(json: string, field = 'beside'): string {
  const payload = { ...whole.payload, uid: `uid-${(uids += 1)}`, [field]: '@here' }
  return JSON.stringify({ ...whole, payload }).replace('"@here"', () => json)
}

const nested = (depth: number) => bookingWith('['.repeat(depth - 2) + ']'.repeat(depth - 2))
const nestedKeys = (depth: number) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)
const upTo = (item: string, end = '') =>
  item.repeat(Math.floor((MiB - end.length) / item.length)) + end
const listOf = (item: string) =>
  `[${upTo(`${item},`).slice(0, MiB - 4_000)}`.replace(/,[^,]*$/, ']')

test.each([
  ['nesting of 63', nested(63), '200 unmatched'],
  ['nesting of 64', nested(64), '200 unmatched'],
  ['nesting of 65', nested(65), unsupported],
  ['nesting of 20,000', nested(20_000), unsupported],
  ['nesting of 500,000', nested(500_000), unsupported],
  ['keys nested 64 deep', nestedKeys(64), unsupported],
  ['keys nested 65 deep', nestedKeys(65), unsupported],
  ['keys nested 150,000 deep', nestedKeys(150_000), unsupported],
  ['lists and keys nested 100,000 deep', '[{"a":'.repeat(100_000), unsupported],
  ['a MiB that opens lists', upTo('['), unsupported],
  ['a MiB that closes lists', upTo(']'), invalid],
  ['a MiB of lists', listOf('[]'), unsupported],
  ['a MiB of brackets in a text', bookingWith(`"${'['.repeat(MiB - 4_000)}"`), '200 unmatched'],
  ['a MiB of quotes', upTo('"'), invalid],
  ['a MiB of escapes', upTo('\\'), invalid],
  ['a text that is a MiB of escapes', `"${upTo('\\\\').slice(2)}"`, unsupported],
  ['a number of a MiB', upTo('9'), unsupported],
  ['a MiB of blanks', upTo(' '), invalid],
  ['a MiB of blanks around a booking', upTo(' ', bookingWith('1')), '200 unmatched'],
  ['a MiB of NUL', upTo('\0'), invalid],
  [
    '90,000 keys',
    `{${Array.from({ length: 90_000 }, (_, at) => `"k${at}":0`).join()}}`,
    unsupported,
  ],
  ['a key 200,000 times', `{${'"a":1,'.repeat(170_000)}"a":1}`, unsupported],
  ['a key of a MiB', `{"${'k'.repeat(MiB - 10)}":1}`, unsupported],
  ['a title of a MiB', bookingWith(`"${'\u0300'.repeat(500_000)}"`, 'title'), '200 unmatched'],
  ['a byte more than a MiB', `${upTo(' ')} `, '413 too_large'],
  ...['{}', '0', '[]', '""', '{"email":"a@b.co"}'].map((item) => [
    `a MiB of ${item} for attendees`,
    bookingWith(listOf(item), 'attendees'),
    expect.stringMatching(/^200 (ignored|unmatched)$/) as string,
  ]),
])('%s is answered, and soon', async (_what, body, expected) => {
  const before = process.cpuUsage()
  const { status, word } = await sender.send(Buffer.from(body))
  const { user, system } = process.cpuUsage(before)
  expect(`${status} ${word}`).toEqual(expected)
  // Of this process, so that it does not depend on what else the machine does: a MiB of `[` takes JSON.parse half a second.
  expect((user + system) / 1_000).toBeLessThan(1_000)
})

test('nesting too deep is said to be the cause', async () => {
  const found = await api.sql`
    select distinct outcome, cause from deliveries where cause like '%deep%'`
  expect(found).toEqual([{ outcome: 'malformed', cause: 'The body is nested too deeply.' }])
})

test('twenty deliveries that are nested too deep keep no other waiting', async () => {
  const before = process.cpuUsage()
  const deep = sender.sendAll(
    Array.from({ length: 20 }, (_, index) => `${' '.repeat(index)}${'['.repeat(MiB - 20)}`),
  )
  for (let count = 0; count < 10; count += 1) {
    const { status, body } = await api.deliver(bookingWith('1'))
    // It would be 503 after four and a half seconds.
    expect([status, body]).toEqual([200, expect.stringContaining('unmatched')])
  }
  expect(new Set((await deep).map(({ status }) => status))).toEqual(new Set([422]))
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1_000).toBeLessThan(20 * 200)
})

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  )
const [start = '', end = ''] = bookingWith('"|"').split('|')

test.each([
  ['half a surrogate pair, encoded', bytes(start, [0xed, 0xa0, 0x80], end), invalid],
  ['an overlong encoding of a slash', bytes(start, [0xc0, 0xaf], end), invalid],
  ['an overlong encoding of NUL', bytes(start, [0xc0, 0x80], end), invalid],
  ['the rest of a character', bytes(start, [0x80], end), invalid],
  ['a character that was cut', bytes(start, [0xf0, 0x9f, 0x98], end), invalid],
  ['beyond Unicode', bytes(start, [0xf4, 0x90, 0x80, 0x80], end), invalid],
  ['NUL as it is', bytes(start, [0], end), invalid],
  ['Latin-1', Buffer.from(`${start}é${end}`, 'latin1'), invalid],
  ['UTF-16', Buffer.from(start + end, 'utf16le'), invalid],
  ['a mark of the byte order in front', bytes([0xef, 0xbb, 0xbf], start, end), '200 unmatched'],
])('%s is read as what it is', async (_what, body, expected) => {
  const { status, word } = await sender.send(body)
  expect(`${status} ${word}`).toBe(expected)
})

test('a slot of a thousand people is booked, and left, at once', async () => {
  const attendees = Array.from({ length: 1_000 }, (_, at) => ({
    email: `guest${at}@crowd.example`,
  }))
  const payload = { ...whole.payload, uid: 'crowd', rescheduleUid: 'crowd', attendees }
  const sent = [
    ['BOOKING_RESCHEDULED', '2026-11-20T12:09:00.000Z'],
    ['BOOKING_CANCELLED', '2026-11-20T12:09:30.000Z'],
  ].map(([triggerEvent, createdAt]) => JSON.stringify({ triggerEvent, createdAt, payload }))
  for (const body of sent) {
    expect(await sender.send(Buffer.from(body))).toEqual({ status: 200, word: 'unmatched' })
  }
  const found = await api.sql`
    select status, count(*)::int from bookings join booking_uids on booking_id = id where uid = 'crowd' group by 1`
  expect(found).toEqual([{ status: 'cancelled', count: 1_000 }])
})

test('nothing of that was a problem', () => {
  expect(api.problems).toEqual([])
})
