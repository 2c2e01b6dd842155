import { afterAll, beforeAll, expect, test } from 'vitest'

import { badSecrets, goodSecrets } from '@solar-capture/core/secret-policy.testing'

import { calcomBody } from '../calcom.testing.ts'
import { toolCaller } from '../caller.testing.ts'
import { startTestApi, type TestApi } from '../testing.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const caller = () =>
  toolCaller(api, ['deliveries:read', 'settings:write', 'leads:read', 'leads:write'])

let made = 0
let started = 0

async function ping(secret: string, path = api.webhookPath): Promise<number> {
  made += 1
  const createdAt = new Date().toISOString()
  const body = JSON.stringify({ triggerEvent: 'PING', createdAt, payload: { made } })
  return (await api.deliver(body, secret, path)).status
}

/** An endpoint of its own with a first secret. */
async function start() {
  started += 1
  const first = `kL9wq2Zx8Vb4Nm6Tr1Yp3Sd5Fg7Hj0Ac-${started}`
  const { id, publicId } = await caller().endpoint.create({ name: `Cal.com Leeds ${started}` })
  await caller().endpoint.setSecret({ id, secret: first })
  const path = `/webhooks/calcom/${publicId}`
  const current = async () => {
    const found = (await caller().endpoint.list()).find((endpoint) => endpoint.id === id)
    if (!found) throw new Error('There is no such endpoint.')
    return found
  }
  return { id, first, current, pings: (secret: string) => ping(secret, path), path }
}

type Secret = { fingerprint: string } | null

function seenOf({ secret, previousSecret }: { secret: Secret; previousSecret: Secret }) {
  return {
    secret: secret?.fingerprint ?? null,
    previousSecret: previousSecret?.fingerprint ?? null,
  }
}

async function tell(action: string) {
  return api.sql<{ text: string; details: object }[]>`
    select details::text as text, details from audit_log where action = ${action}`
}

test('after a rotation both secrets count, the meter says which is used, and the old one can be stopped', async () => {
  const { id, first, current, pings } = await start()
  expect(await pings(first)).toBe(200)
  const { secret, endpoint } = await caller().endpoint.rotateSecret({ id, keepPreviousFor: '24h' })
  if (secret === null) throw new Error('None was given.')
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  // Bookings go on coming with the old one.
  expect(endpoint.status).toBe('healthy')
  const day = 24 * 60 * 60 * 1000
  const { expiresAt, fingerprint } = endpoint.previousSecret ?? { expiresAt: '', fingerprint: '' }
  expect(Math.abs(Date.parse(expiresAt) - Date.now() - day)).toBeLessThan(60_000)
  expect(fingerprint).toBe(api.deps.encryption.fingerprintOf(first))
  expect([await pings(first), await pings(secret), await pings(secret)]).toEqual([200, 200, 200])
  expect((await caller().endpoint.status({ id })).lastFive).toEqual({ current: 2, previous: 2 })
  const { secret: now, previousSecret } = await current()
  expect(now?.lastUsedAt).not.toBeNull()
  expect(previousSecret?.lastUsedAt).not.toBeNull()

  expect((await caller().endpoint.retirePrevious({ id })).previousSecret).toBeNull()
  expect([await pings(first), await pings(secret)]).toEqual([401, 200])
  await caller().endpoint.retirePrevious({ id })
  expect(await tell('secret_retired')).toMatchObject([{ details: { fingerprint } }])
  const rotated = await tell('secret_rotated')
  expect(rotated).toHaveLength(1)
  expect(rotated[0]?.text).not.toContain(secret)
})

test('a third secret within the overlap is refused with the time, unless the oldest was seen', async () => {
  const { id, first, current, pings } = await start()
  const second = `${first}-second`
  const third = `${first}-third`
  await caller().endpoint.rotateSecret({ id, secret: second, keepPreviousFor: '1h' })
  const rotation = { id, secret: third, keepPreviousFor: '7d' as const }
  await expect(caller().endpoint.rotateSecret(rotation)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringMatching(/still counts until 20\d\d-\d\d-\d\d \d\d:\d\d UTC/),
  })
  expect(await pings(first)).toBe(200)
  const seen = seenOf(await current())
  const { secret } = await caller().endpoint.rotateSecret({ ...rotation, seen })
  expect(secret).toBeNull()
  expect([await pings(first), await pings(second), await pings(third)]).toEqual([401, 200, 200])
})

test('a rotation without an overlap stops every old secret, whatever went before', async () => {
  const { id, first, current, pings } = await start()
  const second = `${first}-second`
  await caller().endpoint.rotateSecret({ id, secret: second, keepPreviousFor: '7d' })
  expect(await pings(first)).toBe(200)
  expect((await current()).status).toBe('healthy')
  const { secret } = await caller().endpoint.rotateSecret({ id, keepPreviousFor: 'none' })
  expect((await current()).status).toBe('waiting')
  expect([await pings(first), await pings(second)]).toEqual([401, 401])
  expect(await pings(secret ?? '')).toBe(200)
})

test('a secret that is weak, saved already or long gone is refused when rotating too', async () => {
  const { id, first } = await start()
  const rotate = (secret: string) =>
    caller().endpoint.rotateSecret({ id, secret, keepPreviousFor: '24h' })
  await expect(rotate('short')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  await expect(rotate(first)).rejects.toMatchObject({ code: 'CONFLICT' })
  await caller().endpoint.rotateSecret({ id, keepPreviousFor: 'none' })
  await api.sql`update endpoint_secrets set expires_at = now() - interval '2 days'
    where endpoint_id = ${id} and status = 'retired'`
  await expect(rotate(first)).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('of twenty rotations at once within an overlap one succeeds', async () => {
  const { id } = await start()
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => caller().endpoint.rotateSecret({ id, keepPreviousFor: '1h' })),
  )
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const rows = await api.sql`select status::text, count(*)::int from endpoint_secrets
    where endpoint_id = ${id} group by 1 order by 1`
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { status: 'current', count: 1 },
    { status: 'previous', count: 1 },
  ])
})

test('a secret is checked five times a minute, and the log tells of it without the value', async () => {
  const { id, first } = await start()
  const before = `${first}-before`
  await caller().endpoint.rotateSecret({ id, secret: before, keepPreviousFor: 'none' })
  const { secret } = await caller().endpoint.rotateSecret({ id, keepPreviousFor: '1h' })
  const check = async (text: string) =>
    (await caller().endpoint.checkSecret({ id, secret: text })).matches
  expect(await check(secret ?? '')).toBe('current')
  expect(await check(before)).toBe('previous')
  expect(await check(first)).toBe('retired')
  expect(await check(`\u200b${secret}\n`)).toBe('spaced')
  const results = await Promise.allSettled([check('other'), check('another'), check('one more')])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(check(before)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  const entries = await tell('secret_checked')
  expect(entries).toHaveLength(5)
  expect(entries.some(({ text }) => text.includes(first))).toBe(false)
})

/** Has a booking of this person arrive, signed with `secret`. */
async function book(name: string, secret: string, path: string) {
  const person = { name, email: `${name}@example.com` }
  const lead = await caller().lead.create(person)
  const body = calcomBody({
    sentAt: new Date().toISOString(),
    uid: `leaked-${name}`,
    booker: person,
  })
  expect((await api.deliver(body, secret, path)).status).toBe(200)
  return lead.id
}

test('what each secret brought in is listed with leads and effects, also of those that a leak stopped', async () => {
  const { id, first, path } = await start()
  const leadId = await book('Bo', first, path)
  const { secret: second } = await caller().endpoint.rotateSecret({ id, keepPreviousFor: '24h' })
  await book('Ann', first, path)
  await caller().endpoint.rotateSecret({ id, keepPreviousFor: 'none' })
  const fingerprints = [second ?? '', first].map((one) => api.deps.encryption.fingerprintOf(one))
  const report = await caller().endpoint.leakReport({ id })
  expect(report.secrets).toMatchObject([
    { status: 'current', count: 0 },
    { status: 'retired', fingerprint: fingerprints[0], count: 0 },
    { status: 'retired', fingerprint: fingerprints[1], count: 2, isAtLeast: false },
  ])
  expect(report.items.map(({ leadName }) => leadName)).toEqual(['Ann', 'Bo'])
  expect(report.items[1]).toMatchObject({ leadId, effect: expect.stringContaining('New → Booked') })
  const [fingerprint] = fingerprints
  const { items, secrets } = await caller().endpoint.leakReport({ id, fingerprint })
  expect([items.length, secrets.length]).toEqual([0, 3])
  const since = new Date(Date.now() + 1_000).toISOString()
  const later = await caller().endpoint.leakReport({ id, since })
  expect(later.secrets.map(({ count }) => count)).toEqual([0, 0, 0])
  expect(later.items).toEqual([])
  await expect(
    caller().endpoint.leakReport({ id, fingerprint: '0000-0000' }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await tell('secret_leak_reported')).map(({ details }) => details)).toEqual([
    { count: 2 },
    { fingerprint, count: 0 },
    { count: 0 },
  ])
})

test('a secret that was put back is told of once, with all that it brought in', async () => {
  const { id, first, path } = await start()
  await book('Cy', first, path)
  await caller().endpoint.setSecret({ id, secret: `${first}-by-mistake` })
  await caller().endpoint.setSecret({ id, secret: first })
  await book('Di', first, path)
  const { secrets } = await caller().endpoint.leakReport({ id })
  expect(secrets).toMatchObject([
    { status: 'current', fingerprint: api.deps.encryption.fingerprintOf(first), count: 2 },
    { status: 'retired', count: 0 },
  ])
})

test('a secret that was stopped never comes back, however it was stopped', async () => {
  const stopped = expect.objectContaining({
    code: 'CONFLICT',
    message: expect.stringContaining('was stopped here'),
  })
  const leak = await start()
  const overlap = await start()
  const dropped = await start()
  await leak.pings(leak.first)
  await caller().endpoint.rotateSecret({ id: leak.id, keepPreviousFor: 'none' })
  await caller().endpoint.rotateSecret({ id: overlap.id, keepPreviousFor: '24h' })
  await caller().endpoint.retirePrevious({ id: overlap.id })
  for (let time = 0; time < 2; time += 1) {
    const seen = seenOf(await dropped.current())
    await caller().endpoint.rotateSecret({ id: dropped.id, keepPreviousFor: '24h', seen })
  }
  for (const { id, first, current, pings } of [leak, overlap, dropped]) {
    await expect(caller().endpoint.setSecret({ id, secret: first })).rejects.toEqual(stopped)
    const seen = seenOf(await current())
    const again = { id, secret: first, keepPreviousFor: '1h' as const, seen }
    await expect(caller().endpoint.rotateSecret(again)).rejects.toEqual(stopped)
    expect(await pings(first)).toBe(401)
  }
})

test('a secret that was stopped at one account is taken by no other', async () => {
  const { id, first } = await start()
  const other = await start()
  await caller().endpoint.rotateSecret({ id, keepPreviousFor: 'none' })
  const stopped = expect.objectContaining({
    code: 'CONFLICT',
    message: expect.stringContaining('was stopped here'),
  })
  const again = { id: other.id, secret: first, keepPreviousFor: '1h' as const }
  await expect(caller().endpoint.setSecret({ id: other.id, secret: first })).rejects.toEqual(
    stopped,
  )
  await expect(caller().endpoint.rotateSecret(again)).rejects.toEqual(stopped)
  expect([await other.pings(first), await other.pings(other.first)]).toEqual([401, 200])
})

test('rotating leaves the end of what ended before as it was', async () => {
  const { id, first } = await start()
  await caller().endpoint.rotateSecret({ id, keepPreviousFor: '1h' })
  await api.sql`update endpoint_secrets set expires_at = now() - interval '3 days'
    where endpoint_id = ${id} and version = 1`
  await caller().endpoint.rotateSecret({ id, keepPreviousFor: '1h' })
  await caller().endpoint.rotateSecret({ id, keepPreviousFor: 'none' })
  await expect(caller().endpoint.setSecret({ id, secret: first })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('used here before'),
  })
})

test('every good secret is saved and works, every bad one is refused with the reason and saves nothing', async () => {
  const { id, pings } = await start()
  for (const [name, secret] of goodSecrets) {
    await caller().endpoint.setSecret({ id, secret })
    expect([name, await pings(secret)]).toEqual([name, 200])
  }
  const stored = () => api.sql`select version from endpoint_secrets where endpoint_id = ${id}`
  const before = await stored()
  for (const [name, secret, words] of badSecrets) {
    const refusal = {
      code: 'BAD_REQUEST',
      // What the database cannot hold is refused for all texts alike.
      message: expect.stringContaining(name === 'a NUL' ? 'cannot be stored' : words),
    }
    await expect(caller().endpoint.setSecret({ id, secret })).rejects.toMatchObject(refusal)
    const rotation = { id, secret, keepPreviousFor: '1h' as const }
    await expect(caller().endpoint.rotateSecret(rotation)).rejects.toMatchObject(refusal)
  }
  expect(await stored()).toEqual(before)
})
