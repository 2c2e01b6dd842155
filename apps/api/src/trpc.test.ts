import { afterAll, beforeAll, expect, test } from 'vitest'

import { scopesOf } from '@solar-capture/core/access'

import { owner, startAccess } from './access.testing.ts'
import { needs } from './needs.ts'
import type { Principal } from './principal.ts'
import { appRouter } from './router.ts'
import { setUp } from './set-up.ts'
import { contextWithin, procedure, router } from './trpc.ts'

let server: Awaited<ReturnType<typeof startAccess>>
let ana: Principal
let form: Principal

beforeAll(async () => {
  server = await startAccess()
  const { userId, workspaceId } = await setUp(server.deps, owner)
  const user = { id: userId, name: owner.name, email: owner.email }
  const scopes = scopesOf('owner')
  ana = {
    kind: 'member',
    workspaceId,
    role: 'owner',
    needsTotp: false,
    scopes,
    user,
    sessionId: 'x',
  }
  form = { kind: 'key', workspaceId, scopes, id: 'x', name: 'Form' }
})
afterAll(() => server.close())

const caller = (principal: Principal | null) =>
  appRouter.createCaller(contextWithin(server.deps, principal))

test('timelines name people and tools by their name', async () => {
  const { id } = await caller(form).lead.create({ name: 'Jane', email: 'jane@acme.example' })
  await caller(ana).lead.addNote({ id, text: 'Called.' })
  const { timeline } = await caller(ana).lead.byId({ id })
  expect(timeline.map(({ actor }) => actor)).toEqual([
    { kind: 'user', name: owner.name },
    { kind: 'tool', name: 'Form' },
  ])
})

test('errors of the domain keep their message and get their code', async () => {
  const { lead } = caller(form)
  await expect(lead.byId({ id: crypto.randomUUID() })).rejects.toMatchObject({
    ...{ code: 'NOT_FOUND', message: expect.stringContaining('no such lead') },
  })
  const { id } = await lead.create({ name: 'Bob', email: 'bob@acme.example' })
  await expect(lead.create({ name: 'Bob', email: 'bob@acme.example' })).rejects.toMatchObject({
    ...{ code: 'CONFLICT', message: 'Bob already has this email address.' },
  })
  await expect(lead.update({ id, email: null })).rejects.toMatchObject({
    ...{ code: 'BAD_REQUEST', message: expect.stringContaining('email address or a phone') },
  })
})

test('what is wrong with a field is said in plain words', async () => {
  const cookie = await server.signIn()
  const refused = async (procedure: string, input: object) => {
    const answer = await server.post(`/trpc/${procedure}`, input, { cookie })
    expect(answer.statusCode).toBe(400)
    return answer.json().error.data.fieldErrors
  }
  const someone = { name: 'Jane', email: 'jane@acme.example' }
  const tooLong = { ...someone, name: 'x'.repeat(201), postcode: 'x'.repeat(21) }
  expect(await refused('lead.create', tooLong)).toEqual({
    name: ['Use at most 200 characters.'],
    postcode: ['Use at most 20 characters.'],
  })
  expect(await refused('endpoint.create', { name: '  ' })).toEqual({
    name: ['Enter something here.'],
  })
  expect(await refused('account.requestReset', { email: 'a@b' })).toEqual({
    email: ['Enter an email address, such as jane@example.com.'],
  })
})

test('a procedure that stands somewhere else than where it was declared answers nobody', async () => {
  const misplaced = router({
    open: router({ settings: procedure('setup.status').query(() => 'yes') }),
  })
  const asked = misplaced.createCaller(contextWithin(server.deps, ana))
  await expect(asked.open.settings()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
  expect(Object.keys(needs)).not.toContain('open.settings')
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
