import { afterEach, beforeEach, expect, test } from 'vitest'

import { owner, startAccess } from './access.testing.ts'
import { deviceCookie } from './known-device.ts'
import { setUp } from './set-up.ts'

let server: Awaited<ReturnType<typeof startAccess>>

beforeEach(async () => {
  server = await startAccess()
  await setUp(server.deps, owner)
})
afterEach(() => server.close())

const from = (remoteAddress: string, password: string, cookie?: string) =>
  server.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: { origin: 'http://localhost:3000', ...(cookie === undefined ? {} : { cookie }) },
    remoteAddress,
    payload: { email: owner.email, password },
  })

test('somebody who guesses without end keeps the owner out of no browser that they used before', async () => {
  const known = await server.signIn()
  for (let tries = 0; tries < 20; tries += 1)
    await from(`203.0.113.${tries}`, 'wrong horse battery')
  expect((await from('198.51.100.7', owner.password)).statusCode).toBe(429)
  const answer = await from('198.51.100.7', owner.password, known)
  expect(answer.statusCode).toBe(200)
  // That one was let in makes nobody else any faster.
  expect((await from('203.0.113.99', 'wrong horse battery')).statusCode).toBe(429)
})

test('a browser that is known has waits of its own', async () => {
  const known = await server.signIn()
  for (let tries = 0; tries < 5; tries += 1) {
    expect((await from('203.0.113.9', `guess number ${tries}`, known)).statusCode).toBe(401)
  }
  expect((await from('203.0.113.9', owner.password, known)).statusCode).toBe(429)
  expect((await from('203.0.113.8', owner.password)).statusCode).toBe(200)
})

test.each([
  ['of somebody else', 'bob'],
  ['that was forged', 'forged'],
  ['that is half a year old', 'old'],
  ['from before the password was another', 'changed'],
])('a cookie %s makes no browser known', async (_which, kind) => {
  let known = await server.signIn()
  if (kind === 'bob') {
    const { encryption, publicUrl, now } = server.deps
    const other = { userId: 'bob', passwordHash: 'x' }
    const [name] = /solar-capture\.device-\w+/.exec(known) ?? []
    const [, value] = /=([^;]*)/.exec(deviceCookie({ encryption, publicUrl, now }, other)) ?? []
    known = `${name}=${value}`
  }
  if (kind === 'forged') known = known.replace(/(device-\w+=).{4}/, '$1AAAA')
  if (kind === 'old') server.clock.now = new Date(Date.now() + 181 * 24 * 60 * 60 * 1000)
  if (kind === 'changed') {
    const { password } = await server.deps.auth.$context
    await server.sql`update accounts set password = ${await password.hash(owner.password)}`
  }
  for (let tries = 0; tries < 5; tries += 1) await from('203.0.113.9', 'wrong horse battery')
  expect((await from('198.51.100.7', owner.password, known)).statusCode).toBe(429)
})
