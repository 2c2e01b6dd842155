import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { codeAt } from './account.testing.ts'
import { openBrowser, type Browser } from './browser.testing.ts'
import { toolCaller } from './caller.testing.ts'
import { needs, type Need } from './needs.ts'
import { makePrincipals } from './principals.testing.ts'
import { callProcedure, listProcedures, readAnswer } from './procedures.testing.ts'
import { askRest } from './rest/rest.testing.ts'
import { startTestApi, testOwner, type TestApi } from './testing.ts'

let api: TestApi
let now = new Date()
let id = ''
let ana: Browser
let people: Awaited<ReturnType<typeof makePrincipals>>

beforeAll(async () => {
  api = await startTestApi({ now: () => now })
  id = api.endpoint.id
  people = await makePrincipals(api)
})
beforeEach(async () => {
  ana = await signedIn()
})
afterAll(() => api.close())

const { password } = testOwner
const refusal = {
  message: 'Confirm that it is you, then ask for this again.',
  data: { code: 'PRECONDITION_REQUIRED', httpStatus: 428 },
}
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}

async function signedIn(more: object = {}): Promise<Browser> {
  const browser = openBrowser(api)
  expect((await browser.signIn(testOwner.email, password, more)).status).toBe(200)
  return browser
}

/** What the audit log tells of this very moment. */
async function told(): Promise<string[]> {
  await api.deps.afterwards.settle()
  const rows = await api.sql<{ action: string; by: string | null }[]>`
    select action, details->>'by' as by from audit_log where at = ${now.toISOString()}`
  return rows.map(({ action, by }) => (by === null ? action : `${action} ${by}`))
}

const fingerprint = async () =>
  (await toolCaller(api, ['deliveries:read']).endpoint.list())[0]?.secret?.fingerprint

// Written out here, and not read from the product.
const asking = [
  ...['account.revokeSession', 'account.revokeOtherSessions'],
  ...['member.setRole', 'member.resetLink', 'member.resetTotp', 'member.invite', 'apiKey.create'],
  ...['endpoint.setSecret', 'endpoint.generateSecret', 'endpoint.rotateSecret'],
  ...['endpoint.retirePrevious', 'endpoint.checkSecret', 'endpoint.leakReport'],
  ...['reconcile.saveApiKey', 'reconcile.removeApiKey'],
]

test('whatever touches a secret or a way in refuses who signed in more than five minutes ago, and no key', async () => {
  const statusOf = async (path: string, method: 'GET' | 'POST', headers: Record<string, string>) =>
    readAnswer(await callProcedure(api, { path, method, headers, input: { wrong: true } })).status
  const refused = async (headers: Record<string, string>) => {
    const found: string[] = []
    for (const { path, method } of listProcedures()) {
      if ((await statusOf(path, method, headers)) === 428) found.push(path)
    }
    return found.toSorted()
  }
  expect(await refused(people.owner)).toEqual([])
  later(5 * 60 + 1)
  expect(await refused(people.owner)).toEqual(asking.toSorted())
  expect(await refused(people.keyForSettings)).toEqual([])
  // Who may not do it at all is told so, and not asked for a password.
  expect(await statusOf('endpoint.setSecret', 'POST', people.agent)).toBe(403)
})

test('what asks for a proof says so in its description, and so does the document', async () => {
  const { paths } = JSON.parse((await api.send({ path: '/api/openapi.json' })).body) as {
    paths: Record<string, Record<string, { responses: object }>>
  }
  const described = Object.entries(paths)
    .filter(([, methods]) => Object.values(methods).some(({ responses }) => '428' in responses))
    .map(([path]) => path.slice('/api/v1/'.length).replaceAll('/', '.'))
  const declared = Object.entries<Need>(needs).filter(([, need]) => 'proof' in need)
  expect(described.toSorted()).toEqual(asking.toSorted())
  expect(declared.map(([name]) => name).toSorted()).toEqual(asking.toSorted())
})

test('signing in counts for five minutes, then the password does again', async () => {
  later(5 * 60)
  await ana.api.endpoint.generateSecret.mutate({ id })
  later(1)
  const before = await fingerprint()
  await expect(ana.api.endpoint.generateSecret.mutate({ id })).rejects.toMatchObject(refusal)
  expect(await fingerprint()).toBe(before)
  await ana.api.account.proveSelf.mutate({ password })
  expect(await told()).toContain('identity_proved password')
  await ana.api.endpoint.generateSecret.mutate({ id })
  expect(await fingerprint()).not.toBe(before)
  later(5 * 60 + 1)
  await expect(ana.api.endpoint.generateSecret.mutate({ id })).rejects.toMatchObject(refusal)
})

test('a session of which it is not known when it was proved is asked, and can be', async () => {
  await api.sql`update sessions set proved_at = null`
  await expect(ana.api.endpoint.generateSecret.mutate({ id })).rejects.toMatchObject(refusal)
  await ana.api.account.proveSelf.mutate({ password })
  await ana.api.endpoint.generateSecret.mutate({ id })
})

test('a proof is of one session, which gets another token by it', async () => {
  const other = await signedIn()
  later(6 * 60)
  const before = ana.cookieHeader()
  await ana.api.account.proveSelf.mutate({ password })
  await expect(other.api.endpoint.generateSecret.mutate({ id })).rejects.toMatchObject(refusal)
  const old = await api.send({ path: '/trpc/account.security', headers: { cookie: before } })
  expect(old.status).toBe(401)
  expect(
    (await ana.api.account.sessions.query()).filter(({ isCurrent }) => isCurrent),
  ).toHaveLength(1)
})

test('wrong passwords prove nothing, and are counted and told as those of signing in', async () => {
  later(6 * 60)
  const wrong = ana.api.account.proveSelf.mutate({ password: 'not my password' })
  await expect(wrong).rejects.toMatchObject({
    data: { code: 'BAD_REQUEST', fieldErrors: { password: ['This is not your password.'] } },
  })
  expect(await told()).toContain('sign_in_failed')
  await expect(ana.api.account.proveSelf.mutate({ code: '123456' })).rejects.toMatchObject({
    data: { code: 'BAD_REQUEST', fieldErrors: { password: ['Give your password.'] } },
  })
  await expect(ana.api.endpoint.generateSecret.mutate({ id })).rejects.toMatchObject(refusal)
  for (let n = 2; n <= 5; n++) {
    await expect(
      ana.api.account.proveSelf.mutate({ password: 'not my password' }),
    ).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } })
  }
  await expect(ana.api.account.proveSelf.mutate({ password })).rejects.toMatchObject({
    data: { code: 'TOO_MANY_REQUESTS' },
  })
  // Of this session alone: whoever took it over does not keep the person out elsewhere.
  const other = await signedIn()
  later(2)
  await ana.api.account.proveSelf.mutate({ password })
  expect((await other.api.endpoint.list.query()).length).toBeGreaterThan(0)
})

test('changing the password proves it too', async () => {
  later(6 * 60)
  await expect(ana.api.endpoint.generateSecret.mutate({ id })).rejects.toMatchObject(refusal)
  await ana.api.account.changePassword.mutate({
    currentPassword: password,
    newPassword: 'up on a ladder',
  })
  await ana.api.endpoint.generateSecret.mutate({ id })
  await ana.api.account.changePassword.mutate({
    currentPassword: 'up on a ladder',
    newPassword: password,
  })
})

test('where alarms are posted and what signs them asks for a proof, their other settings do not', async () => {
  later(6 * 60)
  await ana.api.alarm.saveSettings.mutate({ timing: 'daily' })
  for (const change of [
    { webhookUrl: 'https://hooks.acme.example' },
    { renewSecret: true },
    { webhookUrl: null },
  ]) {
    await expect(ana.api.alarm.saveSettings.mutate(change)).rejects.toMatchObject(refusal)
  }
})

test('REST says it by its status, and asks no key', async () => {
  later(6 * 60)
  const headers = { cookie: ana.cookieHeader(), origin: api.deps.publicUrl.origin }
  const refused = await askRest(api, 'endpoint/generateSecret', { headers, body: { id } })
  expect([refused.status, refused.error?.code]).toEqual([428, 'PRECONDITION_REQUIRED'])
  const key = people.keyForSettings
  const allowed = await askRest(api, 'endpoint/generateSecret', { headers: key, body: { id } })
  expect(allowed.status).toBe(200)
  expect(
    (await askRest(api, 'account/proveSelf', { headers: key, body: { password } })).status,
  ).toBe(403)
})

test('with the second step on it is a code that proves it, each once, and the password alone does not', async () => {
  const { secret } = await ana.api.account.enableTotp.mutate({ password })
  const { recoveryCodes } = await ana.api.account.confirmTotp.mutate({ code: codeAt(secret, now) })
  later(6 * 60)
  const prove = (given: { password?: string; code?: string }) =>
    ana.api.account.proveSelf.mutate(given)
  await expect(prove({ password })).rejects.toMatchObject({
    data: {
      code: 'BAD_REQUEST',
      fieldErrors: { code: [expect.stringContaining('your authenticator app shows')] },
    },
  })
  await expect(prove({ password, code: '000000' })).rejects.toMatchObject({
    data: { code: 'BAD_REQUEST', fieldErrors: { code: [expect.stringContaining('wrong, used')] } },
  })
  expect(await told()).toContain('totp_failed')
  await expect(ana.api.endpoint.generateSecret.mutate({ id })).rejects.toMatchObject(refusal)
  const code = codeAt(secret, now)
  await prove({ code })
  expect(await told()).toContain('identity_proved totp')
  await ana.api.endpoint.generateSecret.mutate({ id })
  await expect(prove({ code })).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } })
  later(6 * 60)
  await prove({ code: recoveryCodes[0] ?? '' })
  await ana.api.endpoint.generateSecret.mutate({ id })
  expect((await ana.api.account.security.query()).recoveryCodesLeft).toBe(9)
  later(6 * 60)
  for (let n = 1; n <= 5; n++) {
    await expect(prove({ code: '000000' })).rejects.toMatchObject({ data: { code: 'BAD_REQUEST' } })
  }
  await expect(prove({ code: codeAt(secret, now) })).rejects.toMatchObject({
    data: { code: 'TOO_MANY_REQUESTS' },
  })
})
