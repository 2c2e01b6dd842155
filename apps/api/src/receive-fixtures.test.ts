import { afterAll, beforeAll, expect, test } from 'vitest'

import { bookingTriggers } from '@solar-capture/core/booking-event'
import { fixtures, fixtureSecret, type Fixture } from '@solar-capture/core/fixtures.testing'

import { sentAt } from './fixture-clock.testing.ts'
import { startTestApi, type TestApi } from './testing.ts'

let clock = new Date()
let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
  await api.addSecret(fixtureSecret)
})
afterAll(() => api.close())

const used: readonly (string | null)[] = bookingTriggers
const special: Record<string, [number, string]> = {
  '01-ping.body': [200, 'pong'],
  '02-ping-unsigned.body': [401, 'invalid_signature'],
  // They tell what another one told before.
  '11-created-second-webhook.body': [200, 'duplicate'],
  '41-requested-async-builder.body': [200, 'duplicate'],
  '92-created-v2026-07-27-ics.body': [200, 'duplicate'],
  // The meeting had been moved and cancelled by then.
  '84-meeting-ended.body': [200, 'ignored'],
  'a1-empty-object.body': [422, 'unsupported_payload'],
  'a3-json-template.body': [422, 'unsupported_payload'],
  'a4-form-template.body': [400, 'invalid_json'],
  'a6-zapier-body.body': [422, 'unsupported_payload'],
}

test.each(fixtures)('$file is answered as the contract says', async (delivery) => {
  const isUsed = used.includes(delivery.triggerEvent)
  const [status, word] = special[delivery.file] ?? [200, isUsed ? 'unmatched' : 'ignored']
  const answer = await post(delivery)
  expect(answer.status).toBe(status)
  const said = JSON.parse(answer.body) as { error?: string; result?: string }
  expect(said.error ?? said.result).toBe(word)
  const again = await post(delivery)
  expect(again.status).toBe(status)
  if (status === 200) expect(JSON.parse(again.body)).toMatchObject({ result: 'duplicate' })
})

/** Posts a fixture with its own headers and bytes, one second after it was sent. */
function post({ headers, body, ...fixture }: Fixture) {
  clock = new Date(sentAt({ headers, body, ...fixture }).getTime() + 1_000)
  return api.post(body, headers)
}
