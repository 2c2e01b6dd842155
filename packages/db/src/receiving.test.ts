import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { addLeads, addPlace, arrivalOf } from './arrival.testing.ts'
import type { Arrival } from './arrival.ts'
import { receive } from './receiving.ts'
import * as schema from './schema.ts'
import { createTestDatabase } from './testing.ts'

const now = new Date('2026-11-20T10:00:01Z')
const statements: string[] = []
let database: Awaited<ReturnType<typeof createTestDatabase>>
let counting: postgres.Sql
let place: Awaited<ReturnType<typeof addPlace>>

beforeAll(async () => {
  database = await createTestDatabase()
  place = await addPlace(database, now)
  counting = postgres(database.url, {
    max: 1,
    fetch_types: false,
    debug: (_connection, query) => void statements.push(query),
  })
})
afterAll(async () => {
  await counting.end()
  await database.close()
})

async function statementsFor(arrivals: Arrival[]): Promise<string[]> {
  statements.length = 0
  const { receipts } = await receive(drizzle(counting, { schema }), place.workspaceId, arrivals)
  expect(receipts.map((one) => one.kind === 'recorded' && one.outcome)).toEqual(
    arrivals.map(() => 'applied'),
  )
  return [...statements]
}

test('the same statements are sent for one delivery and for 64', async () => {
  const names = Array.from({ length: 64 }, (_, index) => `many${index}`)
  await addLeads(database, place, ['alone', ...names])
  const one = await statementsFor([arrivalOf(place, 'alone')])
  const many = await statementsFor(names.map((name) => arrivalOf(place, name)))
  expect(many).toEqual(one)
  // begin; locks, what is reached and came before; all that is written; commit
  expect(one).toHaveLength(5)
})

test('a body that comes three times in one batch is kept once, and the others are counted', async () => {
  await addLeads(database, place, ['thrice'])
  const { receipts } = await receive(database.db, place.workspaceId, [
    arrivalOf(place, 'thrice'),
    arrivalOf(place, 'thrice'),
    { ...arrivalOf(place, 'thrice'), at: new Date(now.getTime() + 5_000) },
  ])
  expect(receipts.map((one) => one.kind === 'recorded' && one.outcome)).toEqual([
    ...['applied', 'duplicate', 'duplicate'],
  ])
  const [first] = receipts
  expect(new Set(receipts.map((one) => one.kind === 'recorded' && one.id)).size).toBe(1)
  const stored = await database.sql`
    select duplicates, last_duplicate_at as last from deliveries
    where id = ${first?.kind === 'recorded' ? first.id : ''}`
  expect(stored).toEqual([{ duplicates: 2, last: expect.anything() }])
  await receive(database.db, place.workspaceId, [arrivalOf(place, 'thrice')])
  const [{ duplicates } = {}] = await database.sql`
    select duplicates from deliveries where id = ${first?.kind === 'recorded' ? first.id : ''}`
  expect(duplicates).toBe(3)
})

test('both halves of a chain in one batch end as one after the other', async () => {
  await addLeads(database, place, ['together', 'apart'])
  const halves = (name: string) => [
    arrivalOf(place, name, {
      ...{ uid: `${name}-2`, rescheduleUid: `${name}-1`, trigger: 'BOOKING_RESCHEDULED' },
      ...{ sentAt: '2026-11-20T11:00:00.000Z', startTime: '2026-12-02T15:00:00.000Z' },
    }),
    arrivalOf(place, name, { uid: `${name}-1` }),
  ]
  await receive(database.db, place.workspaceId, halves('together'))
  for (const half of halves('apart').toReversed())
    await receive(database.db, place.workspaceId, [half])
  const bookings = await database.sql`
    select status, start_time, reschedule_count, (
      select array_agg(right(uid, 2) order by position) from booking_uids where booking_id = bookings.id
    ) as uids
    from bookings join leads on leads.id = lead_id where leads.name in ('together', 'apart')`
  expect(bookings).toHaveLength(2)
  expect(bookings[0]).toEqual(bookings[1])
  expect(bookings[0]).toMatchObject({ reschedule_count: 1, uids: ['-1', '-2'] })
})

test('a lead that somebody changed a moment later was not changed earlier because of a delivery', async () => {
  const seconds = (count: number) => new Date(now.getTime() + count * 1_000)
  const add = (at: Date, name: string) => addLeads(database, { ...place, now: at }, [name])
  const [soon = ''] = await add(seconds(2), 'soon')
  const [wrong = ''] = await add(seconds(3_600), 'wrong')
  await receive(database.db, place.workspaceId, [
    arrivalOf(place, 'soon'),
    arrivalOf(place, 'wrong'),
  ])
  const changed = new Map(
    (await database.db.select().from(schema.leads)).map(({ id, updatedAt }) => [id, updatedAt]),
  )
  expect(changed.get(soon)).toEqual(seconds(2))
  // No clock of a server is an hour ahead.
  expect(changed.get(wrong)).toEqual(seconds(10))
})
