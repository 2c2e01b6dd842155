import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Outcome } from '@solar-capture/core/delivery'

import { addPlace } from './arrival.testing.ts'
import { countLastDay, findLastTriggers } from './endpoint-hours.ts'
import { newId } from './new-id.ts'
import { deliveries, rejectionCounts } from './schema.ts'
import { createTestDatabase } from './testing.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let place: Awaited<ReturnType<typeof addPlace>>
let other: Awaited<ReturnType<typeof addPlace>>
const now = new Date('2026-11-20T10:30:00.000Z')

beforeAll(async () => {
  database = await createTestDatabase()
  place = await addPlace(database, now)
  other = await addPlace(database, now)
})
afterAll(() => database.close())

type Target = { workspaceId: string; endpointId: string; secretVersion?: number | null }

async function receive(
  time: string,
  outcome: Outcome,
  { workspaceId, endpointId, secretVersion = 1 }: Target = place,
) {
  const receivedAt = new Date(time)
  await database.db.insert(deliveries).values({
    ...{ workspaceId, endpointId, id: newId(receivedAt.getTime()), receivedAt, outcome },
    ...{ fingerprint: crypto.getRandomValues(Buffer.alloc(32)), body: Buffer.alloc(1) },
    ...{ verdict: secretVersion === null ? ('compared' as const) : ('valid' as const) },
    ...{ secretVersion, triggerEvent: 'BOOKING_CREATED', size: 1, durationMs: 1 },
  })
}

async function refuse(time: string, cause: 'mismatch' | 'header_missing', count: number) {
  const { workspaceId, endpointId } = place
  const row = { workspaceId, endpointId, hour: new Date(time), cause, count }
  await database.db.insert(rejectionCounts).values(row)
}

test('an endpoint that received nothing has 24 hours of nothing', async () => {
  const { total, hours } = await countLastDay(database.db, place, now)
  expect(total).toEqual({ applied: 0, unmatched: 0, rejected: 0, other: 0 })
  expect(hours).toHaveLength(24)
  expect(hours.every(({ applied, rejected, other: rest }) => applied + rejected + rest === 0)).toBe(
    true,
  )
})

test('24 hours are counted to the moment, and by hour up to the present one', async () => {
  await receive('2026-11-19T10:29:59.999Z', 'applied')
  await receive('2026-11-19T10:30:00.000Z', 'applied')
  await receive('2026-11-19T11:00:00.000Z', 'unmatched')
  await receive('2026-11-19T11:59:59.999Z', 'applied')
  await receive('2026-11-20T10:29:00.000Z', 'ping')
  await receive('2026-11-20T10:29:30.000Z', 'held')
  await receive('2026-11-20T10:29:30.000Z', 'applied', other)
  await receive('2026-11-20T10:29:40.000Z', 'applied', { ...place, secretVersion: null })
  await refuse('2026-11-19T09:00:00.000Z', 'mismatch', 100)
  await refuse('2026-11-19T10:00:00.000Z', 'mismatch', 3)
  await refuse('2026-11-20T10:00:00.000Z', 'mismatch', 5)
  await refuse('2026-11-20T10:00:00.000Z', 'header_missing', 2)
  const { total, hours } = await countLastDay(database.db, place, now)
  expect(total).toEqual({ applied: 2, unmatched: 1, rejected: 10, other: 2 })
  const counted = hours.filter((one) => one.applied + one.rejected + one.other > 0)
  expect(counted).toEqual([
    { hour: new Date('2026-11-19T11:00:00.000Z'), applied: 1, rejected: 0, other: 1 },
    { hour: new Date('2026-11-20T10:00:00.000Z'), applied: 0, rejected: 7, other: 2 },
  ])
  const at = new Date('2026-11-20T10:29:30.000Z')
  const appliedAt = new Date('2026-11-19T11:59:59.999Z')
  expect(await findLastTriggers(database.db, place)).toEqual(
    new Map([['BOOKING_CREATED', { at, appliedAt }]]),
  )
  expect([hours[0]?.hour, hours.at(-1)?.hour]).toEqual(counted.map(({ hour }) => hour))
})
