import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { addLeads, addPlace, arrivalOf } from './arrival.testing.ts'
import { keysIn } from './projection.ts'
import { lockReach } from './reach.ts'
import { receive } from './receiving.ts'
import { bookings } from './schema.ts'
import { runIn } from './statement.ts'
import { createTestDatabase } from './testing.ts'

const now = new Date('2026-11-20T10:00:01Z')
let database: Awaited<ReturnType<typeof createTestDatabase>>
let place: Awaited<ReturnType<typeof addPlace>>

beforeAll(async () => {
  database = await createTestDatabase()
  place = await addPlace(database, now)
})
afterAll(async () => {
  await database.close()
})

test('very many keys are held by one lock, which the workspace waits for and no other one', async () => {
  const other = await addPlace(database, now)
  const uids = Array.from({ length: 1_500 }, (_, number) => `uid-${number}`)
  const receiveOne = ({ workspaceId }: typeof place, uid: string) =>
    receive(database.db, workspaceId, [arrivalOf({ ...place, workspaceId }, uid, { uid })])
  let waiting: ReturnType<typeof receiveOne> | undefined
  let isDone = false
  await database.db.transaction(async (tx) => {
    const held = keysIn(await runIn(tx)(lockReach(place.workspaceId, { uids })))
    expect(uids.filter((uid) => !held.has(`uid:${uid}`))).toEqual([])
    const [locks] = await tx.execute(sql`
      select count(*)::int as count from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`)
    expect(locks).toEqual({ count: 1 })
    await receiveOne(other, 'uid-7')
    waiting = receiveOne(place, 'uid-7').finally(() => (isDone = true))
    await expect
      .poll(() => database.sql`select 1 from pg_locks where locktype = 'advisory' and not granted`)
      .toHaveLength(1)
    expect(isDone).toBe(false)
  })
  expect((await waiting)?.receipts).toMatchObject([{ kind: 'recorded' }])
})

test('a lead is captured that more than a thousand bookings wait for', async () => {
  const numbers = Array.from({ length: 1_100 }, (_, number) => number)
  const arrivals = numbers.map((number) => arrivalOf(place, 'office', { uid: `office-${number}` }))
  for (let first = 0; first < arrivals.length; first += 64) {
    await receive(database.db, place.workspaceId, arrivals.slice(first, first + 64))
  }
  const [leadId = ''] = await addLeads(database, place, ['office'])
  expect(await database.db.$count(bookings, eq(bookings.leadId, leadId))).toBe(1_100)
})
