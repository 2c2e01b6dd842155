import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { toolCaller } from './caller.testing.ts'
import { runSelfTest } from './self-test.ts'
import { startTestApi, type TestApi } from './testing.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
  await api.addSecret()
})
afterAll(() => api.close())

async function run() {
  const { publicId } = api.endpoint
  const change = { workspaceId: api.workspaceId, actor: { kind: 'user' as const, name: 'Ana' } }
  const endpoint = { publicId, mode: 'active' }
  return runSelfTest(api.deps, endpoint, { ...change, now: new Date() })
}

test('a lead that a test left before anything was sent goes with the next one, once it is a minute old', async () => {
  const email = 'cafe@self-test.solar-capture.invalid'
  const caller = toolCaller(api, ['leads:read', 'leads:write'])
  const { id } = await caller.lead.create({ name: 'Self-test', email, source: 'Self-test' })
  const here = () => api.sql`select from leads where id = ${id}`
  await run()
  expect(await here()).toHaveLength(1)
  await api.sql`update leads set created_at = created_at - interval '61 seconds' where id = ${id}`
  await run()
  expect(await here()).toHaveLength(0)
})

test('tests that run side by side leave each other alone', async () => {
  const tests = Array.from({ length: 12 }, async (_, index) => {
    await sleep(index * 15)
    return run()
  })
  const results = (await Promise.all(tests)).flat()
  expect(results.filter(({ ok }) => !ok)).toEqual([])
  expect(results).toHaveLength(12 * 4)
  expect(await api.sql`select from leads where source = 'Self-test'`).toHaveLength(0)
})
