import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { sign } from '@solar-capture/core/signature'

import { startTestApi, testSecret, type TestApi, type WireAnswer } from './testing.ts'
import { pluginPath } from './webhook.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  await api.addSecret()
})
afterAll(() => api.close())

/** A server of its own for a test that changes what the others rely on. */
async function startOwn(): Promise<TestApi> {
  const own = await startTestApi()
  onTestFinished(own.close)
  return own
}

const ping = JSON.stringify({
  triggerEvent: 'PING',
  createdAt: '2026-11-24T10:00:00.000Z',
  payload: {},
})

function expectContract(answer: WireAnswer) {
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  })
  for (const name of ['set-cookie', 'location', 'server', 'x-powered-by']) {
    expect(answer.headers).not.toHaveProperty(name)
  }
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual(
    [],
  )
  expect(Buffer.byteLength(answer.body)).toBeLessThan(200)
}

const signedCases: [string, string, number, object][] = [
  ['a ping', ping, 200, { received: true, result: 'pong' }],
  [
    'a trigger that is not used',
    '{"triggerEvent":"SOMETHING_NEW","createdAt":"2026-11-24T10:00:00.000Z","payload":{}}',
    200,
    { received: true, result: 'ignored' },
  ],
  ['a body that is not JSON', 'triggerEvent=PING&x=1', 400, { error: 'invalid_json' }],
  ['nothing', '', 400, { error: 'invalid_json' }],
  ['false', 'false', 422, { error: 'unsupported_payload' }],
  ['a list', '[]', 422, { error: 'unsupported_payload' }],
  ['no trigger event', '{"payload":{}}', 422, { error: 'unsupported_payload' }],
]

test.each(signedCases)('signed: %s', async (_name, body, status, expected) => {
  const answer = await api.deliver(body)
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.body)).toMatchObject(expected)
  expectContract(answer)
})

test('the same body again is a duplicate with the id of the first', async () => {
  const first = JSON.parse((await api.deliver(ping)).body) as { id: string }
  const again = await api.deliver(ping)
  expect(again.status).toBe(200)
  expect(JSON.parse(again.body)).toEqual({ received: true, result: 'duplicate', id: first.id })
})

test('every refusal keeps the contract', async () => {
  const unsigned = await api.post(ping)
  expect(unsigned.status).toBe(401)
  const encoded = await api.post(ping, { 'content-encoding': 'gzip' })
  const large = await api.post(Buffer.alloc(1024 * 1024 + 1))
  for (const answer of [unsigned, encoded, large]) expectContract(answer)
})

test('a disabled endpoint takes nothing, and tells only senders that have the secret', async () => {
  const own = await startOwn()
  await own.addSecret()
  await own.deliver(ping)
  await own.sql`update endpoints set mode = 'disabled'`
  const signed = await own.deliver('{"triggerEvent":"PING","n":2}')
  expect(signed).toMatchObject({ status: 403, body: '{"error":"integration_disabled"}' })
  expectContract(signed)
  expect((await own.post(ping)).status).toBe(401)
  expect(await own.sql`select id from deliveries`).toHaveLength(1)
  await own.sql`update endpoints set mode = 'active'`
  expect((await own.deliver('{"triggerEvent":"PING","n":3}')).status).toBe(200)
})

test('a secret that is retired stops counting at once, and the log says which it was', async () => {
  const own = await startOwn()
  await own.addSecret()
  expect((await own.deliver(ping)).status).toBe(200)
  await own.sql`update endpoint_secrets set status = 'retired'`
  expect((await own.deliver('{"triggerEvent":"PING","n":2}')).status).toBe(401)
  expect(await own.sql`select id from deliveries`).toHaveLength(1)
  await expect
    .poll(() => own.sql`select cause, header_shape from rejections`)
    .toEqual([{ cause: 'retired_secret', header_shape: '64 hex digits' }])
})

test('a delivery by a secret retired long ago is explained as such', async () => {
  const own = await startOwn()
  await own.addSecret('an-older-secret-of-enough-characters', 'retired')
  await own.addSecret()
  expect((await own.deliver(ping, 'an-older-secret-of-enough-characters')).status).toBe(401)
  await expect
    .poll(() => own.sql`select cause from rejections`)
    .toEqual([{ cause: 'retired_secret' }])
})

test('the previous secret counts until it expires', async () => {
  const own = await startOwn()
  await own.addSecret(
    'the-previous-secret-of-enough-letters',
    'previous',
    new Date(Date.now() + 1_500),
  )
  await own.addSecret()
  const answer = await own.deliver(ping, 'the-previous-secret-of-enough-letters')
  expect(answer.status).toBe(200)
  await new Promise((resolve) => setTimeout(resolve, 1_600))
  const later = await own.deliver(
    '{"triggerEvent":"PING"}',
    'the-previous-secret-of-enough-letters',
  )
  expect(later.status).toBe(401)
})

test('a secret that cannot be decrypted is our fault: 503, and nothing is taken', async () => {
  const own = await startOwn()
  await own.addSecret()
  await own.sql`update endpoint_secrets set sealed = set_byte(sealed, 20, 255 - get_byte(sealed, 20))`
  for (const answer of [await own.deliver(ping), await own.post(ping)]) {
    expect(answer).toMatchObject({ status: 503, body: '{"error":"unavailable"}' })
    expect(answer.headers['retry-after']).toBe('5')
    expectContract(answer)
  }
  expect(await own.sql`select id from deliveries`).toHaveLength(0)
  expect(own.problems.length).toBeGreaterThan(0)
})

test('an unknown endpoint is answered like any unknown path', async () => {
  const signature = { 'x-cal-signature-256': sign(testSecret, Buffer.from(ping)) }
  const unknown = [
    '/webhooks/calcom/AAAAAAAAAAAAAAAAAAAAAA',
    '/webhooks/calcom/',
    '/webhooks/calcom/a/b',
  ]
  const other = ['/nothing-here', '/webhooks', '/api/nothing', '/%ZZ', '/webhooks/calcom/%ZZ']
  const answers: object[] = []
  for (const path of [...unknown, ...other]) {
    const { status, headers, body } = await api.post(ping, signature, path)
    const { date: _, 'x-request-id': __, ...rest } = headers
    answers.push({ status, body, rest })
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]).toMatchObject({ status: 404, body: '{"error":"not_found"}' })
})

test("the plugin's path reaches the first workspace's first endpoint", async () => {
  const own = await startOwn()
  await own.addSecret()
  const answer = await own.deliver(ping, testSecret, pluginPath)
  expect(answer.status).toBe(200)
  const rows = await own.sql`select endpoint_id from deliveries`
  expect(rows).toEqual([{ endpoint_id: own.endpoint.id }])
})

test('slashes more or at the end reach the same handler, and nothing is redirected', async () => {
  for (const base of [api.webhookPath, pluginPath]) {
    for (const path of [base, `${base}/`, base.replaceAll('/', '//'), `/${base}`, `${base}?a=b`]) {
      expect((await api.deliver(ping, testSecret, path)).status).toBe(200)
      expect((await api.post(ping, {}, path)).status).toBe(401)
    }
  }
})

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'])(
  '%s is answered 405 with what to do',
  async (method) => {
    for (const path of [api.webhookPath, `${api.webhookPath}/`, pluginPath]) {
      const answer = await api.send({ method, path })
      expect(answer.status).toBe(405)
      expect(answer.headers['allow']).toBe('POST')
      expectContract(answer)
      if (method !== 'HEAD') expect(answer.body).toContain('Paste it into Cal.com')
    }
  },
)

test('neither the log nor an answer holds a secret, a signature, a body or a whole public id', async () => {
  const own = await startOwn()
  await own.addSecret()
  const body = '{"triggerEvent":"PING","payload":{"email":"zoe@example.com"}}'
  const signature = sign(testSecret, Buffer.from(body))
  await own.deliver(body)
  await own.deliver(body, 'wrong')
  await own.post(body)
  const text = [...own.logs, JSON.stringify(own.problems)].join('\n')
  expect(text).toContain('Webhook request refused')
  for (const canary of [testSecret, signature, 'zoe@example.com', own.endpoint.publicId]) {
    expect(text).not.toContain(canary)
  }
})
