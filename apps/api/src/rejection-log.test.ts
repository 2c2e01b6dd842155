import { afterEach, beforeEach, expect, test } from 'vitest'

import { newId } from '@solar-capture/db/new-id'

import { createRejectionLog, type Refused } from './rejection-log.ts'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi
beforeEach(async () => {
  api = await startTestApi()
})
afterEach(() => api.close())

function refused(changes: Partial<Refused> = {}): Refused {
  return {
    id: newId(),
    workspaceId: api.workspaceId,
    endpointId: api.endpoint.id,
    receivedAt: new Date('2026-11-24T10:59:59.000Z'),
    cause: 'mismatch',
    size: 100,
    headerShape: '64 hex digits',
    ...changes,
  }
}

function fail(error: unknown) {
  throw error
}

function startLog(onError: (error: unknown) => void = fail) {
  return createRejectionLog({ ...api.deps, onError })
}

const size = async () => {
  const [row] = await api.sql<{ bytes: number }[]>`
    select sum(pg_total_relation_size(oid))::int as bytes from pg_class
    where relname in ('rejections', 'rejection_counts')`
  return row?.bytes ?? 0
}

test('the first refused request can be seen within half a second', async () => {
  startLog().record(refused())
  await expect
    .poll(() => api.sql`select cause, size, header_shape from rejections`, { timeout: 500 })
    .toEqual([{ cause: 'mismatch', size: 100, header_shape: '64 hex digits' }])
})

test('all are counted by cause and hour, across several writes', async () => {
  const log = startLog()
  for (let n = 0; n < 3; n++) log.record(refused())
  await log.flush()
  log.record(refused())
  log.record(refused({ cause: 'header_missing' }))
  log.record(refused({ receivedAt: new Date('2026-11-24T11:00:00.000Z') }))
  await log.flush()
  const counts = await api.sql`
    select to_char(hour at time zone 'utc', 'HH24') as hour, cause, count from rejection_counts
    order by hour, cause`
  expect(counts).toEqual([
    { hour: '10', cause: 'header_missing', count: 1 },
    { hour: '10', cause: 'mismatch', count: 4 },
    { hour: '11', cause: 'mismatch', count: 1 },
  ])
})

test('open dashboards are told', async () => {
  const heard = api.deps.changes.subscribe(api.workspaceId, AbortSignal.timeout(5_000))
  const first = heard[Symbol.asyncIterator]().next()
  startLog().record(refused())
  expect((await first).value).toEqual({ kinds: ['delivery', 'endpoint'], leadIds: [] })
})

test('only the last 200 are kept', async () => {
  await api.sql`
    insert into rejections (workspace_id, id, endpoint_id, received_at, cause, size, header_shape)
    select ${api.workspaceId}, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
      ${api.endpoint.id}, now(), 'mismatch', n, 'none' from generate_series(1, 300) n`
  const log = startLog()
  log.record(refused({ size: 12_345 }))
  await log.flush()
  const rows = await api.sql<{ size: number }[]>`select size from rejections order by id desc`
  expect(rows).toHaveLength(200)
  expect(rows[0]?.size).toBe(12_345)
  expect(rows.at(-1)?.size).toBe(102)
})

test('while the database is away nothing is lost and nothing is thrown', async () => {
  const log = startLog()
  await api.sql`alter table rejection_counts rename to away`
  await api.sql`create function refuse() returns trigger language plpgsql as
    $$ begin raise exception 'no' using errcode = '57P03'; end $$`
  await api.sql`create trigger refuse before insert on away execute function refuse()`
  await api.sql`alter table away rename to rejection_counts`
  log.record(refused())
  log.record(refused())
  await log.flush()
  await api.sql`drop trigger refuse on rejection_counts`
  log.record(refused())
  await log.flush()
  expect(await api.sql`select count from rejection_counts`).toEqual([{ count: 3 }])
  expect(await api.sql`select id from rejections`).toHaveLength(3)
})

test('what cannot be recorded is reported once and forgotten', async () => {
  const errors: unknown[] = []
  const log = startLog((error) => errors.push(error))
  log.record(refused({ endpointId: '00000000-0000-7000-8000-000000000000' }))
  await log.flush()
  await log.flush()
  expect(errors).toHaveLength(1)
})

test('100,000 forged requests add at most 64 KiB to the database', async () => {
  const before = await size()
  const log = startLog()
  for (let flush = 0; flush < 20; flush++) {
    for (let n = 0; n < 5_000; n++) log.record(refused())
    await log.flush()
  }
  expect(await size()).toBeLessThanOrEqual(before + 64 * 1024)
  expect(await api.sql`select count from rejection_counts`).toEqual([{ count: 100_000 }])
})

test('a flood of forged requests over HTTP asks the database next to nothing and logs next to nothing', async () => {
  await api.addSecret()
  const [before] = await api.sql<{ n: number }[]>`
    select xact_commit::int as n from pg_stat_database where datname = current_database()`
  const forged = { 'x-cal-signature-256': 'a'.repeat(64) }
  for (let round = 0; round < 60; round++) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.post('{}', forged)))
    expect(answers.every(({ status }) => status === 401)).toBe(true)
  }
  await api.sql`select pg_stat_force_next_flush()`
  const [after] = await api.sql<{ n: number }[]>`
    select xact_commit::int as n from pg_stat_database where datname = current_database()`
  expect((after?.n ?? 0) - (before?.n ?? 0)).toBeLessThan(150)
  expect(api.logs.length).toBeLessThan(20)
})
