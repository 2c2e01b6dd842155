import { randomBytes } from 'node:crypto'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { addEndpoint } from '@solar-capture/db/endpoints'
import { newId } from '@solar-capture/db/new-id'
import { endpointSecrets } from '@solar-capture/db/schema'

import { toolCaller } from './caller.testing.ts'
import type { Secret, SecretPlace } from './encryption.ts'
import { startTestApi, testSecret, type TestApi } from './testing.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

/** Makes an endpoint whose secret is stored as `spoil` makes it, and answers its id and what a delivery to it is answered. */
async function tryWith(spoil: (secret: Secret, place: SecretPlace) => Secret) {
  const { workspaceId, db, deps } = api
  const id = newId()
  const publicId = randomBytes(16).toString('base64url')
  await addEndpoint(db, { id, workspaceId, publicId, name: publicId, createdAt: new Date() })
  const place = { endpointId: id, version: 1 }
  const sealed = spoil(deps.encryption.sealSecret(testSecret, place), place)
  await db.insert(endpointSecrets).values({
    ...{ ...sealed, ...place, status: 'current', length: testSecret.length },
    fingerprint: deps.encryption.fingerprintOf(testSecret),
  })
  const body = JSON.stringify({ triggerEvent: 'PING', id })
  const { status } = await api.deliver(body, testSecret, `/webhooks/calcom/${publicId}`)
  return { id, status }
}

function flip(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
}

test('with any byte of what is stored changed deliveries are answered 503, and it is told', async () => {
  const { id, status } = await tryWith((secret) => secret)
  expect(status).toBe(200)
  const { sealed, wrappedKey } = api.deps.encryption.sealSecret(testSecret, {
    ...{ endpointId: id, version: 2 },
  })
  const statuses = new Map<number, number>()
  let last = ''
  for (const [column, { length }] of [
    ['sealed', sealed],
    ['wrappedKey', wrappedKey],
  ] as const) {
    for (let at = 0; at < length; at++) {
      const tried = await tryWith((secret) => ({ ...secret, [column]: flip(secret[column], at) }))
      statuses.set(tried.status, (statuses.get(tried.status) ?? 0) + 1)
      last = tried.id
    }
  }
  expect([...statuses]).toEqual([[503, sealed.length + wrappedKey.length]])
  expect(await api.sql`select from deliveries`).toHaveLength(1)
  expect(api.problems[0]).toMatchObject({ message: 'A webhook request was answered 503' })
  const { endpoint } = toolCaller(api, ['deliveries:read'])
  const listed = await endpoint.list()
  const told = async (of: string) => {
    const { status: said, secret } = listed.find((one) => one.id === of) ?? {}
    return [said, secret?.isReadable, (await endpoint.status({ id: of })).status]
  }
  expect(await told(last)).toEqual(['unreadable_secret', false, 'unreadable_secret'])
  expect(await told(id)).toEqual(['healthy', true, 'healthy'])
})

test('a secret that stands in the row of another endpoint or version does not open', async () => {
  const elsewhere = (place: Partial<SecretPlace>) => (_: Secret, here: SecretPlace) =>
    api.deps.encryption.sealSecret(testSecret, { ...here, ...place })
  expect((await tryWith(elsewhere({ endpointId: newId() }))).status).toBe(503)
  expect((await tryWith(elsewhere({ version: 2 }))).status).toBe(503)
  const other = api.deps.encryption.sealSecret(testSecret, { endpointId: newId(), version: 1 })
  const swapped = await tryWith((secret) => ({ ...secret, wrappedKey: other.wrappedKey }))
  expect(swapped.status).toBe(503)
})

test('a new secret takes the place of one that cannot be read, also with an overlap, and a self-test says what is wrong', async () => {
  const { id, status } = await tryWith((secret) => ({ ...secret, sealed: flip(secret.sealed, 9) }))
  expect(status).toBe(503)
  const caller = toolCaller(api, ['deliveries:read', 'settings:write', 'leads:write'])
  await expect(caller.endpoint.selfTest({ id })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('cannot be read'),
  })
  const { secret, endpoint } = await caller.endpoint.rotateSecret({ id, keepPreviousFor: '24h' })
  expect(endpoint).toMatchObject({ previousSecret: null, secret: { isReadable: true } })
  const path = `/webhooks/calcom/${endpoint.publicId}`
  const deliver = async (by: string) =>
    (await api.deliver(JSON.stringify({ triggerEvent: 'PING', by }), by, path)).status
  expect([await deliver(secret ?? ''), await deliver(testSecret)]).toEqual([200, 401])
})

test('an old secret that cannot be read ends with the next rotation, and the current one goes on', async () => {
  const { id } = await tryWith((secret) => secret)
  const caller = toolCaller(api, ['deliveries:read', 'settings:write'])
  const second = `${testSecret}-second`
  const { endpoint } = await caller.endpoint.rotateSecret({
    id,
    secret: second,
    keepPreviousFor: '7d',
  })
  await api.sql`update endpoint_secrets set wrapped_key = set_byte(wrapped_key, 9, 0) where endpoint_id = ${id} and version = 1`
  const path = `/webhooks/calcom/${endpoint.publicId}`
  await caller.endpoint.rotateSecret({ id, secret: `${second}-third`, keepPreviousFor: '7d' })
  const deliver = async (by: string) =>
    (await api.deliver(JSON.stringify({ triggerEvent: 'PING', by }), by, path)).status
  expect([await deliver(second), await deliver(`${second}-third`)]).toEqual([200, 200])
})

test.each([
  ['old', 1, 'current'],
  ['current', 2, 'old'],
] as const)(
  'beside a secret that cannot be read (the %s one) the other goes on, and what may be signed with it is asked for again',
  async (_, version, readable) => {
    const { id } = await tryWith((secret) => secret)
    const caller = toolCaller(api, ['deliveries:read', 'settings:write'])
    const second = `${testSecret}-second`
    const { endpoint } = await caller.endpoint.rotateSecret({
      ...{ id, secret: second, keepPreviousFor: '7d' },
    })
    // The server has not seen it since, so it reads it anew.
    const publicId = randomBytes(16).toString('base64url')
    await api.sql`update endpoints set public_id = ${publicId} where id = ${id}`
    await api.sql`
      update endpoint_secrets set wrapped_key = set_byte(wrapped_key, 9, get_byte(wrapped_key, 9) # 1)
      where endpoint_id = ${id} and version = ${version}`
    const path = `/webhooks/calcom/${publicId}`
    const deliver = async (by: string) =>
      (await api.deliver(JSON.stringify({ triggerEvent: 'PING', by, id }), by, path)).status
    const [works, fails] = readable === 'current' ? [second, testSecret] : [testSecret, second]
    expect([await deliver(works), await deliver(fails)]).toEqual([200, 503])
    expect(await deliver('somebody-else')).toBe(503)
    expect((await caller.endpoint.status({ id })).status).toBe('unreadable_secret')
    expect(endpoint.previousSecret).not.toBeNull()
  },
)

test('an old secret that cannot be read is missed no longer than it counts', async () => {
  const { id } = await tryWith((secret) => secret)
  const caller = toolCaller(api, ['deliveries:read', 'settings:write'])
  const second = `${testSecret}-second`
  await caller.endpoint.rotateSecret({ id, secret: second, keepPreviousFor: '1h' })
  const publicId = randomBytes(16).toString('base64url')
  await api.sql`update endpoints set public_id = ${publicId} where id = ${id}`
  await api.sql`
    update endpoint_secrets set wrapped_key = set_byte(wrapped_key, 9, get_byte(wrapped_key, 9) # 1),
      expires_at = now() + interval '2 seconds'
    where endpoint_id = ${id} and version = 1`
  const deliver = async () => {
    const body = JSON.stringify({ triggerEvent: 'PING', id })
    return (await api.deliver(body, testSecret, `/webhooks/calcom/${publicId}`)).status
  }
  expect(await deliver()).toBe(503)
  await expect.poll(deliver, { timeout: 5_000, interval: 200 }).toBe(401)
  expect((await caller.endpoint.status({ id })).status).not.toBe('unreadable_secret')
})
