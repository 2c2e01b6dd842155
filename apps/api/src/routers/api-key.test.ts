import { createHash } from 'node:crypto'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { owner, startAccess } from '../access.testing.ts'
import { setUp } from '../set-up.ts'

let server: Awaited<ReturnType<typeof startAccess>>
let cookie: string

beforeEach(async () => {
  server = await startAccess()
  await setUp(server.deps, owner)
  cookie = await server.signIn()
})
afterEach(() => server.close())

const day = 24 * 60 * 60 * 1000

async function create(input: object = {}) {
  const payload = { name: 'Lead form', scopes: ['leads:write'], ...input }
  const answer = await server.post('/trpc/apiKey.create', payload, { cookie })
  expect(answer.statusCode).toBe(200)
  return answer.json().result.data as { id: string; key: string; expiresAt: string }
}

const list = async () => (await server.get('/trpc/apiKey.list', { cookie })).json().result.data

async function statusWith(authorization: string, url = '/trpc/workspace.current') {
  return (await server.get(url, { authorization })).statusCode
}

test('a key works for what it was given, and is stored as a hash only', async () => {
  const { key } = await create()
  expect(key).toMatch(/^sck_[0-9A-Za-z]{8}_[0-9A-Za-z_-]{43}$/)
  const current = await server.get('/trpc/workspace.current', { authorization: `Bearer ${key}` })
  expect(current.json().result.data).toMatchObject({
    name: owner.workspaceName,
    role: null,
    user: null,
    scopes: ['leads:write'],
  })
  const [row] = await server.sql<{ hash: Uint8Array; everything: string }[]>`
    select hash, api_keys::text as everything from api_keys`
  expect(Buffer.from(row?.hash ?? []).toString('hex')).toBe(
    createHash('sha256').update(key).digest('hex'),
  )
  expect(row?.everything).not.toContain(key.slice(-43))
})

test('a lead that a tool adds is from the API, or from where the tool says', async () => {
  const { key } = await create()
  const authorization = `Bearer ${key}`
  const add = async (given: { name: string; email: string; source?: string }) => {
    const answer = await server.post('/trpc/lead.create', given, { authorization })
    return answer.json().result.data
  }
  const jane = await add({ name: 'Jane', email: 'jane@acme.example' })
  expect(jane).toMatchObject({ source: 'API', timeline: [{ text: 'Captured from API' }] })
  const fair = await add({ name: 'Kim', email: 'kim@acme.example', source: 'Trade fair' })
  expect(fair).toMatchObject({ source: 'Trade fair' })
})

test('every bad key is answered 401, and alike', async () => {
  const { key } = await create()
  const bad = [
    `Bearer ${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`,
    `Bearer ${key}x`,
    `Bearer ${key.slice(0, 12)}`,
    `Bearer sck_00000000_${'0'.repeat(43)}`,
    `Bearer sck_${'x'.repeat(10_000)}`,
    `bearer ${key}`,
    `Bearer  ${key}`,
    `Basic ${Buffer.from(`:${key}`).toString('base64')}`,
    key,
    '',
  ]
  const bodies = new Set<string>()
  for (const authorization of bad) {
    const answer = await server.get('/trpc/workspace.current', { authorization })
    expect([authorization, answer.statusCode]).toEqual([authorization, 401])
    bodies.add(answer.body)
  }
  expect(bodies.size).toBe(1)
})

test('a bad key is 401 even where nobody has to be known, and a cookie does not help it', async () => {
  expect(await statusWith('Bearer nonsense', '/trpc/setup.status')).toBe(401)
  const both = { authorization: 'Bearer nonsense', cookie }
  expect((await server.get('/trpc/workspace.current', both)).statusCode).toBe(401)
})

test('a key counts in the Authorization header only', async () => {
  const { key } = await create()
  for (const url of [
    `/trpc/workspace.current?key=${key}`,
    `/trpc/workspace.current?authorization=Bearer%20${key}`,
  ]) {
    expect((await server.get(url, { 'x-api-key': key })).statusCode).toBe(401)
  }
})

test('a key ends by itself after 90 days unless told otherwise', async () => {
  const usual = await create()
  const short = await create({ expiresInDays: 1 })
  expect(new Date(usual.expiresAt).getTime()).toBe(server.clock.now.getTime() + 90 * day)
  const started = server.clock.now.getTime()
  server.clock.now = new Date(started + day - 1)
  expect(await statusWith(`Bearer ${short.key}`)).toBe(200)
  server.clock.now = new Date(started + day)
  expect(await statusWith(`Bearer ${short.key}`)).toBe(401)
  expect(await statusWith(`Bearer ${usual.key}`)).toBe(200)
})

test('a revoked key ends at once; revoking again keeps the first time', async () => {
  const { id, key } = await create()
  expect((await server.post('/trpc/apiKey.revoke', { id }, { cookie })).statusCode).toBe(200)
  expect(await statusWith(`Bearer ${key}`)).toBe(401)
  const [{ revokedAt }] = await list()
  server.clock.now = new Date(server.clock.now.getTime() + day)
  expect((await server.post('/trpc/apiKey.revoke', { id }, { cookie })).statusCode).toBe(200)
  expect(await list()).toEqual([expect.objectContaining({ id, revokedAt })])
})

test('the list shows how a key starts and when it was used, never the rest of it', async () => {
  const { id, key, expiresAt } = await create({ scopes: ['leads:read', 'leads:read'] })
  expect(await list()).toEqual([
    {
      id,
      name: 'Lead form',
      prefix: key.slice(0, 12),
      scopes: ['leads:read'],
      createdAt: server.clock.now.toISOString(),
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
    },
  ])
})

test('the last use is recorded at most once a minute', async () => {
  const { key } = await create()
  const first = server.clock.now
  const usedAt = async () => (await list())[0].lastUsedAt
  await statusWith(`Bearer ${key}`)
  expect(await usedAt()).toBe(first.toISOString())
  server.clock.now = new Date(first.getTime() + 59_000)
  await statusWith(`Bearer ${key}`)
  expect(await usedAt()).toBe(first.toISOString())
  server.clock.now = new Date(first.getTime() + 61_000)
  await statusWith(`Bearer ${key}`)
  expect(await usedAt()).toBe(server.clock.now.toISOString())
})

test('no key manages keys, whatever its scopes', async () => {
  const { id, key } = await create({
    scopes: ['leads:read', 'leads:write', 'deliveries:read', 'settings:write'],
  })
  const headers = { authorization: `Bearer ${key}` }
  expect((await server.get('/trpc/apiKey.list', headers)).statusCode).toBe(403)
  const input = { name: 'Successor', scopes: ['leads:read'] }
  expect((await server.post('/trpc/apiKey.create', input, headers)).statusCode).toBe(403)
  expect((await server.post('/trpc/apiKey.revoke', { id }, headers)).statusCode).toBe(403)
  expect(await list()).toHaveLength(1)
})

test('keys of another workspace are neither listed nor revoked, and look as if they did not exist', async () => {
  const { id } = await create()
  const other = await server.sql`
    insert into workspaces (id, name, body_key)
    values (gen_random_uuid(), 'Other', '\\x00') returning id`
  await server.sql`update api_keys set workspace_id = ${other[0]?.['id']}`
  expect(await list()).toEqual([])
  const foreign = await server.post('/trpc/apiKey.revoke', { id }, { cookie })
  const absent = await server.post(
    '/trpc/apiKey.revoke',
    { id: '0197aaaa-0000-7000-8000-000000000001' },
    { cookie },
  )
  expect(foreign.statusCode).toBe(404)
  expect(foreign.body).toBe(absent.body)
  expect(await server.sql`select from api_keys where revoked_at is null`).toHaveLength(1)
})

test.each([
  ['no scope', { scopes: [] }],
  ['an unknown scope', { scopes: ['everything'] }],
  ['no name', { name: ' ' }],
  ['more than a year', { expiresInDays: 366 }],
  ['no day at all', { expiresInDays: 0 }],
  ['a workspace of its own choice', { workspaceId: '0197aaaa-0000-7000-8000-000000000001' }],
])('a key with %s is refused', async (_name, change) => {
  const input = { name: 'Lead form', scopes: ['leads:read'], ...change }
  expect((await server.post('/trpc/apiKey.create', input, { cookie })).statusCode).toBe(400)
  expect(await list()).toEqual([])
})
