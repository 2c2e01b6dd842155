import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { verify } from '../packages/core/src/signature.ts'
import { readFixture } from './fixtures.ts'
import { explain, postDelivery } from './post-delivery.ts'

const received: { request: IncomingMessage; body: Buffer }[] = []
const server = createServer((request, response) => {
  void buffer(request).then((body) => {
    received.push({ request, body })
    response.writeHead(200).end('{"received":true,"result":"applied"}')
  })
})
let url = ''
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}/hook` : ''
})
afterAll(() => server.close())

test('a delivery arrives as Cal.com sends it, with a signature that counts', async () => {
  const secret = 'a secret of Zoë that is long enough'
  const fixture = readFixture('21-created-custom-fields-nasty-text')
  const answer = await postDelivery(url, secret, fixture)
  expect(answer).toEqual({ status: 200, text: '{"received":true,"result":"applied"}' })
  const secrets = { current: secret, previous: null }
  expect(
    received.map(({ request, body }) => ({
      type: request.headers['content-type'],
      version: request.headers['x-cal-webhook-version'],
      verdict: verify(request.headersDistinct['x-cal-signature-256'] ?? [], body, secrets),
      body: body.toString(),
    })),
  ).toEqual([
    {
      type: 'application/json',
      version: '2021-10-20',
      verdict: { ok: true, verdict: 'valid' },
      body: fixture.body,
    },
  ])
})

test('an address where nothing answers is named', async () => {
  const delivery = readFixture('01-ping')
  await expect(postDelivery('http://127.0.0.1:1/hook', 'x', delivery)).rejects.toThrow(
    /Nothing answers at http:\/\/127\.0\.0\.1:1\/hook/,
  )
})

test.each([
  [200, '{"received":true,"result":"applied"}', /applied/],
  [200, '{"received":true,"result":"unmatched"}', /Unmatched/],
  [200, 'OK', /took it/],
  [302, '', /redirect/],
  [401, '{"error":"invalid_signature"}', /secret/],
  [500, '', /no answer of a Solar Capture endpoint/],
])('an answer of %i %s is explained', (status, text, words) => {
  expect(explain({ status, text })).toMatch(words)
})
