import { afterEach, beforeEach, expect, test } from 'vitest'

import { defaultStages } from '@solar-capture/core/pipeline'

import { cookieHeader, owner, startAccess } from './access.testing.ts'
import { setUp } from './set-up.ts'

let server: Awaited<ReturnType<typeof startAccess>>

beforeEach(async () => {
  server = await startAccess()
})
afterEach(() => server.close())

async function count(table: string): Promise<number> {
  return (await server.sql`select from ${server.sql(table)}`).length
}

const complete = (input: object = owner) => server.post('/trpc/setup.complete', input)

test('setting up creates the owner, signs in and opens a workspace that is ready', async () => {
  expect((await server.get('/trpc/setup.status')).json()).toEqual({
    result: { data: { done: false, mail: false } },
  })
  const answer = await complete({ ...owner, email: 'Ana@Example.com' })
  expect(answer.statusCode).toBe(200)
  const cookie = cookieHeader(answer.cookies)
  const current = await server.get('/trpc/workspace.current', { cookie })
  expect(current.json().result.data).toEqual({
    id: answer.json().result.data.workspaceId,
    name: owner.workspaceName,
    createsLeads: false,
    requiresTotp: false,
    needsTotp: false,
    role: 'owner',
    scopes: ['leads:read', 'leads:write', 'deliveries:read', 'settings:write'],
    user: { id: expect.any(String), name: owner.name, email: owner.email },
  })
  expect((await server.get('/trpc/setup.status')).json()).toEqual({
    result: { data: { done: true, mail: false } },
  })

  const stages = await server.sql`
    select stages.name, kind, colour, is_booked as "isBooked", rules.fact
    from pipeline_stages stages left join stage_rules rules on rules.stage_id = stages.id
    order by position`
  expect([...stages]).toEqual(
    defaultStages.map((stage) => ({ ...stage, fact: stage.isBooked ? 'booked' : null })),
  )
  const [endpoint] = await server.sql<{ name: string; publicId: string; mode: string }[]>`
    select name, public_id as "publicId", mode from endpoints`
  expect(endpoint).toMatchObject({ name: 'Cal.com', mode: 'active' })
  expect(Buffer.from(endpoint?.publicId ?? '', 'base64url')).toHaveLength(16)

  const [workspace] = await server.sql<{ id: string; bodyKey: Uint8Array }[]>`
    select id, body_key as "bodyKey" from workspaces`
  const place = { workspaceId: workspace?.id ?? '', deliveryId: 'd' }
  const bodyKey = workspace?.bodyKey ?? Buffer.alloc(0)
  const sealed = server.deps.encryption.sealBody(Buffer.from('body'), place, bodyKey)
  expect(Buffer.from(server.deps.encryption.openBody(sealed, place, bodyKey)).toString()).toBe(
    'body',
  )
})

test('the owner can sign in again with the password', async () => {
  await complete()
  const cookie = await server.signIn()
  expect((await server.get('/trpc/workspace.current', { cookie })).statusCode).toBe(200)
})

test('without the setup code nothing is created, and the answer says where the code is', async () => {
  for (const token of ['', 'OPEN-SESAMI', `${owner.token}x`]) {
    const answer = await complete({ ...owner, token })
    expect(answer.statusCode).toBe(401)
    expect(answer.json().error).toMatchObject({
      message: expect.stringContaining('terminal'),
      data: { code: 'UNAUTHORIZED' },
    })
    expect(answer.body).not.toContain(owner.token)
  }
  expect(await count('users')).toBe(0)
  expect(await count('workspaces')).toBe(0)
})

test('who guesses the code is told to wait and logged once, and keeps nobody from the right one', async () => {
  const statuses: number[] = []
  let last
  for (let guess = 0; guess < 30; guess += 1) {
    last = await complete({ ...owner, token: `OPEN-SESAME-${guess}` })
    statuses.push(last.statusCode)
  }
  expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401))
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(18)
  expect(last?.json().error.message).toMatch(/try again in 6 seconds/)
  expect(server.problems).toEqual(['Somebody guesses the setup code'])
  expect((await complete()).statusCode).toBe(200)
})

test('of twenty that set up at the same moment exactly one becomes the owner', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      complete({ ...owner, email: `person${index}@example.com` }),
    ),
  )
  expect(answers.map((answer) => answer.statusCode).toSorted((a, b) => a - b)).toEqual([
    200,
    ...Array.from({ length: 19 }, () => 404),
  ])
  for (const table of ['users', 'accounts', 'workspaces', 'members', 'endpoints', 'sessions']) {
    expect([table, await count(table)]).toEqual([table, 1])
  }
})

test('once it is done it is not found, with the right code or a wrong one', async () => {
  await setUp(server.deps, owner)
  for (const token of [owner.token, 'wrong']) {
    const answer = await complete({ ...owner, token, email: 'eve@example.com' })
    expect(answer.statusCode).toBe(404)
    expect(answer.json().error.data.code).toBe('NOT_FOUND')
    expect(answer.cookies).toEqual([])
  }
  expect(await count('users')).toBe(1)
})

test('what fails half-way leaves nothing behind, and tells a stranger nothing', async () => {
  await server.sql`alter table endpoints rename to endpoints_elsewhere`
  const answer = await complete()
  expect(answer.statusCode).toBe(500)
  expect(answer.json().error.message).toBe('Something went wrong here. It has been logged.')
  expect(answer.body).not.toMatch(/insert|endpoints|node_modules|stack|\.ts/)
  expect(answer.cookies).toEqual([])
  for (const table of ['users', 'accounts', 'workspaces', 'members']) {
    expect([table, await count(table)]).toEqual([table, 0])
  }
  expect(server.problems).toEqual(['The procedure setup.complete failed'])
})

test.each([
  ['a short password', { password: 'short' }, 'password'],
  ['a long password', { password: 'x'.repeat(129) }, 'password'],
  ['no email address', { email: 'ana' }, 'email'],
  ['an empty name', { name: '  ' }, 'name'],
])('%s is refused beside its field', async (_name, change, field) => {
  const answer = await complete({ ...owner, ...change })
  expect(answer.statusCode).toBe(400)
  expect(Object.keys(answer.json().error.data.fieldErrors)).toEqual([field])
  expect(await count('users')).toBe(0)
})

test('fields that nobody asked for are refused', async () => {
  const answer = await complete({ ...owner, role: 'owner' })
  expect(answer.statusCode).toBe(400)
  expect(await count('users')).toBe(0)
})
