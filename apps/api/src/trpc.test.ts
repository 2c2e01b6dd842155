import { afterAll, beforeAll, expect, test } from 'vitest'

import { roles, scopes, scopesOf, type Role, type Scope } from '@solar-capture/core/access'
import { DomainError } from '@solar-capture/core/errors'

import { owner, startAccess } from './access.testing.ts'
import type { Principal } from './principal.ts'
import { setUp } from './set-up.ts'
import { authed, contextWithin, publicProcedure, requires, requiresMember, router } from './trpc.ts'

let server: Awaited<ReturnType<typeof startAccess>>

beforeAll(async () => {
  server = await startAccess()
  await setUp(server.deps, owner)
})
afterAll(() => server.close())

const probe = router({
  anybody: publicProcedure.query(() => 'yes'),
  known: authed.query(({ ctx }) => ctx.actor),
  scoped: router({
    'leads:read': requires('leads:read').query(() => 'yes'),
    'leads:write': requires('leads:write').query(() => 'yes'),
    'deliveries:read': requires('deliveries:read').query(() => 'yes'),
    'settings:write': requires('settings:write').query(() => 'yes'),
  }),
  person: requiresMember('settings:write').query(({ ctx }) => ctx.user.name),
  missing: publicProcedure.query(() => {
    throw new DomainError('not_found', 'There is no such lead.')
  }),
  taken: publicProcedure.query(() => {
    throw new DomainError('conflict', 'Somebody else was faster.')
  }),
  wrong: publicProcedure.query(() => {
    throw new DomainError('invalid', 'That cannot be.')
  }),
})

const caller = (principal: Principal | null) =>
  probe.createCaller(contextWithin(server.deps, principal))

const workspaceId = '0197aaaa-0000-7000-8000-000000000001'
const user = { id: '0197aaaa-0000-7000-8000-000000000002', name: 'Ana', email: 'ana@example.com' }

function memberWith(role: Role): Principal {
  return { kind: 'member', workspaceId, role, scopes: scopesOf(role), user, sessionId: 'x' }
}

const keyWith = (given: Scope[]): Principal => ({
  kind: 'key',
  workspaceId,
  scopes: given,
  id: 'x',
  name: 'Form',
})

/** The scopes whose procedures answer; the others must refuse with `refusal`. */
async function granted(principal: Principal | null, refusal = 'FORBIDDEN'): Promise<Scope[]> {
  const asked = caller(principal)
  const answers = await Promise.all(
    scopes.map((scope) => asked.scoped[scope]().catch((error: { code: string }) => error.code)),
  )
  expect(['yes', refusal]).toEqual(expect.arrayContaining(answers))
  return scopes.filter((_scope, index) => answers[index] === 'yes')
}

test('every role may do just what it should', async () => {
  const table = await Promise.all(
    roles.map(async (role) => [role, await granted(memberWith(role))]),
  )
  expect(Object.fromEntries(table)).toEqual({
    owner: ['leads:read', 'leads:write', 'deliveries:read', 'settings:write'],
    admin: ['leads:read', 'leads:write', 'deliveries:read', 'settings:write'],
    agent: ['leads:read', 'leads:write', 'deliveries:read'],
    viewer: ['leads:read', 'deliveries:read'],
  })
})

test('an API key may do what it was given and nothing else', async () => {
  for (const scope of scopes) expect(await granted(keyWith([scope]))).toEqual([scope])
})

test('strangers get only what is for anybody', async () => {
  expect(await caller(null).anybody()).toBe('yes')
  await expect(caller(null).known()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  expect(await granted(null, 'UNAUTHORIZED')).toEqual([])
})

test('what is for people only is refused to the most powerful key', async () => {
  expect(await caller(memberWith('admin')).person()).toBe('Ana')
  await expect(caller(memberWith('agent')).person()).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  await expect(caller(keyWith([...scopes])).person()).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('timelines name people and tools by their name', async () => {
  expect(await caller(memberWith('viewer')).known()).toEqual({ kind: 'user', name: 'Ana' })
  expect(await caller(keyWith(['leads:read'])).known()).toEqual({ kind: 'tool', name: 'Form' })
})

test('errors of the domain keep their message and get their code', async () => {
  const asked = caller(null)
  await expect(asked.missing()).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no such lead.',
  })
  await expect(asked.taken()).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(asked.wrong()).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})

test('a session is who it says over HTTP, until its person is removed from the workspace', async () => {
  const cookie = await server.signIn()
  expect((await server.get('/trpc/workspace.current', { cookie })).statusCode).toBe(200)
  expect((await server.get('/trpc/workspace.current')).statusCode).toBe(401)
  const forged = cookie.replace(/=./, '=_')
  expect((await server.get('/trpc/workspace.current', { cookie: forged })).statusCode).toBe(401)

  const [member] = await server.sql`delete from members returning *`
  expect((await server.get('/trpc/workspace.current', { cookie })).statusCode).toBe(401)
  await server.sql`insert into members ${server.sql(member ?? {})}`
})

test('a mutation is not reachable by GET, by a form, or from another site', async () => {
  const cookie = await server.signIn()
  const url = '/trpc/apiKey.create'
  const payload = JSON.stringify({ name: 'Stolen', scopes: ['settings:write'] })
  const origin = 'https://evil.example'
  const attempts = [
    { method: 'GET', url: `${url}?input=${encodeURIComponent(payload)}`, headers: { cookie } },
    { method: 'POST', url, headers: { cookie, 'content-type': 'text/plain' }, payload },
    {
      method: 'POST',
      url,
      headers: { cookie, 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x--',
    },
    {
      method: 'POST',
      url,
      headers: { cookie, 'content-type': 'application/json', origin },
      payload,
    },
    {
      method: 'GET',
      url: `/trpc/apiKey.create?input=${encodeURIComponent(payload)}`,
      headers: { cookie, 'x-http-method-override': 'POST' },
    },
  ] as const
  for (const attempt of attempts) {
    const answer = await server.app.inject(attempt)
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
  }
  expect(await server.sql`select from api_keys`).toHaveLength(0)
})

test('no answer shows where an error came from', async () => {
  const answer = await server.get('/trpc/workspace.nothing')
  expect(answer.statusCode).toBe(404)
  expect(answer.body).not.toMatch(/stack|node_modules|\.ts|cause/)
})
