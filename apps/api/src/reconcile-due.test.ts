import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { calcomBooking, startCalcomApi } from './calcom-api.testing.ts'
import { toolCaller } from './caller.testing.ts'
import { createOutgoing } from './outgoing.ts'
import { reconcileDue } from './reconcile-due.ts'
import { startTestApi, type TestApi } from './testing.ts'

const hour = 60 * 60 * 1000
const key = 'cal_live_0123456789abcdef'
const begin = new Date('2026-11-20T12:00:00.000Z')

let api: TestApi
let calcom: Awaited<ReturnType<typeof startCalcomApi>>
let now = begin

beforeAll(async () => {
  calcom = await startCalcomApi({ key, now: () => now })
  api = await startTestApi({
    now: () => now,
    replace: async () => ({ outgoing: createOutgoing({ allowPrivate: true, patienceMs: 2_000 }) }),
  })
  await api.addSecret()
})
afterAll(async () => {
  await api.close()
  await calcom.close()
})
beforeEach(async () => {
  now = begin
  calcom.answers.length = 0
  calcom.asked.length = 0
  calcom.bookings.length = 0
  await api.sql`delete from calcom_keys`
})

const caller = () => toolCaller(api, ['leads:read', 'leads:write', 'settings:write'])
const place = () => ({ endpointId: api.endpoint.id })
const save = (change: object = {}) =>
  caller().reconcile.saveApiKey({
    ...{ ...place(), key, baseUrl: `${calcom.baseUrl}/`, everyHours: null },
    ...change,
  })
const compare = () => caller().reconcile.compare({ ...place(), source: { kind: 'api' } })
const ago = (hours: number) => new Date(begin.getTime() - hours * hour).toISOString()
const ahead = (hours: number) => new Date(begin.getTime() + hours * hour).toISOString()

test('a key is tried, kept encrypted, never shown, and forgotten', async () => {
  const shown = await save({ everyHours: 6 })
  expect(shown).toMatchObject({
    ...{ key: { setAt: begin.toISOString() }, baseUrl: calcom.baseUrl, everyHours: 6 },
    lastRun: null,
  })
  expect(await caller().reconcile.settings(place())).toEqual(shown)
  expect(JSON.stringify(shown)).not.toContain(key)
  const [row] = await api.sql<{ text: string }[]>`select calcom_keys::text as text from calcom_keys`
  expect(row?.text).not.toContain(key)
  expect(row?.text).not.toContain(Buffer.from(key).toString('hex'))
  await caller().reconcile.removeApiKey(place())
  expect(await caller().reconcile.settings(place())).toMatchObject({ key: null, everyHours: null })
  await caller().reconcile.removeApiKey(place())
  expect(await api.sql`select from audit_log where action = 'calcom_key_removed'`).toHaveLength(1)
  await expect(compare()).rejects.toMatchObject({ code: 'CONFLICT' })
})

test.each<[string, object, string]>([
  ['a wrong key', { key: 'cal_live_wrong' }, 'Cal.com refuses the API key (401)'],
  ['another address', { path: '/v3' }, 'no API v2 of Cal.com at that address'],
  ['an address with a password', { host: 'a:b@127.0.0.1' }, 'user and password'],
  ['no key', { key: undefined }, 'Paste an API key'],
  ['a key with a space', { key: 'cal_live_0123 45678' }, 'no spaces'],
])('%s is not kept, and the reason is told', async (_, change, reason) => {
  const { path, host, ...rest }: { path?: string; host?: string } = change
  const baseUrl = calcom.baseUrl
    .replace('/v2', path ?? '/v2')
    .replace('127.0.0.1', host ?? '127.0.0.1')
  await expect(save({ baseUrl, ...rest })).rejects.toThrow(reason)
  expect(await api.sql`select from calcom_keys`).toHaveLength(0)
})

test('who may not read or change leads does neither by comparing', async () => {
  await save()
  const source = { kind: 'api' } as const
  const forbidden = { code: 'FORBIDDEN' }
  const settings = toolCaller(api, ['settings:write']).reconcile
  const reader = toolCaller(api, ['settings:write', 'leads:read']).reconcile
  await expect(settings.compare({ ...place(), source })).rejects.toMatchObject(forbidden)
  expect(await reader.compare({ ...place(), source })).toMatchObject({ gaps: [] })
  const keys = ['missing/a']
  await expect(reader.applyGaps({ ...place(), source, keys })).rejects.toMatchObject(forbidden)
  await expect(reader.saveApiKey({ ...place(), everyHours: 1 })).rejects.toMatchObject(forbidden)
  expect(await settings.saveApiKey({ ...place(), everyHours: null })).toMatchObject({
    everyHours: null,
  })
})

test('a kept key goes to no other address', async () => {
  await save()
  await expect(save({ key: undefined, baseUrl: 'http://127.0.0.1:9/v2' })).rejects.toThrow(
    'Paste the API key again',
  )
  expect(await save({ key: undefined, everyHours: 1 })).toMatchObject({ everyHours: 1 })
})

test('250 bookings in three pages are compared, whatever their state, and what is missing is applied', async () => {
  await caller().lead.create({ name: 'Moved', email: 'moved@x.example', source: 'Website' })
  await api.deliver(
    JSON.stringify({
      ...{ triggerEvent: 'BOOKING_CREATED', createdAt: ago(48) },
      payload: {
        ...{ uid: 'm1', startTime: ahead(20), endTime: ahead(21), eventTypeId: 12 },
        responses: { name: { value: 'Moved' }, email: { value: 'moved@x.example' } },
      },
    }),
  )
  const moved = { email: 'moved@x.example', start: ahead(20), createdAt: ago(48) }
  calcom.bookings.push(
    ...Array.from({ length: 246 }, (_, number) =>
      calcomBooking({
        ...{ uid: `p${number}`, email: `p${number}@x.example`, start: ahead(24 + number) },
        createdAt: ago(2),
      }),
    ),
    calcomBooking({
      ...{ ...moved, uid: 'm1', status: 'cancelled', updatedAt: ago(3), rescheduledToUid: 'm2' },
    }),
    calcomBooking({
      ...{ ...moved, uid: 'm2', start: ahead(30), createdAt: ago(3), rescheduledFromUid: 'm1' },
    }),
    calcomBooking({
      ...{ uid: 'c', email: 'c@x.example', start: ago(5), createdAt: ago(400) },
      ...{ updatedAt: ago(1), status: 'cancelled', cancellationReason: 'Rain' },
    }),
    calcomBooking({
      ...{ uid: 'w', email: 'w@x.example', start: ahead(5), createdAt: ago(1), status: 'pending' },
    }),
  )
  await save()
  calcom.asked.length = 0
  const { gaps, onlyHere, refused } = await compare()
  expect([onlyHere, refused]).toEqual([[], []])
  expect(gaps).toHaveLength(249)
  const kinds = Object.fromEntries(gaps.map(({ uid, kind, status }) => [uid, [kind, status]]))
  expect(kinds).toMatchObject({
    ...{ m2: ['moved', 'accepted'], c: ['missing', 'cancelled'], w: ['missing', 'pending'] },
  })
  expect(calcom.asked.filter((query) => query.get('status') === 'upcoming')).toHaveLength(4)
  const applied = await caller().reconcile.applyGaps({
    ...{ ...place(), source: { kind: 'api' }, keys: gaps.map((gap) => gap.key) },
  })
  expect(applied).toEqual({ applied: 1, unmatched: 247, closed: 1, unchanged: 0, failed: 0 })
  const { items } = await caller().lead.list({ search: 'moved@x.example' })
  expect(items).toMatchObject([{ stage: { name: 'Booked' } }])
  expect(await compare()).toMatchObject({ inBoth: 250, gaps: [] })
})

test('where Cal.com asks to wait, it is asked again, and a broken answer is told as one', async () => {
  await save()
  const wait = { status: 429, headers: { 'x-ratelimit-limit-default': '120' } }
  calcom.answers.push(
    { ...wait, headers: { 'x-ratelimit-reset-default': '0.05' } },
    { status: 503 },
  )
  expect(await compare()).toMatchObject({ inBoth: 0, gaps: [] })
  for (const [answer, reason] of [
    [{ ...wait, headers: { 'retry-after': '3600' } }, 'asked too often with this API key'],
    [{ status: 200, body: '<html>' }, 'something else than a list of bookings'],
    [{ status: 200, body: '{"data":{}}' }, 'something else than a list of bookings'],
    [{ status: 302, headers: { location: 'http://127.0.0.1' } }, 'Cal.com answered 302'],
    [{ status: 401 }, 'refuses the API key'],
    [{ status: 200, body: `"${'x'.repeat(3 * 1024 * 1024)}"` }, 'larger than 2 MiB'],
  ] as const) {
    calcom.answers.push(answer)
    await expect(compare()).rejects.toMatchObject({
      ...{ code: 'CONFLICT', message: expect.stringContaining(reason) },
    })
  }
})

test('a schedule compares once, whichever process comes first, applies what is missing, and says what came of it', async () => {
  await caller().lead.create({ name: 'Sue', email: 'sue@x.example', source: 'Website' })
  const sue = { uid: 'sue', email: 'sue@x.example', start: ahead(24) }
  const young = { uid: 'young', email: 'young@x.example', start: ahead(24) }
  calcom.bookings.push(
    calcomBooking({ ...sue, createdAt: ago(2) }),
    // Its webhook may still be on its way.
    calcomBooking({ ...young, createdAt: new Date(begin.getTime() - 60_000).toISOString() }),
  )
  await save({ everyHours: 1 })
  calcom.asked.length = 0
  const run = () => Promise.all([1, 2, 3].map(() => reconcileDue(api.deps)))
  await run()
  expect(calcom.asked).toHaveLength(0)
  now = new Date(begin.getTime() + 2 * 60_000)
  await run()
  expect(calcom.asked).toHaveLength(10)
  const { lastRun, nextRunAt } = await caller().reconcile.settings(place())
  expect(lastRun).toEqual({
    ...{ at: now.toISOString(), problem: null, compared: 1, applied: 1, unmatched: 0 },
  })
  expect(nextRunAt).toBe(new Date(now.getTime() + hour).toISOString())
  const { items } = await caller().lead.list({ search: 'sue@x.example' })
  expect(items).toMatchObject([{ stage: { name: 'Booked' } }])
  const [entry] = await api.sql`
    select actor_kind, details from audit_log where action = 'bookings_reconciled' and actor_kind = 'system'`
  expect(entry).toMatchObject({ actor_kind: 'system', details: { count: 1 } })
  // What went wrong is told, and the next run makes up for it.
  now = new Date(now.getTime() + hour)
  calcom.answers.push({ status: 401 })
  await run()
  expect((await caller().reconcile.settings(place())).lastRun).toMatchObject({
    ...{ at: now.toISOString(), problem: expect.stringContaining('refuses the API key') },
  })
  now = new Date(now.getTime() + hour)
  await run()
  expect((await caller().reconcile.settings(place())).lastRun).toMatchObject({
    ...{ problem: null, compared: 2, applied: 0, unmatched: 1 },
  })
  expect(api.problems).toEqual([])
})
