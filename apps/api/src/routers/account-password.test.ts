import { setTimeout as sleep } from 'node:timers/promises'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { owner } from '../access.testing.ts'
import { startAccount, turnTotpOn, type AccountServer } from '../account.testing.ts'
import { systemActor } from '../audit-actor.ts'
import { resetLinkFor } from '../print-reset-link.ts'
import { makeResetLink } from '../reset-link.ts'

let server: AccountServer
let cookie: string
beforeEach(async () => {
  server = await startAccount()
  cookie = (await server.enter()).cookie
})
afterEach(() => server.close())

const currentPassword = owner.password
const newPassword = 'a better horse battery'
const change = (input: object = {}, given: object = { cookie }) =>
  server.mutate('changePassword', { currentPassword, newPassword, ...input }, given)

test('another password ends other sessions, open links and known browsers, and gives this session a new token', async () => {
  const other = await server.enter()
  const { link } = await makeResetLink(server.deps, server.userId, systemActor)
  const changed = await change()
  expect(changed.data).toEqual({})
  expect(await server.isSignedIn(other.cookie)).toBe(false)
  expect(await server.isSignedIn(cookie)).toBe(false)
  expect(await server.isSignedIn(changed.cookie)).toBe(true)
  expect((await server.enter()).status).toBe(401)
  expect((await server.enter({ password: newPassword })).status).toBe(200)
  expect((await reset(link)).status).toBe(401)
  for (let tries = 0; tries < 6; tries += 1) await server.enter()
  expect((await server.enter({ password: newPassword }, { cookie: other.cookie })).status).toBe(429)
  expect((await server.enter({ password: newPassword }, { cookie: changed.cookie })).status).toBe(
    200,
  )
  expect((await server.audit()).map(({ action }) => action)).toContain('password_changed')
})

test('whoever signs in just while the password becomes another is not left signed in', async () => {
  const { password } = await server.deps.auth.$context
  const passwordHash = await password.hash(newPassword)
  let entering: ReturnType<typeof server.enter> | undefined
  await server.sql.begin(async (tx) => {
    await tx`select from accounts for update`
    entering = server.enter()
    await waitForBlocked()
    await tx`update accounts set password = ${passwordHash}`
    await tx`delete from sessions`
  })
  expect(await entering).toMatchObject({ status: 401, cookies: [] })
  expect(await server.sql`select from sessions`).toHaveLength(0)
})

async function waitForBlocked(): Promise<void> {
  for (;;) {
    const [row] = await server.sql<{ waiting: boolean }[]>`
      select exists (select from pg_locks where not granted) as waiting`
    if (row?.waiting) return
    await sleep(10)
  }
}

test('a session that was to end with the browser does so with its new token too', async () => {
  const entered = await server.enter({ rememberMe: false })
  const changed = await change({}, { cookie: entered.cookie })
  const session = changed.cookies.find(({ name }) => name === 'solar-capture.session')
  expect(session?.value).toBeTruthy()
  expect(session).not.toHaveProperty('maxAge')
})

test('a wrong current password is an error of that field, is slowed down, and changes nothing', async () => {
  const wrong = { currentPassword: 'wrong horse battery' }
  for (let tries = 0; tries < 5; tries += 1) {
    const { status, error } = await change(wrong)
    expect(status).toBe(400)
    expect(error?.data.fieldErrors).toEqual({ currentPassword: ['This is not your password.'] })
  }
  const limited = await change()
  expect(limited.status).toBe(429)
  expect(limited.headers['retry-after']).toBe('1')
  // Neither who is signed in elsewhere nor who signs in is kept waiting by that.
  const elsewhere = await server.enter()
  expect(elsewhere.status).toBe(200)
  expect((await change({}, { cookie: elsewhere.cookie })).status).toBe(200)
})

test('guesses from outside keep nobody who is signed in from another password', async () => {
  for (let tries = 0; tries < 10; tries += 1) {
    await server.enter({ password: 'wrong horse battery' }, { from: `203.0.113.${tries}` })
  }
  expect((await change()).status).toBe(200)
})

test.each(['short', 'qwertyuiop123', 'x'.repeat(129)])('%s is taken nowhere', async (password) => {
  expect((await change({ newPassword: password })).error?.data.fieldErrors).toHaveProperty(
    'newPassword',
  )
  const { link } = await makeResetLink(server.deps, server.userId, systemActor)
  expect((await reset(link, password)).error?.data.fieldErrors).toHaveProperty('password')
  const setup = await server.post('/trpc/setup.complete', { ...owner, password })
  expect(setup.json().error.data.fieldErrors).toHaveProperty('password')
})

const tokenOf = (link: string) => link.slice(link.indexOf('#token=') + '#token='.length)
const reset = (link: string, password = newPassword) =>
  server.mutate('resetPassword', { token: tokenOf(link), password })

test('a link gives a new password once, ends all sessions, signs nobody in and makes the browser known', async () => {
  const { link, expiresAt } = await makeResetLink(server.deps, server.userId, systemActor)
  expect(link).toMatch(/^http:\/\/localhost:3000\/reset#token=[\w-]{43}$/)
  expect(expiresAt.getTime() - server.clock.now.getTime()).toBe(24 * 60 * 60 * 1000)
  const stored = await server.sql`select t::text as row from password_resets t`
  expect(JSON.stringify(stored)).not.toContain(tokenOf(link))
  const done = await reset(link)
  expect([done.status, done.data]).toEqual([200, {}])
  expect(done.cookies.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^solar-capture\.device-/),
  ])
  expect(await server.isSignedIn(cookie)).toBe(false)
  for (let tries = 0; tries < 6; tries += 1) await server.enter()
  const entered = await server.enter({ password: newPassword }, { cookie: done.cookie })
  expect(entered.status).toBe(200)
  const told = (await server.audit()).map(({ action }) => action)
  expect(told).toEqual(expect.arrayContaining(['reset_link_made', 'password_reset']))
})

test('used, replaced, old and unknown links are answered the same, and change nothing', async () => {
  const first = await makeResetLink(server.deps, server.userId, systemActor)
  const second = await makeResetLink(server.deps, server.userId, systemActor)
  const replaced = await reset(first.link)
  expect((await reset(second.link)).status).toBe(200)
  const used = await reset(second.link, 'yet another horse battery')
  const third = await makeResetLink(server.deps, server.userId, systemActor)
  server.later(24 * 60 * 60)
  const old = await reset(third.link)
  const unknown = await reset('#token=nothing')
  expect(replaced.status).toBe(401)
  for (const { body } of [used, old, unknown]) expect(body).toBe(replaced.body)
  expect((await server.enter({ password: newPassword })).status).toBe(200)
})

test('of twenty who use a link at once one gives the password', async () => {
  const { link } = await makeResetLink(server.deps, server.userId, systemActor)
  const tries = Array.from({ length: 20 }, (_, at) => reset(link, `horse battery number ${at}`))
  const done = (await Promise.all(tries)).map(({ status }) => status)
  expect(done.filter((status) => status === 200)).toHaveLength(1)
})

test('guessing links is slowed down by address', async () => {
  const statuses: number[] = []
  for (let tries = 0; tries < 25; tries += 1) statuses.push((await reset('#token=x')).status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(19)
  expect((await reset('#token=x')).headers['retry-after']).toBeTruthy()
})

test('a link leaves the second step on', async () => {
  await turnTotpOn(server, cookie)
  const { link } = await makeResetLink(server.deps, server.userId, systemActor)
  expect((await reset(link)).status).toBe(200)
  expect((await server.enter({ password: newPassword })).code).toBe('CODE_NEEDED')
})

test('an operator gets a link for whoever has an email, and a sentence where nobody has', async () => {
  const line = await resetLinkFor(server.deps, 'ANA@example.com ')
  expect(line).toContain(owner.name)
  expect((await reset(line)).status).toBe(200)
  await expect(resetLinkFor(server.deps, 'bob@example.com')).rejects.toThrow('bob@example.com')
})
