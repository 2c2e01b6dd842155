import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { createOutgoing, type Resolve } from './outgoing.ts'
import { isPublicAddress } from './public-address.ts'

let server: Server
let port: number
let connections = 0
let asked: string[] = []
let answer: { status: number; headers?: Record<string, string>; body?: string }

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.headers.host} ${request.url}`)
    response.writeHead(answer.status, answer.headers).end(answer.body ?? '')
  })
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '::', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  connections = 0
  asked = []
  answer = { status: 200 }
})

const message = { headers: { 'content-type': 'application/json' }, body: '{}' }
const names: Record<string, string[]> = {
  'loop.example': ['127.0.0.1'],
  'loop6.example': ['::1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'half.example': ['93.184.215.14', '127.0.0.1'],
  'carrier.example': ['100.64.0.1'],
}
const resolve: Resolve = async (host) => names[host] ?? []

const hosts = [
  ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1'],
  ...['017700000001', '0x7f.0x0.0x0.0x1', '127.255.255.254', '0.0.0.0', '0', '[::1]', '[::]'],
  ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:7f00:1]', '[64:ff9b::7f00:1]'],
  ...['[2002:7f00:1::]', '[fe80::1]', '[fc00::1]', '[fd12:3456::1]', '[ff02::1]', '10.0.0.1'],
  ...['172.16.0.1', '192.168.1.1', '169.254.169.254', '[fd00:ec2::254]', '100.64.0.1'],
  ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'metadata.google.internal'],
  ...['printer.local', 'loop.example', 'loop6.example', 'mapped.example', 'metadata.example'],
  ...['half.example', '１２７.0.0.1', '127。0。0。1', 'user:password@loop.example'],
]

test.each(hosts)('nothing is sent to %s', async (host) => {
  const outgoing = createOutgoing({ allowPrivate: false, resolve, patienceMs: 2_000 })
  for (const scheme of ['http', 'https']) {
    const sent = outgoing.post(`${scheme}://${host}:${port}/`, message)
    await expect(sent).rejects.toThrow(/private network|https:\/\/|password/)
  }
  expect(connections).toBe(0)
})

test.each(['ftp://a.example/', 'file:///etc/passwd', 'data:,x', 'a.example', ''])(
  '%s is no address to post to',
  (url) => {
    for (const allowPrivate of [true, false]) {
      expect(createOutgoing({ allowPrivate }).refusal(url)).not.toBeNull()
    }
  },
)

test('a name is looked up once, and the connection goes where it was looked at', async () => {
  let lookups = 0
  const rebinding: Resolve = async () => {
    lookups += 1
    return [lookups === 1 ? '93.184.215.14' : '127.0.0.1']
  }
  const outgoing = createOutgoing({ allowPrivate: false, resolve: rebinding, patienceMs: 300 })
  await expect(outgoing.post(`https://rebind.example:${port}/`, message)).rejects.toThrow(
    /did not answer|could not be reached/,
  )
  expect(lookups).toBe(1)
  expect(connections).toBe(0)
})

test('where private addresses are allowed, messages go there under the name that was given', async () => {
  const outgoing = createOutgoing({ allowPrivate: true, resolve })
  await outgoing.post(`http://loop.example:${port}/hook?x=1`, message)
  expect(asked).toEqual([`POST loop.example:${port} /hook?x=1`])
})

test('a redirect is not followed, and an error is one', async () => {
  const outgoing = createOutgoing({ allowPrivate: true, resolve })
  const post = () => outgoing.post(`http://loop.example:${port}/`, message)
  answer = { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } }
  await expect(post()).rejects.toThrow('answered with a redirect (302)')
  answer = { status: 500, body: 'x'.repeat(100_000) }
  await expect(post()).rejects.toThrow('answered 500')
  expect(connections).toBe(2)
  await expect(outgoing.post('http://gone.example/', message)).rejects.toThrow('No server')
})

test('a server that does not answer is left after a while', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
  const { port: at } = silent.address() as AddressInfo
  const outgoing = createOutgoing({ allowPrivate: true, resolve, patienceMs: 200 })
  await expect(outgoing.post(`http://loop.example:${at}/`, message)).rejects.toThrow('in time')
  silent.closeAllConnections()
  await new Promise((done) => silent.close(done))
})

test.each([
  ['93.184.215.14', true],
  ['172.32.0.1', true],
  ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', true],
  ['172.31.255.255', false],
  ['255.255.255.255', false],
  ['2001:db8::1', false],
  ['fe80::1%eth0', false],
  ['a.example', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected)
})
