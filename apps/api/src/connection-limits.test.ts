import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterEach, expect, test } from 'vitest'

import type { AppOptions } from './app.ts'
import { startTestApi, type TestApi } from './testing.ts'

const ping = JSON.stringify({ triggerEvent: 'PING' })
const request = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'

let api: TestApi
let sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  sockets = []
  await api.close()
})

async function start(app: AppOptions) {
  api = await startTestApi({ app })
  await api.addSecret()
}

async function open(): Promise<Socket> {
  const socket = connect(api.port, '127.0.0.1')
  socket.on('error', () => {})
  sockets.push(socket)
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))
  return socket
}

/** Sends a request on a connection; resolves when it is answered or closed. */
async function askOn(socket: Socket): Promise<void> {
  await new Promise((resolve) => {
    socket.once('data', resolve).once('close', resolve)
    socket.write(request)
  })
}

async function ask(): Promise<void> {
  await askOn(await open())
}

test('connections that wait for a next request keep no delivery out', async () => {
  await start({ connections: { most: 20, mostPerAddress: 1_000 } })
  for (let count = 0; count < 40; count++) await ask()
  expect((await api.deliver(ping)).status).toBe(200)
})

test('connections that waited before it got crowded keep no delivery out', async () => {
  await start({ connections: { most: 20, mostPerAddress: 1_000 } })
  for (let count = 0; count < 16; count++) await ask()
  for (let count = 0; count < 4; count++) await open()
  await sleep(50)
  expect((await api.deliver(ping)).status).toBe(200)
})

test('connections that begin to wait when it is crowded keep no delivery out', async () => {
  await start({ connections: { most: 20, mostPerAddress: 1_000 } })
  for (let count = 0; count < 20; count++) await open()
  await sleep(50)
  await Promise.all(sockets.map(askOn))
  await sleep(50)
  expect((await api.deliver(ping)).status).toBe(200)
})

test('below four fifths of the limit connections stay open', async () => {
  await start({ connections: { most: 20 } })
  for (let count = 0; count < 16; count++) await ask()
  await sleep(50)
  expect(sockets.filter(({ readyState }) => readyState === 'open')).toHaveLength(16)
})

test('an address gets so many connections only, and its first ones stay', async () => {
  await start({ connections: { mostPerAddress: 3 } })
  for (let count = 0; count < 6; count++) await ask()
  await sleep(50)
  const areOpen = sockets.map(({ readyState }) => readyState === 'open')
  expect(areOpen).toEqual([true, true, true, false, false, false])
  sockets[0]?.destroy()
  await sleep(50)
  expect((await api.deliver(ping)).status).toBe(200)
})

test.each(['127.0.0.1', '127.0.0.0/8'])(
  'through a trusted proxy at %s many come',
  async (proxy) => {
    await start({ trustProxy: ['10.0.0.1', proxy], connections: { mostPerAddress: 3 } })
    for (let count = 0; count < 6; count++) await ask()
    await sleep(50)
    expect(sockets.every(({ readyState }) => readyState === 'open')).toBe(true)
    expect((await api.deliver(ping)).status).toBe(200)
  },
)
