import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { sign } from '@solar-capture/core/signature'

import { hashTables, startTestApi, type TestApi, type WireAnswer } from './testing.ts'

const secret = 'the-signing-secret-of-this-endpoint-0001'
const retired = 'a-secret-that-was-retired-last-week-0002'
const fixtures = [
  '01-ping.body',
  '10-created.body',
  '12-rescheduled.body',
  '21-created-custom-fields-nasty-text.body',
  'a4-form-template.body',
].map((name) => ({
  name,
  body: readFileSync(new URL(`../../../packages/core/fixtures/${name}`, import.meta.url)),
}))

type Values = string | string[] | null
const right = (body: Uint8Array) => sign(secret, body)
const wrong = (body: Uint8Array) => sign('some-other-secret-of-enough-characters', body)
const digest = (body: Uint8Array) => createHmac('sha256', secret).update(body).digest()

const variants: Record<string, (body: Buffer) => Values> = {
  absent: () => null,
  empty: () => '',
  blank: () => ' ',
  'the sentinel': () => 'no-secret-provided',
  'the sentinel in upper case': () => 'NO-SECRET-PROVIDED',
  'by a wrong secret': wrong,
  'of another body': () => right(Buffer.from('{"triggerEvent":"PING"}')),
  'of the body and a line break': (body) => right(Buffer.concat([body, Buffer.from('\n')])),
  'of the body printed otherwise': (body) => right(Buffer.from(`${body.toString()} `)),
  'of the body in UTF-16': (body) => right(Buffer.from(body.toString(), 'utf16le')),
  'one digit short': (body) => right(body).slice(1),
  'one digit long': (body) => `${right(body)}0`,
  // HTTP carries no control characters, so those of the digest are moved out of their range.
  'the bare bytes': (body) =>
    Buffer.from(digest(body).map((byte) => byte | 0x80)).toString('latin1'),
  base64: (body) => digest(body).toString('base64'),
  'with sha256=': (body) => `sha256=${right(body)}`,
  'with v1,': (body) => `v1,${right(body)}`,
  'a list with a valid one': (body) => `${right(body)}, ${wrong(body)}`,
  'valid, then invalid': (body) => [right(body), wrong(body)],
  'invalid, then valid': (body) => [wrong(body), right(body)],
  'valid twice': (body) => [right(body), right(body)],
  'with a Cyrillic а': (body) =>
    Buffer.from(right(body).replace(/[a-f0-9]/, 'а'), 'utf8').toString('latin1'),
  'by a retired secret': (body) => sign(retired, body),
  'by the empty key': (body) => createHmac('sha256', '').update(body).digest('hex'),
  'by the secret and a line break': (body) => sign(`${secret}\n`, body),
}

const table = Object.entries(variants)
const ignored = new Set(['date', 'x-request-id'])

function comparable({ status, rawHeaders, body }: WireAnswer) {
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && !ignored.has(name.toLowerCase())
      ? [`${name}: ${rawHeaders[index + 1]}`]
      : [],
  )
  return { status, headers, body }
}

async function sendAll(api: TestApi) {
  const answers = new Set<string>()
  for (const [, signature] of table) {
    for (const { body } of fixtures) {
      const value = signature(body)
      const headers = value === null ? {} : { 'x-cal-signature-256': value }
      const answer = await api.post(body, { 'content-type': 'application/json', ...headers })
      answers.add(JSON.stringify(comparable(answer)))
    }
  }
  return [...answers].map((answer) => JSON.parse(answer) as ReturnType<typeof comparable>)
}

let api: TestApi
let before: Record<string, string>
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())
beforeEach(async () => {
  before = await hashTables(api.sql)
})

const refused = {
  status: 401,
  body: '{"error":"invalid_signature"}',
  headers: expect.arrayContaining([
    'content-type: application/json; charset=utf-8',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'www-authenticate: HMAC-SHA256 header="X-Cal-Signature-256"',
  ]) as string[],
}

test('there are 24 ways to sign wrongly', () => expect(table).toHaveLength(24))

test('with no secret set everything is refused alike, the right signature too', async () => {
  const answers = await sendAll(api)
  expect(answers).toEqual([refused])
  const { body } = fixtures[1] ?? { body: Buffer.alloc(0) }
  const headers = { 'content-type': 'application/json', 'x-cal-signature-256': right(body) }
  expect(comparable(await api.post(body, headers))).toEqual(answers[0])
  // What has the shape of a signature waits for a secret.
  await expectOnlyRejections({ mayPark: true })
})

test('with a secret set everything that is not right is refused alike and changes nothing', async () => {
  await api.addSecret(retired, 'retired')
  await api.addSecret(secret)
  await expect.poll(() => deliverPing()).toBe(200)
  before = await hashTables(api.sql)
  expect(await sendAll(api)).toEqual([refused])
  await expectOnlyRejections()
  const causes = await api.sql<{ cause: string }[]>`select distinct cause from rejection_counts`
  // A retired secret is among the mismatches: which it is, is looked into once in ten seconds only.
  expect(causes.map(({ cause }) => cause).toSorted()).toEqual([
    'header_malformed',
    'header_missing',
    'header_repeated',
    'mismatch',
    'no_secret_here',
    'sender_has_no_secret',
  ])
})

test('a disabled endpoint refuses what is not signed with the same bytes', async () => {
  await api.setMode('disabled')
  await expect.poll(() => deliverPing()).toBe(403)
  expect(await sendAll(api)).toEqual([refused])
  await api.setMode('active')
  await expect.poll(() => deliverPing()).toBe(200)
})

test('the right signature is accepted in either case', async () => {
  const { body } = fixtures[0] ?? { body: Buffer.alloc(0) }
  for (const signature of [right(body), right(body).toUpperCase()]) {
    const answer = await api.post(body, { 'x-cal-signature-256': signature })
    expect(answer.status).toBe(200)
  }
})

async function deliverPing() {
  return (await api.deliver('{"triggerEvent":"PING"}', secret)).status
}

async function expectOnlyRejections({ mayPark = false } = {}) {
  // Longer than the log waits before it writes.
  await expect.poll(() => hashTables(api.sql), { timeout: 6_000 }).not.toEqual(before)
  const after = await hashTables(api.sql)
  const told = [
    'rejections',
    'rejection_counts',
    'audit_log',
    ...(mayPark ? ['parked_bodies'] : []),
  ]
  const rest = Object.fromEntries(Object.entries(after).filter(([table]) => !told.includes(table)))
  expect(rest).toEqual(
    Object.fromEntries(Object.entries(before).filter(([table]) => table in rest)),
  )
}
