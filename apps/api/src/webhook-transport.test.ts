import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { sign, signatureHeader } from '@solar-capture/core/signature'

import { rawRequest, speak } from './raw-socket.testing.ts'
import { startTestApi, testSecret, type TestApi } from './testing.ts'

const mebibyte = 1024 * 1024

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  await api.addSecret()
})
afterAll(() => api.close())

function head(...lines: string[]): string[] {
  return [`POST ${api.webhookPath} HTTP/1.1`, 'Host: localhost', ...lines]
}

/** A signed ping that is padded to `size` bytes. */
function padded(size: number): Buffer {
  const start = Buffer.from('{"triggerEvent":"PING","createdAt":"2026-11-24T00:00:00.000Z","pad":"')
  return Buffer.concat([start, Buffer.alloc(size - start.length - 2, 'x'), Buffer.from('"}')])
}

function chunked(body: Uint8Array, chunk = 64 * 1024): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = 0; at < body.length; at += chunk) {
    const part = body.subarray(at, at + chunk)
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'))
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')])
}

const tooLarge = /^HTTP\/1\.1 413 [\s\S]*connection: close\r\n[\s\S]*\{"error":"too_large"\}$/

test.each(['content-length', 'chunked'])(
  'a body of 1 MiB is taken and one byte more is refused, by %s',
  async (framing) => {
    const send = (body: Buffer) => {
      const isChunked = framing === 'chunked'
      const length = isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`
      const lines = head(`X-Cal-Signature-256: ${sign(testSecret, body)}`, length)
      const close = 'Connection: close'
      return speak(api.port, [rawRequest([...lines, close]), isChunked ? chunked(body) : body])
    }
    expect((await send(padded(mebibyte))).text).toMatch(/^HTTP\/1\.1 200 [\s\S]*"received":true/)
    expect((await send(padded(mebibyte + 1))).text).toMatch(tooLarge)
  },
)

test('a body in chunks of one byte takes no more memory than any other, and is taken', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const memory = () => {
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const body = padded(150_000)
  const lines = [`X-Cal-Signature-256: ${sign(testSecret, body)}`, 'Transfer-Encoding: chunked']
  const request = rawRequest(head(...lines, 'Connection: close'))
  const chunks = chunked(body, 1)
  const before = memory()
  const pauseMs = 1_500
  const all = [request, chunks.subarray(0, -5), chunks.subarray(-5)]
  const sent = Promise.all(Array.from({ length: 3 }, () => speak(api.port, all, { pauseMs })))
  await sleep(2 * pauseMs - 200)
  const taken = memory() - before
  for (const { text } of await sent) expect(text).toMatch(/^HTTP\/1\.1 200 [\s\S]*"received":true/)
  expect(taken).toBeLessThan(8 * mebibyte)
}, 15_000)

test('a body that says that it is too large is refused before it comes', async () => {
  const answer = await speak(api.port, [rawRequest(head(`Content-Length: ${100 * mebibyte}`))])
  expect(answer.text).toMatch(tooLarge)
  expect(answer.openMs).toBeLessThan(3_000)
})

test('the refusal reaches a sender that is busy sending', async () => {
  const large = Buffer.alloc(2 * mebibyte, 'x')
  const request = rawRequest(head(`Content-Length: ${large.length}`))
  const answer = await speak(api.port, [request, large], { pauseMs: 50, readAfterMs: 300 })
  expect(answer.text).toMatch(tooLarge)
})

test('an endless body is refused when it has become too large, and the connection is closed', async () => {
  const chunk = Buffer.alloc(mebibyte, 'x')
  const part = Buffer.concat([Buffer.from('100000\r\n'), chunk, Buffer.from('\r\n')])
  const parts = [rawRequest(head('Transfer-Encoding: chunked')), ...Array<Buffer>(50).fill(part)]
  const answer = await speak(api.port, parts, { pauseMs: 20 })
  expect(answer.text).toMatch(tooLarge)
})

test('a body that does not come in time is answered 408 with the headers of every answer', async () => {
  const stalled = speak(api.port, [rawRequest(head('Content-Length: 100'), '{"trigg')], {
    patienceMs: 15_000,
  })
  const dripping = speak(
    api.port,
    [rawRequest(head('Content-Length: 100')), ...Array<string>(20).fill('x')],
    { pauseMs: 1_000, patienceMs: 15_000 },
  )
  const headers = speak(api.port, ['POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '], {
    patienceMs: 15_000,
  })
  const answers = await Promise.all([stalled, dripping, headers])
  for (const { text, status, openMs } of answers) {
    expect(status).toBe(408)
    expect(openMs).toBeGreaterThan(9_000)
    expect(openMs).toBeLessThan(11_500)
    expect(text).toMatch(/content-type: application\/json; charset=utf-8\r\n/)
    expect(text).toMatch(/cache-control: no-store\r\n/)
    expect(text).toMatch(/x-content-type-options: nosniff\r\n/)
    expect(text).toMatch(/x-request-id: [0-9a-f-]{36}\r\n/)
    expect(text).toMatch(/connection: close\r\n/)
    expect(text).toMatch(/\{"error":"too_slow"\}$/)
  }
})

test.each(['gzip', 'br', 'deflate', 'gzip, gzip', 'x-anything'])(
  'a body encoded as %s is refused unread',
  async (encoding) => {
    const body = gzipSync(padded(5_000))
    const signature = createHmac('sha256', testSecret).update(body).digest('hex')
    const answer = await api.post(body, {
      [signatureHeader]: signature,
      'content-encoding': encoding,
    })
    expect(answer.status).toBe(415)
    expect(answer.body).toBe('{"error":"content_encoding_not_supported"}')
  },
)

test('a body encoded as identity is taken', async () => {
  const body = padded(1_000)
  const answer = await api.post(body, {
    [signatureHeader]: sign(testSecret, body),
    'content-encoding': 'identity',
  })
  expect(answer.status).toBe(200)
})

const body = padded(200)
const signed = () => `X-Cal-Signature-256: ${sign(testSecret, body)}`
const length = `Content-Length: ${body.length}`
const cases: [string, number, () => string[]][] = [
  ['plain', 200, () => [signed(), length]],
  ['two equal valid signatures', 401, () => [signed(), signed(), length]],
  ['an empty second signature', 401, () => [signed(), 'X-Cal-Signature-256: ', length]],
  ['blanks around the signature', 200, () => [signed().replace(': ', ':   \t') + '  ', length]],
  ['the header in upper case', 200, () => [signed().toUpperCase().replace(': ', ': '), length]],
  ['no content type', 200, () => [signed(), length]],
  ['a content type that is none', 200, () => [signed(), length, 'Content-Type: ;;nonsense']],
  ['a form', 200, () => [signed(), length, 'Content-Type: application/x-www-form-urlencoded']],
  ['multipart', 200, () => [signed(), length, 'Content-Type: multipart/form-data; boundary=x']],
  ['two content types', 200, () => [signed(), length, 'Content-Type: a/b', 'Content-Type: c/d']],
  ['a header called __proto__', 200, () => [signed(), length, '__proto__: x']],
  ['two equal lengths', 400, () => [signed(), length, length]],
  ['two lengths', 400, () => [signed(), length, 'Content-Length: 1']],
  ['a length and chunks', 400, () => [signed(), length, 'Transfer-Encoding: chunked']],
  ['a length that is no number', 400, () => [signed(), 'Content-Length: 0x10']],
  ['a negative length', 400, () => [signed(), 'Content-Length: -1']],
  ['an unknown transfer encoding', 400, () => [signed(), 'Transfer-Encoding: gzip']],
  ['a folded header', 400, () => [signed(), length, 'X-Folded: a\r\n b']],
  ['NUL in a header', 400, () => [signed(), length, 'X-Nul: a\0b']],
  ['a space before the colon', 400, () => [signed(), length, 'X-Space : a']],
  ['a header of 20 KB', 431, () => [signed(), length, `X-Large: ${'x'.repeat(20_000)}`]],
  ['2,500 headers', 431, () => [signed(), length, ...Array<string>(2_500).fill('X-A: 12345')]],
]

test.each(cases)('over the wire: %s is answered %i', async (_name, status, lines) => {
  const request = rawRequest([...head(...lines()), 'Connection: close'])
  const answer = await speak(api.port, [request, body])
  expect(answer.status).toBe(status)
  expect(answer.text).toMatch(/x-request-id: [0-9a-f-]{36}\r\n/i)
  expect(answer.text.match(/HTTP\/1\.1/g)).toHaveLength(1)
})

test('a request without Host is refused', async () => {
  const answer = await speak(api.port, ['GET / HTTP/1.1\r\n\r\n'])
  expect(answer.status).toBe(400)
})

test('a sender that hangs up in the middle of a body leaves nothing behind', async () => {
  const before = api.problems.length
  await speak(api.port, [rawRequest(head('Content-Length: 100'), '{"tri')], { patienceMs: 100 })
  expect((await api.deliver(padded(300))).status).toBe(200)
  expect(api.problems).toHaveLength(before)
})

test('the limits of the running server are the intended ones', () => {
  const { server } = api.app
  expect(server).toMatchObject({
    requestTimeout: 10_000,
    headersTimeout: 10_000,
    timeout: 20_000,
    keepAliveTimeout: 72_000,
    maxRequestsPerSocket: 1_000,
    maxConnections: 2_000,
  })
  expect(server.headersTimeout).toBeLessThanOrEqual(server.requestTimeout)
  expect(api.app.initialConfig).toMatchObject({
    bodyLimit: mebibyte,
    connectionTimeout: 20_000,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    exposeHeadRoutes: false,
    requestIdHeader: false,
  })
})
