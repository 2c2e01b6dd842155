import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { sign } from '@solar-capture/core/signature'

import { rawRequest, speak } from './raw-socket.testing.ts'
import { startTestApi, testSecret, type TestApi } from './testing.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
  await api.addSecret()
})
afterAll(() => api.close())

const post = () => [`POST ${api.webhookPath} HTTP/1.1`, 'Host: localhost']

let count = 0
function signedPing(): string {
  const body = JSON.stringify({ triggerEvent: 'PING', n: count++ })
  const lines = [
    `X-Cal-Signature-256: ${sign(testSecret, Buffer.from(body))}`,
    `Content-Length: ${body.length}`,
  ]
  return rawRequest([...post(), ...lines], body)
}

const refused: [string, number, () => string][] = [
  ['a body that is too large', 413, () => rawRequest([...post(), 'Content-Length: 9999999'])],
  ['garbage', 400, () => 'garbage\r\n\r\n'],
  ['garbage twice', 400, () => `garbage\r\n\r\n${'x'.repeat(100_000)}`],
  ['two lengths', 400, () => rawRequest([...post(), 'Content-Length: 1', 'Content-Length: 2'])],
  [
    'a chunk without length',
    400,
    () => rawRequest([...post(), 'Transfer-Encoding: chunked'], 'zz\r\n'),
  ],
  ['too large headers', 431, () => rawRequest([...post(), `X: ${'x'.repeat(20_000)}`])],
]

test.each(refused)('behind a delivery, %s is answered after it', async (_name, status, next) => {
  for (const deliveries of [1, 3]) {
    const sent = Array.from({ length: deliveries }, signedPing)
    const { text } = await speak(api.port, [[...sent, next()].join('')])
    const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, found]) => Number(found))
    expect(statuses).toEqual([...Array<number>(deliveries).fill(200), status])
    expect(text.match(/"received":true/g)).toHaveLength(deliveries)
  }
})

test('garbage that goes on while a delivery waits is answered once', async () => {
  const warnings: Error[] = []
  const note = (warning: Error) => void warnings.push(warning)
  process.on('warning', note)
  let unlock = () => {}
  const locked = api.sql.begin(async (tx) => {
    await tx`lock table deliveries in access exclusive mode`
    await new Promise<void>((resolve) => (unlock = resolve))
  })
  await sleep(100)
  const garbage = Array<string>(30).fill('garbage\r\n\r\n')
  const sent = speak(api.port, [signedPing(), ...garbage], { pauseMs: 10 })
  await sleep(600)
  unlock()
  await locked
  expect((await sent).text.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400'])
  process.off('warning', note)
  expect(warnings).toEqual([])
})
