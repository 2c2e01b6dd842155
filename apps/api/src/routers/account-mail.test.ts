import { afterEach, beforeEach, expect, test } from 'vitest'

import { owner } from '../access.testing.ts'
import { startAccount, type AccountServer } from '../account.testing.ts'
import { createMail } from '../mail.ts'
import { startMailServer } from '../smtp.testing.ts'

type MailServer = Awaited<ReturnType<typeof startMailServer>>

let server: AccountServer
let mailServer: MailServer
beforeEach(async () => {
  server = await startAccount()
  mailServer = await startMailServer()
  server.deps.mail = mailOf(mailServer)
})
afterEach(async () => {
  await server.close()
  await mailServer.close()
})

const mailOf = ({ url }: MailServer) => createMail({ url, from: 'Solar <solar@example.com>' })
const request = (email: string = owner.email, from = '127.0.0.1') =>
  server.mutate('requestReset', { email }, { from })
const settle = () => server.deps.afterwards.settle()

test('whoever has the email gets a link that works for an hour', async () => {
  expect((await request('ANA@example.com')).data).toEqual({})
  await settle()
  const [mail = ''] = mailServer.mails
  expect(mail).toContain(`To: ${owner.email}`)
  expect(mail).toContain('From: Solar <solar@example.com>')
  const text = mail.replaceAll('=\r\n', '').replaceAll('=3D', '=')
  const [, token] = /http:\/\/localhost:3000\/reset#token=([\w-]{43})/.exec(text) ?? []
  const password = 'a better horse battery'
  expect((await server.mutate('resetPassword', { token, password })).status).toBe(200)
  expect((await server.enter({ password })).status).toBe(200)

  server.later(301)
  await request()
  await settle()
  server.later(3600)
  const late = mailServer.mails[1]?.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? ''
  const [, lateToken] = /#token=([\w-]{43})/.exec(late) ?? []
  const refused = await server.mutate('resetPassword', { token: lateToken, password })
  expect(refused.status).toBe(401)
})

test('nobody gets one for an unknown email, and the answer is the same, before anything is looked up', async () => {
  const known = await request()
  const unknown = await request('nobody@example.com')
  expect([unknown.status, unknown.body]).toEqual([known.status, known.body])
  await settle()
  expect(mailServer.mails).toHaveLength(1)
  const { log } = { log: JSON.stringify(await server.audit()) }
  expect(log).not.toContain('nobody@example.com')
})

test('a person gets one mail in five minutes, and an address asks twenty times a minute', async () => {
  for (let tries = 0; tries < 5; tries += 1) await request(owner.email, `203.0.113.${tries}`)
  await settle()
  expect(mailServer.mails).toHaveLength(1)
  const statuses: number[] = []
  for (let tries = 0; tries < 25; tries += 1) statuses.push((await request('x@y.example')).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(20)
  expect(statuses.at(-1)).toBe(429)
})

test('a mail that is not taken is reported without its address', async () => {
  const refusing = await startMailServer(true)
  server.deps.mail = mailOf(refusing)
  const told: string[] = []
  expect((await request()).status).toBe(200)
  await settle()
  expect(server.problems).toEqual(['A link for a new password was not sent'])
  const error = await mailOf(refusing)
    .send({ to: owner.email, subject: 'x', text: 'x' })
    .catch((thrown: unknown) => thrown)
  for (let cause = error; cause instanceof Error; cause = cause.cause) told.push(cause.message)
  expect(told).toEqual([expect.stringContaining('550')])
  expect(told.join()).not.toContain('@')
  await refusing.close()
})

test('where no mail is sent, that is said, and setup.status tells which it is', async () => {
  const status = async () => (await server.get('/trpc/setup.status')).json().result.data
  expect(await status()).toEqual({ done: true, mail: true })
  server.deps.mail = null
  expect(await status()).toEqual({ done: true, mail: false })
  const { status: code, error } = await request()
  expect([code, error?.message]).toEqual([404, expect.stringContaining('sends no mail')])
})
