import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { rawRequest, speak } from './raw-socket.testing.ts'
import { startTestApi, testOwner, type TestApi } from './testing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const head = (path: string, ...lines: string[]) =>
  rawRequest([
    `POST ${path} HTTP/1.1`,
    'Host: localhost:3000',
    'Origin: http://localhost:3000',
    'Content-Type: application/json',
    ...lines,
  ])
const inBytes = (body: string) =>
  body
    .split('')
    .map((byte) => `1\r\n${byte}\r\n`)
    .join('')

test('a body in chunks of one byte arrives whole', async () => {
  const { email, password } = testOwner
  const body = inBytes(JSON.stringify({ email, password }))
  const request = head('/api/auth/sign-in/email', 'Transfer-Encoding: chunked', 'Connection: close')
  const { text } = await speak(api.port, [request, body, '0\r\n\r\n'])
  expect(text).toMatch(/^HTTP\/1\.1 200 [\s\S]*set-cookie: /i)
})

test.each(['/trpc/setup.complete', '/api/auth/sign-in/email'])(
  'an unfinished body in chunks of one byte takes no more memory than any other, at %s',
  async (path) => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const memory = () => {
      collect()
      const { heapUsed, arrayBuffers } = process.memoryUsage()
      return heapUsed + arrayBuffers
    }
    const body = Buffer.from(inBytes('x'.repeat(15_000)))
    const request = head(path, 'Transfer-Encoding: chunked')
    const before = memory()
    const parts = [request, body]
    const sent = Array.from({ length: 20 }, () => speak(api.port, parts, { patienceMs: 2_000 }))
    await sleep(1_500)
    const taken = memory() - before
    await Promise.all(sent)
    expect(taken).toBeLessThan(12 * 1024 * 1024)
  },
)

test('a body that is too large is refused, and the connection is closed', async () => {
  const announced = head('/trpc/setup.complete', `Content-Length: ${100 * 1024 * 1024}`)
  const chunked = head('/trpc/setup.complete', 'Transfer-Encoding: chunked')
  const chunk = `100000\r\n${'x'.repeat(1024 * 1024)}\r\n`
  for (const parts of [[announced], [chunked, chunk, chunk]]) {
    const { text } = await speak(api.port, parts)
    expect(text).toMatch(/^HTTP\/1\.1 413 [\s\S]*connection: close\r\n[\s\S]*"too_large"\}$/)
  }
})
