import { afterAll, beforeAll, expect, test } from 'vitest'

import { newId } from '@solar-capture/db/new-id'
import { addUser } from '@solar-capture/db/users'

import { owner } from '../access.testing.ts'
import { startAccount, type AccountServer } from '../account.testing.ts'

let server: AccountServer
beforeAll(async () => {
  server = await startAccount()
})
afterAll(() => server.close())

type Session = { id: string; isCurrent: boolean } & Record<string, unknown>
const sessionsOf = (cookie: string): Promise<Session[] | null> => server.query('sessions', cookie)

test('sessions are listed with where they are, the one used last first, and ended ones not', async () => {
  await server.sql`delete from sessions`
  const phone = await server.enter({}, { from: '203.0.113.1', userAgent: 'Phone' })
  const laptop = await server.enter({}, { userAgent: 'Laptop' })
  await server.sql`update sessions set updated_at = updated_at + interval '1 minute' where user_agent = 'Phone'`
  expect(await sessionsOf(laptop.cookie)).toEqual([
    {
      ...{ id: expect.any(String), isCurrent: false, userAgent: 'Phone', address: '203.0.113.1' },
      ...{ createdAt: expect.any(String), lastUsedAt: expect.any(String) },
      expiresAt: expect.any(String),
    },
    expect.objectContaining({ isCurrent: true, userAgent: 'Laptop', address: '127.0.0.1' }),
  ])
  await server.sql`update sessions set created_at = created_at - interval '7 days' where user_agent = 'Phone'`
  expect(await sessionsOf(laptop.cookie)).toHaveLength(1)
  await server.sql`update sessions set created_at = now(), expires_at = now() where user_agent = 'Phone'`
  expect(await sessionsOf(laptop.cookie)).toHaveLength(1)
  expect(await sessionsOf(phone.cookie)).toBe(null)
})

test('an end of seven days after signing in is told, however much a session is used', async () => {
  await server.sql`delete from sessions`
  const { cookie } = await server.enter()
  await server.sql`update sessions set created_at = now() - interval '6 days 23 hours'`
  const [session] = (await sessionsOf(cookie)) ?? []
  expect(Date.parse(String(session?.['expiresAt'])) - Date.now()).toBeLessThan(3_600_000)
})

test('one session is ended, and only that one', async () => {
  const first = await server.enter()
  const second = await server.enter()
  const [id = ''] = ((await sessionsOf(first.cookie)) ?? [])
    .filter((session) => session.isCurrent)
    .map((session) => session.id)
  const ended = await server.mutate('revokeSession', { id }, { cookie: second.cookie })
  expect(ended.data).toEqual({ id })
  expect(await server.isSignedIn(first.cookie)).toBe(false)
  expect(await server.isSignedIn(second.cookie)).toBe(true)
  expect((await server.audit()).at(-1)).toMatchObject({
    ...{ action: 'session_revoked', actorKind: 'user', actorName: owner.name },
  })
})

test("somebody else's session and one that is none are answered the same, and nothing ends", async () => {
  const { cookie } = await server.enter()
  const { password } = await server.deps.auth.$context
  const passwordHash = await password.hash(owner.password)
  const bob = { id: newId(), name: 'Bob', email: 'bob@example.com', passwordHash }
  await addUser(server.db, bob, new Date())
  const bobs = await server.enter({ email: bob.email })
  const [{ id } = { id: '' }] = (await sessionsOf(bobs.cookie)) ?? []
  const foreign = await server.mutate('revokeSession', { id }, { cookie })
  const absent = await server.mutate('revokeSession', { id: crypto.randomUUID() }, { cookie })
  expect([foreign.status, foreign.body]).toEqual([404, absent.body])
  expect(await server.isSignedIn(bobs.cookie)).toBe(true)
  // Bob is in no workspace, and still has his own account.
  expect(await server.query('security', bobs.cookie)).toMatchObject({ name: 'Bob' })
})

test('all other sessions are ended at once, and counted', async () => {
  const others = [await server.enter(), await server.enter()]
  const { cookie } = await server.enter()
  const count = ((await sessionsOf(cookie))?.length ?? 0) - 1
  expect(count).toBeGreaterThanOrEqual(2)
  const ended = await server.mutate('revokeOtherSessions', undefined, { cookie })
  expect(ended.data).toEqual({ count })
  for (const other of others) expect(await server.isSignedIn(other.cookie)).toBe(false)
  expect(await server.isSignedIn(cookie)).toBe(true)
  expect((await server.mutate('revokeOtherSessions', undefined, { cookie })).data).toEqual({
    count: 0,
  })
})

test('signing in, out and failing to is written down, once a minute for people who do not exist', async () => {
  const before = (await server.audit()).length
  const { cookie } = await server.enter()
  await server.post('/api/auth/sign-out', {}, { cookie })
  await server.enter({ password: 'wrong horse battery' })
  for (let tries = 0; tries < 3; tries += 1)
    await server.enter({ email: `${tries}@secret.example` })
  server.later(61)
  await server.enter({ email: 'late@secret.example' })
  const told = (await server.audit()).slice(before)
  const known = { actorKind: 'stranger', actorName: null, targetName: owner.name }
  const unknown = { ...known, action: 'sign_in_failed', targetName: null }
  expect([...told]).toEqual([
    { action: 'signed_in', actorKind: 'user', actorName: owner.name, targetName: null },
    { action: 'signed_out', actorKind: 'user', actorName: owner.name, targetName: null },
    { action: 'sign_in_failed', ...known },
    unknown,
    unknown,
  ])
  const rows = await server.sql`select from audit_log t where t::text like '%secret.example%'`
  expect(rows).toHaveLength(0)
})

test('that too many tried is written down once a minute', async () => {
  server.later(3600)
  const before = (await server.audit()).length
  for (let tries = 0; tries < 9; tries += 1) await server.enter({ password: 'wrong horse battery' })
  const told = (await server.audit()).slice(before).map(({ action }) => action)
  expect(told.filter((action) => action === 'sign_in_limited')).toHaveLength(1)
  expect(told.filter((action) => action === 'sign_in_failed')).toHaveLength(5)
})
