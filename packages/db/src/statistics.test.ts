import { afterAll, beforeAll, expect, test } from 'vitest'

import { noteGrowth } from './statistics.ts'
import { createTestDatabase } from './testing.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
beforeAll(async () => {
  database = await createTestDatabase()
  // It would do the same at some time.
  await database.sql`alter table booking_contacts set (autovacuum_enabled = false)`
})
afterAll(() => database.close())

const grow = (count: number) => database.sql`
  insert into booking_contacts (workspace_id, contact, uid)
  select gen_random_uuid(), 'jane@acme.example', 'uid' from generate_series(1, ${count}::int)`
const knownRows = async () => {
  const [row] =
    await database.sql`select reltuples::int as rows from pg_class where relname = 'booking_contacts'`
  return Number(row?.['rows'])
}

test('tables are looked at anew when they have doubled and as many deliveries came again', async () => {
  await grow(1_000)
  await noteGrowth(database.db, 8)
  expect(await knownRows()).toBe(1_000)
  await grow(500)
  await noteGrowth(database.db, 8)
  expect(await knownRows()).toBe(1_000)
  await grow(1_500)
  await noteGrowth(database.db, 1)
  expect(await knownRows()).toBe(1_000)
  await noteGrowth(database.db, 15)
  expect(await knownRows()).toBe(3_000)
})
