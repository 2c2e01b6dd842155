import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'

import { openBrowser } from './browser.testing.ts'
import { calcomBody } from './calcom.testing.ts'
import {
  canariesIn,
  canariesInFiles,
  canariesInTables,
  canaryOf,
  type Canary,
} from './canary-search.testing.ts'
import { startTestApi, testOwner, type TestApi } from './testing.ts'

let api: TestApi
const canaries: Canary[] = []
/** Everything that was asked and answered, without what an answer is there to show once. */
const exchanged: string[] = []
let urls = ''

const newPassword = 'canary of a new pass-phrase'
const wrongPassword = 'canary of a mistyped pass-phrase'
const joinedPassword = 'canary of a joined pass-phrase'
const resetTo = 'canary of a pass-phrase by link'
const webhookSecret = 'canary-of-a-webhook-secret-of-forty-four-char'

const add = (name: string, text: string) => void canaries.push(canaryOf(name, text))
const tokenIn = (link: string) => new URL(link).hash.replace('#token=', '')

beforeAll(async () => {
  api = await startTestApi()
  await live()
})
afterAll(() => api.close())

/** A browser that writes down what it asks for and is answered. */
function watchedBrowser() {
  const browser = openBrowser(api, async (url, answer) => {
    urls += `${url}\n`
    const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie')
    const shown = /generateSecret|apiKey\.create|Totp|RecoveryCodes|invite|resetLink/.test(url)
    exchanged.push(JSON.stringify(headers), shown ? '' : await answer.text())
  })
  const sessionToken = () => /session=([^.;]+)/.exec(browser.cookieHeader())?.[1] ?? ''
  return { ...browser, noteSession: (of: string) => add(`session of ${of}`, sessionToken()) }
}

/** Does once everything that has to do with something secret. */
async function live(): Promise<void> {
  const { password } = testOwner
  add('password', password)
  add('new password', newPassword)
  add('wrong password', wrongPassword)
  add('password of who joined', joinedPassword)
  add('password by a link', resetTo)
  add('webhook secret', webhookSecret)

  const ana = watchedBrowser()
  await ana.signIn(testOwner.email, wrongPassword)
  await ana.signIn('nobody@example.com', wrongPassword)
  await ana.signIn()
  ana.noteSession('the owner')
  await ana.api.account.changePassword.mutate({ currentPassword: password, newPassword })
  ana.noteSession('the owner after another password')

  const { secret: seed } = await ana.api.account.enableTotp.mutate({ password: newPassword })
  add('seed', seed)
  canaries.push({ name: 'bytes of the seed', bytes: Buffer.from(Secret.fromBase32(seed).bytes) })
  const code = new TOTP({ secret: Secret.fromBase32(seed) }).generate()
  const { recoveryCodes } = await ana.api.account.confirmTotp.mutate({ code })
  for (const [index, one] of recoveryCodes.entries()) {
    add(`recovery code ${index}`, one)
    add(`recovery code ${index} without signs`, one.replaceAll(/[^0-9A-Za-z]/g, ''))
  }
  ana.noteSession('the owner after the second step')
  await ana.signIn(testOwner.email, newPassword, { code: recoveryCodes[0] })
  ana.noteSession('the owner by a recovery code')

  const [endpoint] = await ana.api.endpoint.list.query()
  const id = endpoint?.id ?? ''
  const { secret } = await ana.api.endpoint.generateSecret.mutate({ id })
  add('generated webhook secret', secret)
  await ana.api.endpoint.setSecret.mutate({ id, secret: webhookSecret })
  const scopes = ['leads:read', 'leads:write'] as const
  const { key } = await ana.api.apiKey.create.mutate({ name: 'Tool', scopes: [...scopes] })
  add('API key', key)
  add('secret part of the API key', key.slice(-43))
  const headers = { authorization: `Bearer ${key}` }
  exchanged.push((await api.send({ path: '/api/v1/lead/list', headers })).body)
  exchanged.push((await api.send({ path: `/trpc/lead.list?key=nothing`, headers })).body)

  const { link } = await ana.api.member.invite.mutate({ email: 'bo@x.example', role: 'agent' })
  add('token of the invitation', tokenIn(link))
  const bo = watchedBrowser()
  await bo.api.member.invitation.mutate({ token: tokenIn(link) })
  const joining = { token: tokenIn(link), name: 'Bo', password: joinedPassword }
  await bo.api.member.acceptInvitation.mutate(joining)
  bo.noteSession('who joined')
  const { user } = await bo.api.workspace.current.query()
  const reset = await ana.api.member.resetLink.mutate({ userId: user?.id ?? '' })
  add('token of the reset link', tokenIn(reset.link))
  await bo.api.account.resetPassword.mutate({ token: tokenIn(reset.link), password: resetTo })
  await bo.api.account.resetPassword
    .mutate({ token: tokenIn(reset.link), password: resetTo })
    .catch(() => {})

  const booker = { name: 'Jane', email: 'jane@acme.example' }
  const body = calcomBody({ sentAt: new Date().toISOString(), uid: 'one', booker })
  exchanged.push((await api.deliver(body, webhookSecret)).body)
  exchanged.push((await api.deliver(body, secret)).body)
  await ana.api.endpoint.list.query()
  await ana.api.delivery.list.query({})
  await ana.api.audit.list.query({})
  await ana.api.member.list.query()
  await ana.api.apiKey.list.query()
  await ana.signOut()
  await api.deps.afterwards.settle()
}

test('what is searched for is there to be found', () => {
  expect(canaries.length).toBeGreaterThan(35)
  for (const { name, bytes } of canaries) expect([name, bytes.length > 7]).toEqual([name, true])
  expect(exchanged.join('').length).toBeGreaterThan(10_000)
  expect(api.logs.length).toBeGreaterThan(0)
})

test('no log, answer or URL holds anything secret', () => {
  const reported = api.problems.map(({ error, message }) => `${message} ${String(error)}`)
  expect(canariesIn(api.logs.join('\n'), canaries)).toEqual([])
  expect(canariesIn(reported.join('\n'), canaries)).toEqual([])
  expect(canariesIn(exchanged.join('\n'), canaries)).toEqual([])
  expect(canariesIn(urls, canaries)).toEqual([])
})

test('no column of the database holds anything secret', async () => {
  expect(await canariesInTables(api.sql, canaries)).toEqual([])
})

// The server at TEST_DATABASE_URL keeps its files where we do not see them.
const folder = inject('databaseFolder')

test.skipIf(folder === null)('no byte of the files of the database holds anything secret', () => {
  expect(canariesInFiles(folder ?? '', canaries)).toEqual([])
})

test('a leak is found: in a column, in a file, in a log and in whatever form', async () => {
  const leaked = canaryOf('leaked', 'canary that was planted in a column')
  await api.sql`update users set image = ${leaked.bytes.toString('base64')}`
  expect(await canariesInTables(api.sql, [leaked])).toEqual(['users: leaked'])
  if (folder !== null) {
    // Commits need not wait for the disk here.
    await expect.poll(() => canariesInFiles(folder, [leaked]).length).toBeGreaterThan(0)
  }

  const inBytes = canaryOf('in bytes', 'canary of bytes')
  await api.sql`update totps set sealed = ${inBytes.bytes}`
  expect(await canariesInTables(api.sql, [inBytes])).toEqual(['totps: in bytes'])
  api.app.log.info({ secret: webhookSecret }, 'Planted')
  expect(canariesIn(api.logs.join('\n'), canaries)).toEqual(['webhook secret'])
})
