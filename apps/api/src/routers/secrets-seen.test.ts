import { afterAll, beforeAll, expect, test } from 'vitest'

import { toolCaller } from '../caller.testing.ts'
import { startTestApi, type TestApi } from '../testing.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const caller = () => toolCaller(api, ['deliveries:read', 'settings:write'])
const changed = expect.objectContaining({
  code: 'CONFLICT',
  message: expect.stringContaining('changed in the meantime'),
})

/** An endpoint of its own with a first secret. */
async function start() {
  const { id, publicId } = await caller().endpoint.create({ name: crypto.randomUUID() })
  const { secret: first } = await caller().endpoint.generateSecret({ id })
  const pings = async (secret: string) => {
    const createdAt = new Date().toISOString()
    const body = JSON.stringify({ triggerEvent: 'PING', createdAt, payload: {} })
    return (await api.deliver(body, secret, `/webhooks/calcom/${publicId}`)).status
  }
  const see = async () => {
    const found = (await caller().endpoint.list()).find((endpoint) => endpoint.id === id)
    const { secret, previousSecret } = found ?? { secret: null, previousSecret: null }
    return {
      secret: secret?.fingerprint ?? null,
      previousSecret: previousSecret?.fingerprint ?? null,
    }
  }
  return { id, first, pings, see }
}

test('who saw other secrets than those that count stops none of them', async () => {
  const { id, first, pings, see } = await start()
  const seen = await see()
  const { secret } = await caller().endpoint.rotateSecret({ id, keepPreviousFor: '24h', seen })
  for (const keepPreviousFor of ['24h', 'none'] as const) {
    const again = { id, keepPreviousFor, seen }
    await expect(caller().endpoint.rotateSecret(again)).rejects.toEqual(changed)
  }
  const onlyCurrent = { ...(await see()), previousSecret: null }
  const pasted = { id, secret: `${first}-pasted`, seen: onlyCurrent }
  await expect(caller().endpoint.setSecret(pasted)).rejects.toEqual(changed)
  const none = { secret: null, previousSecret: null }
  await expect(caller().endpoint.generateSecret({ id, seen: none })).rejects.toEqual(changed)
  expect([await pings(first), await pings(secret ?? '')]).toEqual([200, 200])
})

test('of twenty rotations at once by who saw both secrets one succeeds, and the one in use goes on', async () => {
  const { id, first, pings, see } = await start()
  const { secret: used } = await caller().endpoint.rotateSecret({ id, keepPreviousFor: '24h' })
  const rotation = { id, keepPreviousFor: '24h' as const, seen: await see() }
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => caller().endpoint.rotateSecret(rotation)),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect([await pings(first), await pings(used ?? '')]).toEqual([401, 200])
})

test('a previous secret that has ended since it was seen is missed by nobody', async () => {
  const { id, pings, see } = await start()
  const { secret } = await caller().endpoint.rotateSecret({ id, keepPreviousFor: '24h' })
  const seen = await see()
  await caller().endpoint.retirePrevious({ id })
  await caller().endpoint.rotateSecret({ id, keepPreviousFor: '1h', seen })
  expect(await pings(secret ?? '')).toBe(200)
})
