import { afterAll, beforeAll, expect, test } from 'vitest'

import { rejectionCauses, type RejectionCause } from '@solar-capture/core/signature'

import { newId } from './new-id.ts'
import { countRejections } from './rejection-list.ts'
import { recordRejections } from './rejections.ts'
import { endpoints, workspaces } from './schema.ts'
import { createTestDatabase } from './testing.ts'

const start = Date.UTC(2026, 10, 20, 10)
const workspaceId = newId()
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  await database.db
    .insert(workspaces)
    .values({ id: workspaceId, name: 'Sunny Roofs', bodyKey: Buffer.alloc(1) })
})
afterAll(() => database.close())

async function addEndpoint() {
  const id = newId()
  await database.db.insert(endpoints).values({ id, workspaceId, publicId: id, name: 'Cal.com' })
  return id
}

/** Refused requests for one cause, one a second from `second` on. */
const refused = (endpointId: string, cause: RejectionCause, count: number, second: number) =>
  Array.from({ length: count }, (_, number) => {
    const at = start + (second + number) * 1_000
    const shape = { cause, size: 1, headerShape: 'none' }
    return { id: newId(at), endpointId, receivedAt: new Date(at), ...shape }
  })

const record = (details: ReturnType<typeof refused>) =>
  recordRejections(database.db, workspaceId, { details, counts: [] })

const kept = async (endpointId: string) => {
  const rows = await database.sql<{ cause: string; count: number; first: number }[]>`
    select cause, count(*)::int, (extract(epoch from min(received_at))::float8 - ${start / 1_000}) as first
    from rejections where endpoint_id = ${endpointId} group by cause`
  return Object.fromEntries(rows.map(({ cause, count, first }) => [cause, [count, first]]))
}

test('a flood of unsigned requests does not push out the last 20 of another cause', async () => {
  const endpointId = await addEndpoint()
  const other = await addEndpoint()
  await record(refused(other, 'mismatch', 3, 0))
  await record(refused(endpointId, 'mismatch', 30, 0))
  for (let second = 100; second < 700; second += 100) {
    await record(refused(endpointId, 'header_missing', 100, second))
  }
  expect(await kept(endpointId)).toEqual({ mismatch: [20, 10], header_missing: [180, 520] })
  expect(await kept(other)).toEqual({ mismatch: [3, 0] })
})

test('a flood of every cause leaves 200', async () => {
  const endpointId = await addEndpoint()
  for (const [number, cause] of rejectionCauses.entries()) {
    await record(refused(endpointId, cause, 60, number * 100))
  }
  const counts = Object.values(await kept(endpointId)).map((row) => row?.[0])
  expect(counts).toEqual(rejectionCauses.map(() => 20))
})

test('a count says that it is not all only where something may have been left out', async () => {
  const endpointId = await addEndpoint()
  await record(refused(endpointId, 'mismatch', 5, 0))
  await record(refused(endpointId, 'header_missing', 300, 100))
  await record(refused(endpointId, 'body_altered', 5, 500))
  const count = (second: number) =>
    countRejections(database.db, workspaceId, {
      endpointId,
      from: new Date(start + second * 1_000),
    })
  expect(await count(0)).toEqual({ outcome: 'rejected', count: 200, isAtLeast: true })
  // The first that is kept of the flood came at 210.
  expect(await count(209)).toEqual({ outcome: 'rejected', count: 195, isAtLeast: true })
  expect(await count(210)).toEqual({ outcome: 'rejected', count: 195, isAtLeast: false })
})
