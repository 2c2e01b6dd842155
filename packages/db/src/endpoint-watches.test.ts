import { afterAll, beforeAll, expect, test } from 'vitest'

import { listArrivals, touchWatch } from './endpoint-watches.ts'
import { newId } from './new-id.ts'
import { deliveries, endpoints, workspaces } from './schema.ts'
import { createTestDatabase } from './testing.ts'

const minute = 60_000
const start = Date.UTC(2026, 10, 20, 10)
const place = { workspaceId: newId(), endpointId: newId() }
const at = (minutes: number) => new Date(start + minutes * minute)

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  const { workspaceId, endpointId } = place
  await database.db
    .insert(workspaces)
    .values({ id: workspaceId, name: 'Sunny Roofs', bodyKey: Buffer.alloc(1) })
  await database.db
    .insert(endpoints)
    .values({ id: endpointId, workspaceId, publicId: 'one', name: 'Cal.com' })
})
afterAll(() => database.close())

test('of arrivals within five minutes only the first is listed, however many there are', async () => {
  const minutes = [-60, 0, 1, 4.9, 5, 7, 30, 30, 41]
  const receivedAt = minutes.map(at)
  await database.db.insert(deliveries).values(
    receivedAt.map((time) => ({
      ...{ ...place, id: newId(time.getTime()), receivedAt: time },
      ...{
        verdict: 'valid' as const,
        secretVersion: 1,
        outcome: 'applied' as const,
        durationMs: 1,
        size: 1,
      },
      ...{ fingerprint: crypto.getRandomValues(Buffer.alloc(32)), body: Buffer.alloc(1) },
    })),
  )
  expect(await listArrivals(database.db, place, at(0))).toEqual([0, 5, 30, 41].map(at))
})

test('what no signature verified is no arrival', async () => {
  const time = at(60)
  await database.db.insert(deliveries).values({
    ...{ ...place, id: newId(time.getTime()), receivedAt: time, durationMs: 1, size: 1 },
    ...{ verdict: 'compared', secretVersion: null, outcome: 'applied', body: Buffer.alloc(1) },
    fingerprint: crypto.getRandomValues(Buffer.alloc(32)),
  })
  expect(await listArrivals(database.db, place, at(42))).toEqual([])
})

test('an endpoint is watched since it was switched on, or since somebody looks again', async () => {
  const touch = async (minutes: number, isOn = true) => {
    const options = { isOn, now: at(minutes), patienceMs: 15 * minute }
    return (await touchWatch(database.db, place, options))?.watchedSince ?? null
  }
  expect(await touch(0)).toEqual(at(0))
  expect(await touch(0.5)).toEqual(at(0))
  expect(await touch(15)).toEqual(at(0))
  expect(await touch(31)).toEqual(at(31))
  expect(await touch(31.1, false)).toBeNull()
  expect(await touch(31.2, false)).toBeNull()
  expect(await touch(31.3)).toEqual(at(31.3))
})
