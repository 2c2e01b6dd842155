import { afterAll, beforeAll, expect, test } from 'vitest'

import { addLeads, addPlace } from './arrival.testing.ts'
import { listGroups } from './lead-groups.ts'
import { listStages } from './pipeline.ts'
import { createTestDatabase } from './testing.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

test('leads that are moved by one statement are noted as one number for each group', async () => {
  const { sql, db } = database
  const place = await addPlace(database, new Date())
  const { workspaceId } = place
  const names = Array.from({ length: 60 }, (_, index) => `lead${index}`)
  await addLeads(database, place, names)
  const stages = await listStages(db, workspaceId)
  const [, second = '', , third = ''] = stages.map(({ id }) => id)
  const own = sql`workspace_id = ${workspaceId}`
  await sql`update leads set stage_id = ${second} where ${own} and email like '%3@acme.example'`
  const noted = async () => {
    const [row] = await sql<{ rows: number }[]>`
      select count(*)::int as rows from lead_counts where ${own}`
    return row?.rows ?? 0
  }
  const before = await noted()
  await sql`update leads set stage_id = ${third}, updated_at = now() where ${own}`
  // What both stages lose, and what the third one gets.
  expect((await noted()) - before).toBe(3)
  await sql`update leads set updated_at = now(), source = source where ${own}`
  expect((await noted()) - before).toBe(3)
  await sql`update leads set source = 'Fair' where ${own} and email like 'lead1%'`
  expect((await noted()) - before).toBe(5)
  const groups = await listGroups(db, workspaceId, {})
  expect(groups.map(({ stageId }) => stageId)).toEqual([third, third])
  expect(groups.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual([11, 49])
})
