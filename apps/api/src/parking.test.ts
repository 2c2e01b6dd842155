import { afterAll, beforeAll, expect, test } from 'vitest'

import { sign } from '@solar-capture/core/signature'
import { parkedLimits, sweepParked } from '@solar-capture/db/parked'

import { calcomBody } from './calcom.testing.ts'
import { toolCaller } from './caller.testing.ts'
import { startTestApi, testSecret, type TestApi } from './testing.ts'

const hourMs = 60 * 60 * 1000
let clock = new Date()
let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
})
afterAll(() => api.close())

const caller = (to: TestApi = api) =>
  toolCaller(to, ['deliveries:read', 'settings:write', 'leads:read', 'leads:write'])

/** An endpoint of its own without a secret. */
async function start() {
  const { id, publicId } = await caller().endpoint.create({
    name: `Cal.com ${crypto.randomUUID()}`,
  })
  const path = `/webhooks/calcom/${publicId}`
  const post = async (body: string, secret = testSecret) =>
    (await api.deliver(body, secret, path)).status
  const parked = () => caller().endpoint.parked({ id })
  return { id, path, post, parked }
}

let uids = 0
const none = { applied: 0, unmatched: 0, held: 0, other: 0, dropped: 0 }

function booking(email: string, at = clock): string {
  uids += 1
  const booker = { name: 'Bo', email }
  return calcomBody({ sentAt: at.toISOString(), uid: `parked-${uids}`, booker })
}

async function settled(count: number, parked: () => Promise<{ count: number }>) {
  await expect.poll(async () => (await parked()).count, { timeout: 10_000 }).toBe(count)
}

test('what came before the first secret is applied once it is saved, at the time when it came', async () => {
  const { id, post, parked } = await start()
  const lead = await caller().lead.create({ name: 'Bo', email: 'bo@example.com' })
  const cameAt = clock
  expect(await post(booking('bo@example.com'))).toBe(401)
  await settled(1, parked)
  expect(await post(booking('bo@example.com'), 'a-secret-that-is-another-one-entirely')).toBe(401)
  await settled(2, parked)
  const refused = () => caller().delivery.list({ endpointId: id, outcome: 'rejected' })
  const countRefused = async () => (await refused()).items.length
  await expect.poll(countRefused, { timeout: 10_000 }).toBe(2)
  const [first] = await api.sql`select id from parked_bodies order by ctid`
  const stranger = (await refused()).items.filter((one) => one.id !== first?.id)
  const rows = await api.sql`select body from parked_bodies`
  expect(rows.some(({ body }) => (body as Buffer).includes('bo@example.com'))).toBe(false)
  expect(await caller().endpoint.applyParked({ id }).catch(String)).toContain('no webhook secret')

  clock = new Date(cameAt.getTime() + 20 * hourMs)
  expect(await parked()).toMatchObject({ count: 2, verifying: 0, oldestAt: cameAt.toISOString() })
  const saved = await caller().endpoint.setSecret({ id, secret: testSecret })
  expect(saved.parkedVerifying).toBe(1)
  expect(await parked()).toMatchObject({ count: 2, verifying: 1 })
  expect((await caller().lead.byId({ id: lead.id })).stage.name).toBe('New')
  expect(await caller().endpoint.applyParked({ id })).toEqual({ ...none, applied: 1, dropped: 1 })
  expect((await caller().lead.byId({ id: lead.id })).stage.name).toBe('Booked')
  const [delivery] = (await caller().delivery.list({ endpointId: id, outcome: 'applied' })).items
  expect(delivery?.at).toBe(cameAt.toISOString())
  // Applied it is not refused any more; the other one, which nothing verified, is.
  expect((await refused()).items).toEqual(stranger)
  const { last24h } = await caller().endpoint.status({ id })
  expect(last24h).toMatchObject({ applied: 1, rejected: 1 })
  const listed = (await caller().endpoint.list()).find((one) => one.id === id)
  expect(listed).toMatchObject({ status: 'healthy', secret: { lastUsedAt: cameAt.toISOString() } })
  expect(await parked()).toEqual({ count: 0, verifying: 0, oldestAt: null, newestAt: null })
  const told = await api.sql`select details from audit_log where action = 'parked_applied'`
  expect(told.map(({ details }) => details as object)).toEqual([
    { ...none, applied: 1, dropped: 1 },
  ])
})

test('what is applied while the account is paused is held, and said so', async () => {
  const { id, post, parked } = await start()
  await post(booking('ida@example.com'))
  await settled(1, parked)
  await caller().endpoint.setSecret({ id, secret: testSecret })
  await caller().endpoint.update({ id, mode: 'paused' })
  expect(await caller().endpoint.applyParked({ id })).toEqual({ ...none, held: 1 })
  const { items } = await caller().delivery.list({ endpointId: id, outcome: 'held' })
  expect(items).toHaveLength(1)
})

test('only what has the shape of a signature is parked, and nothing once there is a secret', async () => {
  const { id, path, post, parked } = await start()
  const body = booking('cleo@example.com')
  const mac = sign(testSecret, Buffer.from(body))
  for (const header of [[], ['no-secret-provided'], [mac.slice(1)], [mac, mac]]) {
    await api.post(body, { 'x-cal-signature-256': header }, path)
  }
  await api.post(body, {}, path)
  expect(await post(body)).toBe(401)
  await settled(1, parked)
  expect(await post(body)).toBe(401)
  await caller().endpoint.update({ id, mode: 'disabled' })
  expect(await post(booking('dev@example.com'))).toBe(401)
  await caller().endpoint.update({ id, mode: 'active' })
  await caller().endpoint.setSecret({ id, secret: testSecret })
  expect(await post(booking('dev@example.com'), 'a-secret-that-is-another-one-entirely')).toBe(401)
  expect(await post(booking('dev@example.com'))).toBe(200)
  expect((await parked()).count).toBe(1)
})

test('a flood fills fifty places and one MiB, and no more; the first ones stay', async () => {
  const many = await start()
  const first = booking('eli@example.com')
  expect(await many.post(first)).toBe(401)
  await settled(1, many.parked)
  await Promise.all(Array.from({ length: 80 }, (_, n) => many.post(`{"junk":${n}}`)))
  await settled(parkedLimits.count, many.parked)
  const large = await start()
  const filler = 'x'.repeat(300 * 1024)
  for (const n of [1, 2, 3, 4]) await large.post(JSON.stringify({ n, filler }))
  await settled(3, large.parked)
  await caller().endpoint.setSecret({ id: many.id, secret: testSecret })
  // Junk that is signed is Cal.com's all the same: it is kept as what could not be read.
  const done = await caller().endpoint.applyParked({ id: many.id })
  expect(done).toEqual({ ...none, unmatched: 1, other: parkedLimits.count - 1 })
  const { items } = await caller().delivery.list({ endpointId: many.id })
  expect(items.filter(({ outcome }) => outcome === 'unmatched')).toHaveLength(1)
})

test('after a day it is gone, and swept', async () => {
  const { post, parked } = await start()
  await post(booking('finn@example.com'))
  await settled(1, parked)
  clock = new Date(clock.getTime() + 24 * hourMs)
  expect((await parked()).count).toBe(0)
  await sweepParked(api.db, clock)
  expect(await api.sql`select from parked_bodies`).toHaveLength(0)
})

test('applied by two at once, or after a failure, each delivery takes effect once', async () => {
  const { id, post, parked } = await start()
  await post(booking('gus@example.com'))
  await post(booking('hana@example.com'))
  await settled(2, parked)
  await caller().endpoint.setSecret({ id, secret: testSecret })
  const kept = await api.sql`select * from parked_bodies`
  // While the old secret counts, it counts here too.
  await caller().endpoint.rotateSecret({ id, keepPreviousFor: '1h' })
  const results = await Promise.all([1, 2, 3].map(() => caller().endpoint.applyParked({ id })))
  expect(results.map(({ unmatched }) => unmatched).toSorted((a, b) => a - b)).toEqual([0, 0, 2])
  const { items } = await caller().delivery.list({ endpointId: id, outcome: 'unmatched' })
  expect(items.map(({ duplicates }) => duplicates)).toEqual([0, 0])
  // As when a process ends after they were received and before they were removed.
  await api.sql`insert into parked_bodies ${api.sql(kept.map((row) => ({ ...row })))}`
  expect(await caller().endpoint.applyParked({ id })).toEqual({ ...none, other: 2 })
  const again = await caller().delivery.list({ endpointId: id, outcome: 'unmatched' })
  expect(again.items.map(({ duplicates }) => duplicates)).toEqual([1, 1])
})
