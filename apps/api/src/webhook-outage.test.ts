import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'

import { connectRenewable } from '@solar-capture/db/renewable'

import { startFaultyProxy } from './faulty-proxy.testing.ts'
import { startTestApi, testSecret, type TestApi } from './testing.ts'

let api: TestApi
let proxy: Awaited<ReturnType<typeof startFaultyProxy>>
let ingest: ReturnType<typeof connectRenewable>
beforeAll(async () => {
  api = await startTestApi({
    app: { onStalled: () => ingest.renew() },
    replace: async ({ url }) => {
      proxy = await startFaultyProxy(url)
      ingest = connectRenewable(proxy.url, { max: 4 })
      return { ingestDb: ingest.db }
    },
  })
  await api.addSecret()
})
afterAll(async () => {
  await api.close()
  await ingest.close()
  await proxy.close()
})

let count = 0
const nextBody = () => JSON.stringify({ triggerEvent: 'PING', n: count++ })
const timed = async <T>(work: Promise<T>): Promise<[T, number]> => {
  const startedAt = performance.now()
  return [await work, performance.now() - startedAt]
}

beforeEach(async () => {
  proxy.set('pass')
  await vi.waitUntil(async () => (await api.deliver(nextBody())).status === 200, {
    timeout: 20_000,
  })
})

const unavailable = { status: 503, body: '{"error":"unavailable"}' }

test('while the database refuses connections a signed delivery is answered 503 in time', async () => {
  const before = await api.sql`select id from deliveries`
  proxy.set('refuse')
  const [answer, ms] = await timed(api.deliver(nextBody()))
  expect(answer).toMatchObject(unavailable)
  expect(answer.headers['retry-after']).toBe('5')
  expect(ms).toBeLessThan(5_000)
  expect(await api.sql`select id from deliveries`).toEqual(before)
  expect((await api.post(nextBody())).status).toBe(401)
  const ready = await api.send({ path: '/readyz' })
  expect(ready).toMatchObject({ status: 503, body: '{"status":"database_unavailable"}' })
  expect((await api.send({ path: '/healthz' })).status).toBe(200)
})

test('while the database answers nothing a signed delivery is answered 503 in time', async () => {
  proxy.set('swallow')
  const [answer, ms] = await timed(api.deliver(nextBody()))
  expect(answer).toMatchObject(unavailable)
  expect(ms).toBeLessThan(5_100)
  const [ready, readyMs] = await timed(api.send({ path: '/readyz' }))
  expect(ready.status).toBe(503)
  expect(readyMs).toBeLessThan(2_500)
})

test('connections whose other end has vanished are given up, and new ones are made', async () => {
  proxy.set('swallow')
  await Promise.all(Array.from({ length: 6 }, () => api.deliver(nextBody())))
  proxy.set('forget')
  const [, ms] = await timed(
    expect.poll(async () => (await api.deliver(nextBody())).status, { timeout: 20_000 }).toBe(200),
  )
  expect(ms).toBeLessThan(6_000)
}, 60_000)

test('an outage of two seconds costs no delivery', async () => {
  proxy.set('refuse')
  const answers = Promise.all(Array.from({ length: 10 }, () => api.deliver(nextBody())))
  await sleep(2_000)
  proxy.set('pass')
  expect((await answers).map(({ status }) => status)).toEqual(Array(10).fill(200))
})

test('a connection that is lost in the middle costs no delivery', async () => {
  for (let round = 0; round < 30; round++) {
    const answer = api.deliver(nextBody())
    await sleep(round % 10)
    proxy.set('refuse')
    proxy.set('pass')
    expect((await answer).status).toBe(200)
  }
})

test('the webhook works again within two seconds after a long outage', async () => {
  proxy.set('refuse')
  const endsAt = performance.now() + 8_000
  while (performance.now() < endsAt) await api.deliver(nextBody())
  proxy.set('pass')
  const [, ms] = await timed(
    expect.poll(async () => (await api.deliver(nextBody())).status, { timeout: 20_000 }).toBe(200),
  )
  expect(ms).toBeLessThan(2_000)
}, 60_000)

test('when 64 deliveries wait beside three groups that are being committed the rest is told to come back', async () => {
  let unlock = () => {}
  const locked = api.sql.begin(async (tx) => {
    await tx`lock table deliveries in access exclusive mode`
    await new Promise<void>((resolve) => (unlock = resolve))
  })
  await sleep(100)
  const answers = Promise.all(
    Array.from({ length: 272 }, (_, index) =>
      // One address has fewer connections.
      api.deliver(nextBody(), testSecret, api.webhookPath, `127.0.0.${1 + (index % 2)}`),
    ),
  )
  await sleep(1_600)
  unlock()
  await locked
  const statuses = (await answers).map(
    ({ status, headers }) => `${status} ${String(headers['retry-after'] ?? '')}`,
  )
  expect(statuses.filter((status) => status === '503 1')).toHaveLength(16)
  expect(statuses.filter((status) => status === '200 ')).toHaveLength(256)
})

test('a slow dashboard keeps no delivery waiting', async () => {
  const busy = Array.from({ length: 20 }, () => api.sql`select pg_sleep(1)`)
  const [answer, ms] = await timed(api.deliver(nextBody()))
  expect(answer.status).toBe(200)
  expect(ms).toBeLessThan(1_000)
  await Promise.all(busy)
})
