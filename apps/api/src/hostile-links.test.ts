import { randomBytes, randomUUID } from 'node:crypto'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { fixture } from '@solar-capture/core/fixtures.testing'
import { makeLeadToken } from '@solar-capture/core/lead-token'

import { leadTokenKey } from './arrival.ts'
import { toolCaller } from './caller.testing.ts'
import { createSender } from './many-deliveries.testing.ts'
import { startTestApi, testSecret, type TestApi } from './testing.ts'

const clock = new Date('2026-11-20T10:02:12.482Z')
const ignored =
  'It named a lead by a booking link that was not made here, which was ignored: the lead was looked for by email.'
const stranger = { name: 'Mallory', email: 'mallory@evil.example' }
let api: TestApi
let sender: ReturnType<typeof createSender>
let jane = ''
let bob = ''

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
  await api.addSecret()
  sender = createSender(api, { secret: testSecret, inFlight: 32 })
  jane = (await leads().create({ name: 'Jane Doe', email: 'jane.doe@acme.example' })).id
  bob = (await leads().create({ name: 'Bob Lee', email: 'bob@initech.example' })).id
})
afterAll(async () => {
  sender.close()
  await api.close()
})
beforeEach(async () => {
  for (const table of ['timeline_entries', 'bookings', 'booking_events', 'deliveries']) {
    await api.sql`delete from ${api.sql(table)}`
  }
})

test('a thousand guessed booking links name nobody', async () => {
  const id = jane.replaceAll('-', '')
  const real = tokenOf(jane)
  const guesses = [
    ...Array.from({ length: 700 }, () => `${id}.${randomBytes(16).toString('base64url')}`),
    ...Array.from({ length: 100 }, () => makeLeadToken(jane, randomBytes(32))),
    ...Array.from({ length: 50 }, () => tokenOf(jane, randomUUID())),
    // What does its name before the point do, if it was made for somebody else?
    ...Array.from({ length: 50 }, () => `${id}.${macOf(tokenOf(randomUUID()))}`),
    ...[`${id}.${macOf(tokenOf(bob))}`, `${bob.replaceAll('-', '')}.${macOf(real)}`],
    ...Array.from({ length: real.length - 1 }, (_, length) => real.slice(0, length + 1)),
    ...Array.from({ length: 33 }, (_, at) => real.slice(0, at) + 'x' + real.slice(at + 1)),
    ...[id, jane, real.toUpperCase(), `${real}=`, `${real}${macOf(real)}`, `${real}.x`, `x${real}`],
    ...[`${real} x`, real.replace('.', ' '), `${real}\0`, encodeURIComponent(`${real}/`)],
  ]
  expect(guesses.length).toBeGreaterThanOrEqual(1_000)
  const answers = await sender.sendAll(guesses.map((lead) => bookingOf(stranger, { lead })))
  const matched = answers.flatMap(({ status, word }, index) =>
    status === 200 && word === 'unmatched' ? [] : [[guesses[index], status, word]],
  )
  expect(matched).toEqual([])
  const [found] = await api.sql`
    select count(*)::int, count(bookings.lead_id)::int as led, count(ambiguous_lead_id)::int as ambiguous from bookings`
  expect(found).toEqual({ count: guesses.length, led: 0, ambiguous: 0 })
  for (const id of [jane, bob]) expect((await leads().byId({ id })).stage.name).toBe('New')
  expect(api.problems).toEqual([])
}, 60_000)

test.each([
  ['a number', 1],
  ['a list', ['x']],
  ['an object', { lead: 'x' }],
  ['true', true],
  ['blanks', '  '],
])('where %s stands for a link there was none', async (_what, lead) => {
  const [answer] = await sender.sendAll([bookingOf(stranger, { lead })])
  expect(answer).toEqual({ status: 200, word: 'unmatched' })
  expect(await readCauses()).toEqual(['No lead has this email. The booking is kept.'])
})

test('that a guessed link was ignored is told, and the email counts', async () => {
  const lead = `${jane.replaceAll('-', '')}.${randomBytes(16).toString('base64url')}`
  const booker = { name: 'Bob Lee', email: 'bob@initech.example' }
  const [answer] = await sender.sendAll([bookingOf(booker, { lead })])
  expect(answer).toEqual({ status: 200, word: 'applied' })
  expect(await readCauses()).toEqual([ignored])
  expect(await readBookings()).toEqual([{ lead_id: bob, ambiguous_lead_id: null }])
})

test('that a guessed link was ignored is told where nobody is found, too', async () => {
  const lead = `${jane.replaceAll('-', '')}.${randomBytes(16).toString('base64url')}`
  await sender.sendAll([bookingOf(stranger, { lead })])
  expect(await readCauses()).toEqual([expect.stringContaining('which was ignored')])
})

test.each([
  ['the name', { name: ' jane  DOE ', email: 'home@jane.example' }],
  ['the email', { name: 'J.', email: 'JANE.DOE@acme.example' }],
])('the right link with %s of its lead finds it', async (_what, booker) => {
  const [answer] = await sender.sendAll([bookingOf(booker, { lead: tokenOf(jane) })])
  expect(answer).toEqual({ status: 200, word: 'applied' })
  expect(await readCauses()).toEqual([null])
  expect(await readBookings()).toEqual([{ lead_id: jane, ambiguous_lead_id: null }])
})

test.each([
  ['a stranger', stranger],
  ['another lead', { name: 'Bob Lee', email: 'bob@initech.example' }],
  ['nobody', { name: '', email: '' }],
])('the right link that %s used is ambiguous', async (_who, booker) => {
  const [answer] = await sender.sendAll([bookingOf(booker, { lead: tokenOf(jane) })])
  expect(answer).toEqual({ status: 200, word: 'unmatched' })
  expect(await readBookings()).toEqual([{ lead_id: null, ambiguous_lead_id: jane }])
  for (const id of [jane, bob]) expect((await leads().byId({ id })).bookings).toEqual([])
})

function leads() {
  return toolCaller(api, ['leads:read', 'leads:write']).lead
}

function tokenOf(id: string, workspaceId = api.workspaceId): string {
  return makeLeadToken(id, leadTokenKey(api.deps.encryption, workspaceId))
}

function macOf(token: string): string {
  return token.split('.')[1] ?? ''
}

async function readCauses(): Promise<unknown[]> {
  const rows = await api.sql`select cause from deliveries`
  return rows.map(({ cause }) => cause as unknown)
}

function readBookings() {
  return api.sql`select lead_id, ambiguous_lead_id from bookings`
}

const { payload, ...envelope } = JSON.parse(fixture('10').body.toString()) as { payload: object }

/** The body of a BOOKING_CREATED of a booking of its own, by somebody who came with `metadata`. */
function bookingOf({ name, email }: { name: string; email: string }, metadata: object): string {
  const responses = { name: { value: name }, email: { value: email } }
  const attendees = [{ name, email }]
  const uid = randomUUID()
  return JSON.stringify({
    ...envelope,
    payload: { ...payload, uid, responses, attendees, metadata },
  })
}
