import { afterEach, beforeEach, expect, test } from 'vitest'

import { owner } from '../access.testing.ts'
import { codeAt, startAccount, turnTotpOn, type AccountServer } from '../account.testing.ts'

let server: AccountServer
let cookie: string
beforeEach(async () => {
  server = await startAccount()
  cookie = (await server.enter()).cookie
})
afterEach(() => server.close())

const { password } = owner
const now = () => server.clock.now
const countSessions = async () => (await server.sql`select from sessions`).length

test('a seed counts once a code of it was given; then other sessions have ended and this one has a new token', async () => {
  const other = await server.enter()
  const { data } = await server.mutate('enableTotp', { password }, { cookie })
  const secret = String(data?.['secret'])
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(data?.['uri']).toContain(`secret=${secret}`)
  expect((await server.enter()).status).toBe(200)
  expect(await server.query('security', cookie)).toMatchObject({ totp: null, recoveryCodesLeft: 0 })

  const wrong = await server.mutate('confirmTotp', { code: '000000' }, { cookie })
  expect(wrong.error?.data.fieldErrors).toHaveProperty('code')
  const code = codeAt(secret, now())
  const confirmed = await server.mutate('confirmTotp', { code }, { cookie })
  const codes: string[] = confirmed.data?.['recoveryCodes'] ?? []
  expect(codes).toHaveLength(10)
  for (const [position, one] of codes.entries()) {
    expect(one).toMatch(new RegExp(`^${position}[a-z2-9]{3}(-[a-z2-9]{4}){3}$`))
  }
  expect(await server.isSignedIn(other.cookie)).toBe(false)
  expect(await server.isSignedIn(cookie)).toBe(false)
  expect(await server.query('security', confirmed.cookie)).toEqual({
    ...{ name: owner.name, email: owner.email, recoveryCodesLeft: 10 },
    totp: { enabledAt: now().toISOString() },
  })
  const stored = await server.sql`select sealed::text, hash from totps, recovery_codes`
  expect(JSON.stringify(stored)).not.toContain(Buffer.from(secret).toString('hex'))
  expect(JSON.stringify(stored)).not.toContain(codes[0]?.replaceAll('-', ''))
  const again = await server.mutate('enableTotp', { password }, { cookie: confirmed.cookie })
  expect(again.status).toBe(409)
  expect((await server.audit()).map(({ action }) => action)).toContain('totp_enabled')
})

test('a seed that takes the place of an unconfirmed one leaves that one worthless', async () => {
  const first = await server.mutate('enableTotp', { password }, { cookie })
  await server.mutate('enableTotp', { password }, { cookie })
  const code = codeAt(String(first.data?.['secret']), now())
  expect((await server.mutate('confirmTotp', { code }, { cookie })).status).toBe(400)
  await server.sql`delete from totps`
  expect((await server.mutate('confirmTotp', { code }, { cookie })).status).toBe(409)
})

test('without its code there is no session, and each code works once', async () => {
  const { secret } = await turnTotpOn(server, cookie)
  const before = await countSessions()
  const missing = await server.enter()
  expect([missing.status, missing.code, missing.cookies]).toEqual([401, 'CODE_NEEDED', []])
  const wrong = await server.enter({ code: '000000' })
  expect([wrong.status, wrong.code, wrong.cookies]).toEqual([401, 'CODE_WRONG', []])
  expect(await countSessions()).toBe(before)

  const code = codeAt(secret, now())
  expect((await server.enter({ code })).status).toBe(200)
  expect((await server.enter({ code })).code).toBe('CODE_WRONG')
  // Nor one of the step before, which would be in time still.
  server.later(30)
  expect((await server.enter({ code: codeAt(secret, now()) })).status).toBe(200)
  expect((await server.enter({ code })).code).toBe('CODE_WRONG')
})

test('of a hundred who use a code at once one gets in', async () => {
  const { secret } = await turnTotpOn(server, cookie)
  const code = codeAt(secret, now())
  const tries = Array.from({ length: 100 }, (_, at) =>
    server.enter({ code }, { from: `198.51.100.${at}` }),
  )
  const statuses = (await Promise.all(tries)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(1)
})

test('that there is a second step shows only once the password was right', async () => {
  const wrong = { password: 'wrong horse battery', code: '000000' }
  const before = await server.enter(wrong)
  await turnTotpOn(server, cookie)
  const after = await server.enter(wrong)
  expect([after.status, after.body]).toEqual([before.status, before.body])
})

test('a recovery code gets in once, however it is typed', async () => {
  const { recoveryCodes } = await turnTotpOn(server, cookie)
  const [first = '', second = ''] = recoveryCodes
  const entered = await server.enter({ code: ` ${first.toUpperCase().replaceAll('-', ' ')} ` })
  expect(entered.status).toBe(200)
  expect((await server.enter({ code: first })).code).toBe('CODE_WRONG')
  expect((await server.enter({ code: `1${first.slice(1)}` })).code).toBe('CODE_WRONG')
  expect(await server.query('security', entered.cookie)).toMatchObject({ recoveryCodesLeft: 9 })
  const both = await Promise.all([1, 2].map(() => server.enter({ code: second })))
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
  const told = (await server.audit()).map(({ action }) => action)
  expect(told.filter((action) => action === 'recovery_code_used')).toHaveLength(2)
})

test('five wrong codes are looked at in five minutes; whoever lacks the password uses none up', async () => {
  const { secret } = await turnTotpOn(server, cookie)
  for (let tries = 0; tries < 8; tries += 1) {
    await server.enter(
      { password: 'wrong horse battery', code: '000000' },
      { from: `198.51.100.${tries}` },
    )
    server.later(60)
  }
  // Until what was wrong before is forgotten, and with it the waits for the next password.
  server.later(901)
  let looked = 0
  for (let tries = 0; tries < 10; tries += 1) {
    const { code } = await server.enter({ code: '000000' }, { from: `203.0.113.${tries}` })
    if (code === 'CODE_WRONG') looked += 1
    server.later(10)
  }
  expect(looked).toBe(5)
  const limited = await server.enter({ code: codeAt(secret, now()) })
  expect(limited.status).toBe(429)
  expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0)
  server.later(300)
  expect((await server.enter({ code: codeAt(secret, now()) })).status).toBe(200)
})

test('it is turned off by password and code, and on again', async () => {
  const on = await turnTotpOn(server, cookie)
  const code = codeAt(on.secret, now())
  const wrongPassword = { password: 'wrong horse battery', code }
  const refused = await server.mutate('disableTotp', wrongPassword, on)
  expect(refused.error?.data.fieldErrors).toHaveProperty('password')
  const wrong = await server.mutate('disableTotp', { password, code: '000000' }, on)
  expect(wrong.error?.data.fieldErrors).toHaveProperty('code')
  const off = await server.mutate('disableTotp', { password, code }, on)
  expect(off.data).toEqual({})
  expect(await server.query('security', off.cookie)).toMatchObject({
    ...{ totp: null, recoveryCodesLeft: 0 },
  })
  expect((await server.enter()).status).toBe(200)
  expect((await server.mutate('disableTotp', { password, code }, off)).status).toBe(409)
  expect((await server.mutate('renewRecoveryCodes', { password }, off)).status).toBe(409)
  expect((await turnTotpOn(server, off.cookie)).recoveryCodes).toHaveLength(10)
})

test('new recovery codes leave those before worthless', async () => {
  const on = await turnTotpOn(server, cookie)
  const renewed = await server.mutate('renewRecoveryCodes', { password }, on)
  const codes: string[] = renewed.data?.['recoveryCodes'] ?? []
  expect((await server.enter({ code: on.recoveryCodes[3] })).code).toBe('CODE_WRONG')
  expect((await server.enter({ code: codes[3] })).status).toBe(200)
})
