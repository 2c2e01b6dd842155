import { afterAll, beforeAll, expect, test } from 'vitest'

import { toolCaller } from './caller.testing.ts'
import { hashTables, startTestApi, testSecret, type TestApi } from './testing.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

function caller() {
  return toolCaller(api, ['leads:read', 'deliveries:read', 'settings:write'])
}

test('without a secret there is nothing to test with', async () => {
  await expect(caller().endpoint.selfTest({ id: api.endpoint.id })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('Set one first'),
  })
})

test('a self-test plays a booking through the webhook and leaves nothing behind', async () => {
  await api.addSecret()
  // What tells of the test itself, and numbers that are folded later.
  const telling = ['audit_log', 'lead_counts']
  const before = await hashTables(api.sql, telling)
  const counts = await caller().lead.counts({})
  const { ok, steps } = await caller().endpoint.selfTest({ id: api.endpoint.id })
  expect({ ok, steps }).toEqual({
    ok: true,
    steps: [
      {
        step: 'created',
        ok: true,
        text: expect.stringContaining('moved from New to Booked'),
        ms: expect.any(Number),
      },
      {
        step: 'rescheduled',
        ok: true,
        text: expect.stringContaining('moved to'),
        ms: expect.any(Number),
      },
      {
        step: 'cancelled',
        ok: true,
        text: 'The cancellation was recorded.',
        ms: expect.any(Number),
      },
      { step: 'cleaned_up', ok: true, text: expect.any(String), ms: expect.any(Number) },
    ],
  })
  expect(await hashTables(api.sql, telling)).toEqual(before)
  expect(await caller().lead.counts({})).toEqual(counts)
})

test('it goes by the rules of the workspace', async () => {
  const stages = await caller().pipeline.stages()
  const surveyed = stages.find(({ name }) => name === 'Surveyed')
  await caller().pipeline.saveRules({
    rules: [{ fact: 'booked', eventTypeId: null, stageId: surveyed?.id ?? '' }],
  })
  const { steps } = await caller().endpoint.selfTest({ id: api.endpoint.id })
  expect(steps[0]?.text).toContain('moved from New to Surveyed')
})

test('what a test left that ended in the middle goes with the next one', async () => {
  const email = 'f00d@self-test.solar-capture.invalid'
  const createdAt = new Date().toISOString()
  const time = { startTime: '2027-01-04T10:00:00Z', endTime: '2027-01-04T11:00:00Z' }
  const payload = { uid: 'left', ...time, attendees: [{ email, name: 'Self-test' }] }
  const responses = { email: { value: email } }
  const body = { triggerEvent: 'BOOKING_CREATED', createdAt, payload: { ...payload, responses } }
  const { status } = await api.deliver(JSON.stringify(body), testSecret)
  expect(status).toBe(200)
  expect(await left()).toBe(1)
  await caller().endpoint.selfTest({ id: api.endpoint.id })
  expect(await left()).toBe(0)
})

async function left(): Promise<number> {
  const [row] = await api.sql<{ count: number }[]>`
    select count(*)::int as count from bookings where booker_email like '%self-test%'`
  return row?.count ?? Number.NaN
}

test('a paused account says that it has to be resumed', async () => {
  await api.setMode('paused')
  await expect(caller().endpoint.selfTest({ id: api.endpoint.id })).rejects.toMatchObject({
    message: expect.stringContaining('Resume it first'),
  })
})
