import { afterAll, beforeAll, expect, test } from 'vitest'

import { sign } from '@solar-capture/core/signature'

import { toolCaller } from '../caller.testing.ts'
import { startTestApi, type TestApi } from '../testing.ts'

const good = 'kL9wq2Zx8Vb4Nm6Tr1Yp3Sd5Fg7Hj0Ac'
const better = 'zQ8wE2rT6yU4iO0pA1sD3fG5hJ7kL9xC'
let clock = new Date('2026-11-20T09:00:00.000Z')
let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
})
afterAll(() => api.close())

function caller() {
  return toolCaller(api, ['deliveries:read', 'settings:write'])
}

async function ping(secret: string): Promise<number> {
  const createdAt = clock.toISOString()
  const body = JSON.stringify({ triggerEvent: 'PING', createdAt, payload: { n: Math.random() } })
  const signature = sign(secret, Buffer.from(body))
  return (await api.post(body, { 'x-cal-signature-256': signature })).status
}

async function only() {
  const [endpoint] = await caller().endpoint.list()
  if (!endpoint) throw new Error('There is no endpoint.')
  return endpoint
}

test('a secret is saved, used, and never answered', async () => {
  const { id, status, secret, url } = await only()
  expect({ status, secret, url }).toEqual({
    status: 'needs_secret',
    secret: null,
    url: `http://localhost:3000${api.webhookPath}`,
  })
  expect(await ping(good)).toBe(401)
  const saved = await caller().endpoint.setSecret({ id, secret: good })
  expect(saved).toMatchObject({ status: 'waiting', secret: { set: true, length: 32 } })
  expect(JSON.stringify(saved)).not.toContain(good)
  clock = new Date('2026-11-20T09:01:00.000Z')
  expect(await ping(good)).toBe(200)
  const { status: now, secret: used } = await only()
  expect({ now, lastUsedAt: used?.lastUsedAt }).toEqual({
    now: 'healthy',
    lastUsedAt: '2026-11-20T09:01:00.000Z',
  })
  const rows = await api.sql`select * from endpoint_secrets`
  expect(JSON.stringify(rows)).not.toContain(good)
})

test('a wrong secret shows why deliveries are refused, and the right one can be put back', async () => {
  const { id } = await only()
  clock = new Date('2026-11-20T18:00:00.000Z')
  await caller().endpoint.setSecret({ id, secret: better })
  clock = new Date('2026-11-20T18:01:00.000Z')
  expect(await ping(good)).toBe(401)
  await expect.poll(async () => (await only()).status, { timeout: 10_000 }).toBe('rejecting')
  const status = await caller().endpoint.status({ id })
  expect(status.lastRejection).toMatchObject({ cause: 'retired_secret' })
  expect(status.lastRejection?.text).toContain('Paste the current one in Cal.com')
  expect(status.last24h).toMatchObject({ rejected: 2, other: 1 })
  const { items } = await caller().delivery.list({ outcome: 'rejected' })
  expect(items[0]).toMatchObject({ cause: status.lastRejection?.text, leadId: null })
  const found = await caller().delivery.byId({ id: items[0]?.id ?? '' })
  expect(found).toMatchObject({ outcome: 'rejected', headerShape: expect.any(String) })
  await caller().endpoint.setSecret({ id, secret: good })
  clock = new Date('2026-11-20T18:02:00.000Z')
  expect(await ping(good)).toBe(200)
  expect((await only()).status).toBe('healthy')
})

test('the secret that is saved already may be saved again, one of last week may not', async () => {
  const { id } = await only()
  await caller().endpoint.setSecret({ id, secret: good })
  expect(await ping(good)).toBe(200)
  clock = new Date('2026-11-27T18:02:00.000Z')
  await expect(caller().endpoint.setSecret({ id, secret: better })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})

test.each(['', 'short', ` ${good}`, `${good}\n`])(
  'the secret %j is refused with a reason',
  async (secret) => {
    const { id } = await only()
    await expect(caller().endpoint.setSecret({ id, secret })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(/secret/),
    })
  },
)

test('a generated secret works at once', async () => {
  const { id } = await only()
  const { secret } = await caller().endpoint.generateSecret({ id })
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(await ping(secret)).toBe(200)
  expect(await ping(good)).toBe(401)
})

test('a disabled endpoint says so to Cal.com only', async () => {
  const { id } = await only()
  const { secret } = await caller().endpoint.generateSecret({ id })
  expect(await caller().endpoint.update({ id, mode: 'disabled' })).toMatchObject({
    status: 'disabled',
  })
  expect(await ping(secret)).toBe(403)
  expect(await ping(good)).toBe(401)
  await caller().endpoint.update({ id, mode: 'active', name: 'Cal.com London' })
  expect(await ping(secret)).toBe(200)
  expect((await only()).name).toBe('Cal.com London')
})

test('no two accounts have the same name, whoever gives it at the same time', async () => {
  const { id, name } = await caller().endpoint.create({ name: 'Roofs York' })
  const taken = { code: 'CONFLICT', message: 'There is an account with this name.' }
  await expect(caller().endpoint.create({ name: ' roofs YORK ' })).rejects.toMatchObject(taken)
  const other = await caller().endpoint.create({ name: 'Roofs Hull' })
  const rename = caller().endpoint.update({ id: other.id, name })
  await expect(rename).rejects.toMatchObject(taken)
  expect((await caller().endpoint.update({ id, name: 'ROOFS York' })).name).toBe('ROOFS York')
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, () => caller().endpoint.create({ name: 'Roofs Bath' })),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('a second endpoint has an address of its own', async () => {
  const { id, url, status } = await caller().endpoint.create({ name: 'Cal.com Leeds' })
  expect(status).toBe('needs_secret')
  expect(url).not.toBe((await only()).url)
  await expect(caller().endpoint.status({ id: crypto.randomUUID() })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  expect((await caller().endpoint.status({ id })).lastDelivery).toBeNull()
})
