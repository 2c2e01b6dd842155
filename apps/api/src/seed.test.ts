import { afterAll, beforeAll, expect, test } from 'vitest'

import { countLeads } from '@solar-capture/db/lead-counts'

import { seed } from './seed.ts'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

test('invented leads have bookings of every kind, and more can be added', async () => {
  expect(await seed(api.deps, 150)).toMatch(/^Added 150 leads/)
  expect(await seed(api.deps, 50)).toMatch(/^Added 50 leads/)
  const { total, byStage } = await countLeads(api.db, api.workspaceId, {
    filter: {},
    now: new Date(),
  })
  expect(total).toBe(200)
  expect(byStage).toHaveLength(7)
  const statuses = await api.sql`select distinct status from bookings order by 1`
  expect(statuses.map(({ status }) => status)).toEqual(['confirmed', 'cancelled', 'completed'])
  const [missed] = await api.sql`select count(*)::int as count from bookings where no_show`
  expect(missed?.['count']).toBeGreaterThan(0)
  const [moved] =
    await api.sql`select count(*)::int as count from bookings where reschedule_count > 0`
  expect(moved?.['count']).toBeGreaterThan(0)
  const outcomes = await api.sql`select distinct outcome from deliveries`
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied'])
})
