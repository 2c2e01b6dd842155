import { createHash } from 'node:crypto'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { cookieHeader, owner, startAccess } from './access.testing.ts'
import { setUp } from './set-up.ts'

let server: Awaited<ReturnType<typeof startAccess>>

beforeEach(async () => {
  server = await startAccess()
  await setUp(server.deps, owner)
})
afterEach(() => server.close())

const credentials = { email: owner.email, password: owner.password }
const signInPath = '/api/auth/sign-in/email'

async function sessions() {
  return server.sql<
    { token: string; expiresAt: string; ipAddress: string | null; userAgent: string | null }[]
  >`select token, expires_at as "expiresAt", ip_address as "ipAddress", user_agent as "userAgent" from sessions`
}

async function whoAmI(cookie: string): Promise<string | null> {
  const answer = await server.get('/api/auth/get-session', { cookie })
  return answer.json<{ user: { email: string } } | null>()?.user.email ?? null
}

test('the right password signs in with strict cookies that scripts cannot read', async () => {
  const answer = await server.post(signInPath, credentials)
  expect(answer.statusCode).toBe(200)
  const strict = { httpOnly: true, sameSite: 'Strict', path: '/' }
  expect(answer.cookies).toEqual([
    expect.objectContaining({ ...strict, name: 'solar-capture.session', maxAge: 12 * 60 * 60 }),
    expect.objectContaining({
      ...strict,
      name: expect.stringMatching(/^solar-capture\.device-[0-9a-f]{8}$/),
      maxAge: 180 * 24 * 60 * 60,
    }),
  ])
  for (const cookie of answer.cookies) {
    expect(cookie).not.toHaveProperty('secure')
    expect(cookie).not.toHaveProperty('domain')
  }
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(await whoAmI(await server.signIn())).toBe(owner.email)
})

test('behind https the cookies are secure and bound to the host', async () => {
  const secure = await startAccess({ publicUrl: 'https://solar.example' })
  await setUp(secure.deps, owner)
  const answer = await secure.post(signInPath, credentials)
  expect(answer.cookies).toEqual([
    expect.objectContaining({ name: '__Host-solar-capture.session', secure: true, path: '/' }),
    expect.objectContaining({
      ...{ name: expect.stringMatching(/^__Host-solar-capture\.device-/), path: '/' },
      ...{ secure: true, httpOnly: true, sameSite: 'Strict' },
    }),
  ])
  const cookie = await secure.signIn()
  expect((await secure.get('/api/auth/get-session', { cookie })).json()).not.toBeNull()
  await secure.close()
})

test('the database holds the SHA-256 of the session token, and no answer holds the token', async () => {
  const signedIn = await server.post(signInPath, credentials)
  const token = signedIn.cookies[0]?.value.split('.')[0] ?? ''
  expect(token.length).toBeGreaterThanOrEqual(32)
  const [row] = await sessions()
  expect(row?.token).toBe(createHash('sha256').update(token).digest('hex'))
  expect(signedIn.body).not.toContain(token)

  const cookie = await server.signIn()
  const current = await server.get('/api/auth/get-session', { cookie })
  expect(current.json()).toMatchObject({ user: { email: owner.email } })
  expect(current.body).not.toContain('token')
})

test('what stands in the table of sessions signs nobody in', async () => {
  const answer = await server.post(signInPath, credentials)
  const [, signature] = answer.cookies[0]?.value.split('.') ?? []
  const [row] = await sessions()
  expect(
    await whoAmI(`solar-capture.session=${row?.token}.${encodeURIComponent(signature ?? '')}`),
  ).toBe(null)
})

test('a procedure takes the cookie of a session as it was signed, and no other', async () => {
  const answer = await server.post(signInPath, credentials)
  const [token = '', signature = ''] = answer.cookies[0]?.value.split('.') ?? []
  const [row] = await sessions()
  const asking = async (value: string) => {
    const cookie = `solar-capture.session=${value}`
    return (await server.get('/trpc/lead.counts', { cookie })).statusCode
  }
  const signed = (by: string, what = token) => `${what}.${encodeURIComponent(by)}`
  expect(await asking(signed(signature))).toBe(200)
  const another = signature.startsWith('A') ? 'B' : 'A'
  for (const value of [
    ...[signed(`${another}${signature.slice(1)}`), signed(''), token, `${token}.`, '%E0%A4%A'],
    ...[
      signed(signature, `${token}x`),
      signed(signature, row?.token),
      signed('A'.repeat(43) + '='),
    ],
  ]) {
    expect({ value, status: await asking(value) }).toEqual({ value, status: 401 })
  }
})

test('signing out ends the session and clears what the browser kept', async () => {
  const cookie = await server.signIn()
  expect(await sessions()).toHaveLength(1)
  const answer = await server.post('/api/auth/sign-out', {}, { cookie })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['clear-site-data']).toBe('"cache"')
  expect(answer.cookies).toContainEqual(
    expect.objectContaining({ name: 'solar-capture.session', value: '', maxAge: 0 }),
  )
  expect(await sessions()).toHaveLength(0)
  expect(await whoAmI(cookie)).toBe(null)
})

test('a cookie of a session that ended takes back none that came after it', async () => {
  const cookie = await server.signIn()
  await server.post('/api/auth/sign-out', {}, { cookie })
  const answer = await server.get('/trpc/workspace.current', { cookie })
  expect(answer.statusCode).toBe(401)
  expect(answer.headers['set-cookie']).toBeUndefined()
})

test('signing in again makes a new session and ends the one before', async () => {
  const before = await server.signIn()
  const answer = await server.post(signInPath, credentials, { cookie: before })
  const after = cookieHeader(answer.cookies)
  expect(after).not.toBe(before)
  expect(await whoAmI(before)).toBe(null)
  expect(await whoAmI(after)).toBe(owner.email)
})

test('a session is prolonged when it is used after five minutes, and ends twelve hours after', async () => {
  const cookie = await server.signIn()
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  const use = () => server.get('/api/auth/get-session', { cookie })
  await server.sql`update sessions set expires_at = ${at(12 * 60 - 4)}, updated_at = ${at(-4)}`
  expect((await use()).cookies).toEqual([])
  await server.sql`update sessions set expires_at = ${at(12 * 60 - 6)}, updated_at = ${at(-6)}`
  expect((await use()).cookies).toContainEqual(
    expect.objectContaining({ name: 'solar-capture.session', maxAge: 12 * 60 * 60 }),
  )
  const [row] = await sessions()
  expect(new Date(row?.expiresAt ?? '').getTime()).toBeGreaterThan(
    new Date(at(12 * 60 - 1)).getTime(),
  )
  expect(await whoAmI(cookie)).toBe(owner.email)

  await server.sql`update sessions set expires_at = ${at(-1)}`
  expect(await whoAmI(cookie)).toBe(null)
})

test('a wrong password and an unknown person get the same answer', async () => {
  const wrong = await server.post(signInPath, { ...credentials, password: 'wrong horse battery' })
  const unknown = await server.post(signInPath, { ...credentials, email: 'bob@example.com' })
  expect(wrong.statusCode).toBe(401)
  expect(unknown.statusCode).toBe(401)
  expect(unknown.body).toBe(wrong.body)
  expect(wrong.cookies).toEqual([])
})

test('guessing is answered 429 after 20 tries a minute, by the address of the connection', async () => {
  const statuses: number[] = []
  let last
  for (let tries = 0; tries < 22; tries += 1) {
    last = await server.post(
      signInPath,
      { email: `nobody${tries}@example.com`, password: 'x' },
      {
        'x-forwarded-for': `203.0.113.${tries}`,
        'x-solar-capture-client': `203.0.113.${tries}`,
      },
    )
    statuses.push(last.statusCode)
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(20)
  expect(statuses.slice(20)).toEqual([429, 429])
  expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)
  const rows = await server.sql<{ key: string }[]>`
    select key from rate_limits where key like 'sign-in from %'`
  expect(rows.map((row) => row.key)).toEqual(['sign-in from 127.0.0.1'])
})

test('guessing one password is slowed down, however its email is written, and the right one still works', async () => {
  const guess = (password: string) =>
    server.post(signInPath, { email: 'ANA@example.com', password })
  for (let tries = 0; tries < 5; tries += 1) {
    expect((await guess(`guess number ${tries}`)).statusCode).toBe(401)
  }
  const slowed = await guess(owner.password)
  expect(slowed.statusCode).toBe(429)
  expect(slowed.headers['retry-after']).toBe('1')
  expect(slowed.cookies).toEqual([])
  const rows = await server.sql<{ key: string }[]>`select key from rate_limits order by 1`
  expect(rows.some((row) => row.key.includes('@'))).toBe(false)

  server.clock.now = new Date(server.clock.now.getTime() + 1000)
  expect((await guess(owner.password)).statusCode).toBe(200)
  for (let tries = 0; tries < 5; tries += 1) {
    expect((await guess(`guess number ${tries}`)).statusCode).toBe(401)
  }
})

test.each([
  ['a byte order mark', (json: string) => `\uFEFF${json}`],
  ['a list', (json: string) => `[${json}]`],
  ['no password', () => JSON.stringify({ email: owner.email })],
  ['an email that is no text', () => JSON.stringify({ ...credentials, email: [owner.email] })],
  ['an endless email', () => JSON.stringify({ ...credentials, email: 'a'.repeat(255) })],
  ['nothing', () => ''],
])('a body with %s signs nobody in and is no way round the limit', async (_name, write) => {
  const answer = await server.app.inject({
    method: 'POST',
    url: signInPath,
    headers: { origin: 'http://localhost:3000', 'content-type': 'application/json' },
    payload: write(JSON.stringify(credentials)),
  })
  expect(answer.statusCode).toBe(400)
  expect(answer.json().message).toMatch(/email address and a password/)
  expect(await sessions()).toHaveLength(0)
})

test('what else stands in the body reaches neither the auth library nor the log', async () => {
  const callbackURL = `https://evil.example/${'x'.repeat(15_000)}`
  const answer = await server.post(signInPath, { ...credentials, callbackURL })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['location']).toBeUndefined()
  expect(answer.body).not.toContain('evil')
  expect(server.problems).toEqual([])
})

test('without being remembered the cookie ends with the browser', async () => {
  const answer = await server.post(signInPath, { ...credentials, rememberMe: false })
  const session = answer.cookies.find((cookie) => cookie.name === 'solar-capture.session')
  expect(session?.value).toBeTruthy()
  expect(session).not.toHaveProperty('maxAge')
})

test('sessions record the address of the connection, whatever the client says', async () => {
  await server.post(signInPath, credentials, {
    'x-solar-capture-client': '203.0.113.9',
    'x-forwarded-for': '203.0.113.9',
    'user-agent': 'Test',
  })
  expect(await sessions()).toEqual([
    expect.objectContaining({ ipAddress: '127.0.0.1', userAgent: 'Test' }),
  ])
})

test('nobody signs up, and no other route of the auth library is reachable', async () => {
  const signUp = { ...credentials, name: 'Eve', email: 'eve@example.com' }
  for (const path of ['sign-up/email', 'change-email', 'update-user', 'list-sessions', 'ok']) {
    const answer = await server.post(`/api/auth/${path}`, signUp)
    expect([path, answer.statusCode]).toEqual([path, 404])
  }
  await expect(server.deps.auth.api.signUpEmail({ body: signUp })).rejects.toThrow()
  expect(await server.sql`select from users`).toHaveLength(1)
})

test.each([
  ['another site', { origin: 'https://evil.example' }, 403],
  ['a sandboxed page', { origin: 'null' }, 403],
  ['a lookalike address', { origin: 'http://localhost:30000' }, 403],
  ['a script of another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a neighbouring site', { 'sec-fetch-site': 'same-site' }, 403],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
])('%s cannot sign anybody in', async (_name, headers, status) => {
  const answer = await server.post(signInPath, credentials, headers)
  expect(answer.statusCode).toBe(status)
  expect(await sessions()).toHaveLength(0)
})

test('a body that is no JSON is a mistake of the client', async () => {
  const answer = await server.app.inject({
    method: 'POST',
    url: signInPath,
    headers: { 'content-type': 'application/json' },
    payload: '{"email":',
  })
  expect(answer.statusCode).toBe(400)
  expect(server.problems).toEqual([])
})
