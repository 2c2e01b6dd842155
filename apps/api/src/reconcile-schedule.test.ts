import type { ServerResponse } from 'node:http'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { scopes } from '@solar-capture/core/access'
import { claimDueKey } from '@solar-capture/db/calcom-keys'

import { calcomBooking, startCalcomApi } from './calcom-api.testing.ts'
import { forget } from './calcom.testing.ts'
import { toolCaller } from './caller.testing.ts'
import { createOutgoing } from './outgoing.ts'
import { makePrincipals } from './principals.testing.ts'
import { reconcileDue } from './reconcile-due.ts'
import { takeTurn } from './reconcile-turn.ts'
import { startTestApi, type TestApi } from './testing.ts'

const minute = 60 * 1000
const hour = 60 * minute
const day = 24 * hour
const key = 'cal_live_0123456789abcdef'
const begin = new Date('2026-11-20T12:00:00.000Z')

let api: TestApi
let calcom: Awaited<ReturnType<typeof startCalcomApi>>
let slow: typeof calcom
let now = begin

beforeAll(async () => {
  calcom = await startCalcomApi({ key, now: () => now })
  slow = await startCalcomApi({ key, now: () => now })
  api = await startTestApi({
    now: () => now,
    replace: async () => ({ outgoing: createOutgoing({ allowPrivate: true }) }),
  })
  await api.addSecret()
})
afterAll(async () => {
  await api.close()
  await calcom.close()
  await slow.close()
})
beforeEach(async () => {
  now = begin
  calcom.tricks.misbehave = null
  for (const list of [calcom.answers, calcom.asked, calcom.bookings]) list.length = 0
  await api.sql`delete from calcom_keys`
  await forget(api)
})

const caller = () => toolCaller(api, [...scopes])
const place = () => ({ endpointId: api.endpoint.id })
const save = (everyHours: 1 | 24) =>
  caller().reconcile.saveApiKey({ ...place(), key, baseUrl: calcom.baseUrl, everyHours })
const settings = () => caller().reconcile.settings(place())
const at = (ms: number) => new Date(begin.getTime() + ms).toISOString()

/** Saves a key that is due at `begin`, with all compared up to some time before that. */
async function saveDue(everyHours: 1 | 24, goodBefore: number) {
  now = new Date(begin.getTime() - minute)
  await save(everyHours)
  await api.sql`update calcom_keys set last_good_at = ${at(-goodBefore)}`
  now = begin
  calcom.asked.length = 0
}

/** Claims the key as a process does. */
async function claim() {
  const until = new Date(now.getTime() + 10 * minute)
  const where = { workspaceId: api.workspaceId, ...place() }
  const claimed = await claimDueKey(api.deps.db, where, { now, until })
  if (!claimed) throw new Error('It is not due.')
  return claimed
}

const booking = (uid: string, createdAt: string) =>
  calcomBooking({ ...{ uid, email: `${uid}@x.example`, start: at(-day), createdAt } })

/** Adds bookings, one after the other from some time before `begin` on. */
function addBookings(count: number, { from, every }: { from: number; every: number }) {
  for (let number = 0; number < count; number += 1) {
    calcom.bookings.push(booking(`b${number}`, at(-from + number * every)))
  }
}

const bookingsHere = async () =>
  Number((await api.sql`select count(*) as count from bookings`)[0]?.['count'])

test('what was missed while the key failed for months is made up for', async () => {
  addBookings(1, { from: 100 * day, every: 0 })
  await saveDue(24, 101 * day)
  await reconcileDue(api.deps)
  expect((await settings()).lastRun).toMatchObject({ problem: null, compared: 1, unmatched: 1 })
  expect(api.problems).toEqual([])
})

test('what failed is tried again soon and ever later, and then goes on as before', async () => {
  await saveDue(24, day)
  let wait = 5 * minute
  for (let count = 0; count < 4; count += 1) {
    calcom.answers.push({ status: 401 })
    await reconcileDue(api.deps)
    const { nextRunAt, lastRun } = await settings()
    expect(lastRun?.problem).toContain('refuses')
    expect(nextRunAt).toBe(new Date(now.getTime() + wait).toISOString())
    now = new Date(now.getTime() + wait)
    wait *= 2
  }
  await reconcileDue(api.deps)
  expect(await settings()).toMatchObject({
    ...{ nextRunAt: new Date(now.getTime() + day).toISOString(), lastRun: { problem: null } },
  })
})

test('a process that ends in the midst of it leaves it to be done again in minutes', async () => {
  addBookings(1, { from: hour, every: 0 })
  await saveDue(24, day)
  await claim()
  await reconcileDue(api.deps)
  expect(calcom.asked).toHaveLength(0)
  now = new Date(begin.getTime() + 10 * minute)
  await reconcileDue(api.deps)
  expect((await settings()).lastRun).toMatchObject({ problem: null, compared: 1 })
})

test('a process that is asked to end gives it back at once', async () => {
  await saveDue(24, day)
  const stopping = new AbortController()
  calcom.tricks.misbehave = () => {
    stopping.abort()
    return true
  }
  await takeTurn(api.deps, await claim(), { signal: stopping.signal })
  expect(await settings()).toMatchObject({ nextRunAt: begin.toISOString(), lastRun: null })
})

test('a schedule that is changed or ended meanwhile stays as it was set', async () => {
  await saveDue(1, day)
  const claimed = await claim()
  await caller().reconcile.saveApiKey({ ...place(), everyHours: null })
  await takeTurn(api.deps, claimed, { signal: new AbortController().signal })
  expect(await settings()).toMatchObject({ everyHours: null, nextRunAt: null })
})

test('more than is listed at once is compared part by part, nothing left out and nothing twice', async () => {
  addBookings(2_300, { from: 40 * day, every: 25 * minute })
  await saveDue(24, 40 * day)
  await reconcileDue(api.deps)
  const { lastRun, nextRunAt } = await settings()
  expect(lastRun).toMatchObject({ problem: null, unmatched: 2_300, applied: 0 })
  expect(nextRunAt).toBe(at(day))
  expect(await bookingsHere()).toBe(2_300)
  const before = calcom.asked.length
  now = new Date(begin.getTime() + day)
  await reconcileDue(api.deps)
  expect(calcom.asked.length - before).toBeLessThan(20)
  expect((await settings()).lastRun).toMatchObject({ unmatched: 0 })
  expect(api.problems).toEqual([])
}, 60_000)

test('what there was no time for is done a minute later, from where it ended', async () => {
  addBookings(2_300, { from: 40 * day, every: 25 * minute })
  await saveDue(24, 40 * day)
  // From the third part on it does not answer.
  const parts = new Set<string | null>()
  calcom.tricks.misbehave = (query) => {
    if (!query.has('cursor')) parts.add(query.get('afterUpdatedAt') ?? [...parts].at(-1) ?? null)
    return parts.size > 2
  }
  await takeTurn(api.deps, await claim(), {
    ...{ signal: new AbortController().signal, patienceMs: 4_000 },
  })
  const first = await settings()
  expect(first).toMatchObject({ nextRunAt: at(minute), lastRun: { problem: null, applied: 0 } })
  const done = first.lastRun?.unmatched ?? 0
  expect(done).toBeGreaterThan(100)
  expect(done).toBe(await bookingsHere())
  calcom.tricks.misbehave = null
  calcom.asked.length = 0
  now = new Date(begin.getTime() + minute)
  await reconcileDue(api.deps)
  const from = calcom.asked[0]?.get('afterUpdatedAt') ?? ''
  expect(Date.parse(from)).toBeGreaterThan(begin.getTime() - 35 * day)
  expect((await settings()).lastRun).toMatchObject({ problem: null, unmatched: 2_300 - done })
}, 60_000)

test('an API that does not answer at all is told as slow', async () => {
  await saveDue(24, day)
  calcom.tricks.misbehave = () => true
  const signal = new AbortController().signal
  await takeTurn(api.deps, await claim(), { signal, patienceMs: 200 })
  expect(await settings()).toMatchObject({
    ...{
      nextRunAt: at(5 * minute),
      lastRun: { problem: expect.stringContaining('took too long') },
    },
  })
})

test('of minutes with too much to compare it is told that they were left out, and all else is compared', async () => {
  addBookings(10_001, { from: 3 * day, every: 0 })
  calcom.bookings.push(booking('early', at(-5 * day)), booking('late', at(-day)))
  await saveDue(24, 5 * day)
  await reconcileDue(api.deps)
  const { lastRun, nextRunAt } = await settings()
  expect(lastRun).toMatchObject({ compared: 2, unmatched: 2 })
  expect(lastRun?.problem).toContain('These were left out. Compare a CSV')
  expect(nextRunAt).toBe(at(day))
  const [entry] = await api.sql`
    select details from audit_log where details ? 'skippedFrom' order by at desc limit 1`
  expect(Date.parse(entry?.['details'].skippedFrom)).toBeLessThan(begin.getTime() - 3 * day)
  expect(Date.parse(entry?.['details'].skippedUntil)).toBeGreaterThanOrEqual(
    begin.getTime() - 3 * day,
  )
}, 60_000)

test('the audit log says that bookings are brought in before any is', async () => {
  addBookings(2, { from: hour, every: 0 })
  await saveDue(24, day)
  await api.sql.unsafe(`
    create function needs_entry() returns trigger language plpgsql as $$ begin
      if not exists (select from audit_log where action = 'bookings_reconciled' and at >= '${at(7 * day)}')
      then raise 'nothing tells of it'; end if;
      return new;
    end $$;
    create trigger needs_entry before insert on booking_events for each row execute function needs_entry()`)
  try {
    now = new Date(begin.getTime() + 7 * day)
    await api.sql`update calcom_keys set next_run_at = ${begin.toISOString()}`
    await reconcileDue(api.deps)
    expect((await settings()).lastRun).toMatchObject({ unmatched: 2 })
  } finally {
    await api.sql`drop function needs_entry cascade`
  }
})

test('an API that never answers keeps nobody else waiting, whatever comes first', async () => {
  await makePrincipals(api)
  const [elsewhere] = await api.sql<{ id: string }[]>`
    select id from workspaces where name = 'Elsewhere'`
  if (!elsewhere) throw new Error('There is no other workspace.')
  const other = toolCaller({ ...api, workspaceId: elsewhere.id }, [...scopes])
  for (let count = 0; count < 5; count += 1) {
    const { id: endpointId } = await other.endpoint.create({ name: `Slow ${count}` })
    await other.reconcile.saveApiKey({ endpointId, key, baseUrl: slow.baseUrl, everyHours: 1 })
  }
  const waiting: ServerResponse[] = []
  slow.tricks.misbehave = (_, response) => waiting.push(response) > 0
  await save(1)
  await api.sql`update calcom_keys set next_run_at = ${at(-hour)} where workspace_id = ${elsewhere.id}`
  now = new Date(begin.getTime() + 2 * minute)
  const done = reconcileDue(api.deps)
  await expect.poll(async () => (await settings()).lastRun?.problem, { timeout: 5_000 }).toBeNull()
  // The others one after the other.
  expect(
    await api.sql`select from calcom_keys where next_run_at > ${now.toISOString()}
    and workspace_id = ${elsewhere.id}`,
  ).toHaveLength(1)
  const refuse = (response: ServerResponse) => response.writeHead(404).end()
  slow.tricks.misbehave = (_, response) => refuse(response).writableEnded
  waiting.forEach(refuse)
  await done
  expect(await api.sql`select from calcom_keys where problem is not null`).toHaveLength(5)
}, 60_000)
