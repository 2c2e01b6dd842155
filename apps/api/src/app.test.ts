import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { speak } from './raw-socket.testing.ts'
import { startTestApi, testOwner, type TestApi } from './testing.ts'

const html = { accept: 'text/html,application/xhtml+xml' }
const folder = mkdtempSync(join(tmpdir(), 'solar-web-'))
const state = { draining: false }

let api: TestApi
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Solar Capture</title>')
  writeFileSync(join(folder, 'assets', 'main-3f2a.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'main-3f2a.js.br'), 'not looked into')
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  api = await startTestApi({ app: { webApp: folder, isDraining: () => state.draining } })
})
afterAll(async () => {
  await api.close()
  rmSync(folder, { recursive: true })
})

test.each(['/', '/leads', '/leads/0192/x?tab=a', '/settings/integrations/', '//leads'])(
  'a visit to %s gets the page, which is not cached',
  async (path) => {
    const answer = await api.send({ path, headers: html })
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('<title>Solar Capture</title>')
    expect(answer.headers['content-type']).toMatch(/^text\/html/)
    expect(answer.headers['cache-control']).toBe('no-store')
  },
)

test.each([
  ['GET', '/assets/gone-1234.js', html],
  ['GET', '/robots.txt', html],
  // It is sent with a nonce only.
  ['GET', '/index.html', html],
  ['GET', '/leads', { accept: 'application/json' }],
  ['GET', '/leads', {}],
  ['GET', '/api/leads', html],
  ['GET', '/webhooks/calcom', html],
  ['POST', '/leads', html],
  ['DELETE', '/', html],
  ['GET', '/../../etc/passwd', {}],
  ['GET', '/%2e%2e/%2e%2e/etc/passwd', {}],
  ['GET', '/assets/..%2f..%2fetc%2fpasswd', html],
])('%s %s with %o is not found', async (method, path, headers) => {
  const answer = await api.send({ method, path, headers })
  expect(answer).toMatchObject({ status: 404, body: '{"error":"not_found"}' })
})

test('files with a hash in their name are cached for ever, others are not', async () => {
  const hashed = await api.send({ path: '/assets/main-3f2a.js' })
  expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(hashed.headers['content-type']).toMatch(/javascript/)
  expect((await api.send({ path: '/favicon.svg' })).headers['cache-control']).toBe('no-store')
})

test('a file goes out compressed to whoever takes that', async () => {
  const path = '/assets/main-3f2a.js'
  const compressed = await api.send({ path, headers: { 'accept-encoding': 'gzip, br' } })
  expect(compressed).toMatchObject({ status: 200, body: 'not looked into' })
  expect(compressed.headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': expect.stringMatching(/javascript/),
    'cache-control': 'public, max-age=31536000, immutable',
    vary: expect.stringMatching(/accept-encoding/i),
  })
  expect(await api.send({ path, headers: { 'accept-encoding': 'gzip' } })).toMatchObject({
    body: 'export {}',
  })
})

test('the request id is made here, whatever comes in', async () => {
  const headers = { 'x-request-id': 'theirs', 'request-id': 'theirs' }
  expect((await api.send({ path: '/healthz', headers })).headers['x-request-id']).not.toBe('theirs')
})

test('only known hosts are served, but for webhooks and health', async () => {
  const status = async (host: string, path = '/', method = 'GET') =>
    (await api.send({ path, method, headers: { ...html, host } })).status
  for (const host of [
    'localhost:3000',
    'LOCALHOST:3000',
    '127.0.0.1:9999',
    '[::1]:80',
    'localhost',
  ]) {
    expect(await status(host)).toBe(200)
  }
  const foreign = ['evil.example', 'localhost.evil.example', 'localhost:3000@evil.example', 'a b']
  for (const host of foreign) {
    expect(await status(host)).toBe(421)
    expect(await status(host, '/trpc/setup.status')).toBe(421)
    expect(await status(host, '/healthz')).toBe(200)
    expect(await status(host, '/readyz')).toBe(200)
    expect(await status(host, api.webhookPath, 'POST')).toBe(401)
  }
})

test('a request that names no host is not served', async () => {
  expect((await speak(api.port, ['GET / HTTP/1.0\r\nAccept: text/html\r\n\r\n'])).status).toBe(421)
})

test('a path that only begins like one for machines is served to known hosts only', async () => {
  for (const path of ['/webhooksX', '/wp-json2', '/healthz.html', '/readyzz?a', '//webhooks-']) {
    expect((await api.send({ path, headers: { host: 'evil.example' } })).status).toBe(421)
    expect((await api.send({ path })).status).toBe(404)
  }
  expect((await api.send({ path: '/healthz?a', headers: { host: 'evil.example' } })).status).toBe(
    200,
  )
})

test.each(['/', '/healthz', '/trpc/setup.status'])('two hosts are refused at %s', async (path) => {
  const hosts = (second: string) => `Host: localhost\r\n${second}\r\nConnection: close\r\n\r\n`
  for (const second of ['Host: localhost', 'hOST: evil.example', 'Host:']) {
    expect((await speak(api.port, [`GET ${path} HTTP/1.1\r\n${hosts(second)}`])).status).toBe(400)
  }
})

test('a whole URL is served when it names this server, whatever Host says beside it', async () => {
  const status = async (url: string, host = 'localhost:3000') => {
    const lines = [`GET ${url} HTTP/1.1`, `Host: ${host}`, 'Connection: close']
    return (await speak(api.port, [`${lines.join('\r\n')}\r\n\r\n`])).status
  }
  expect(await status('http://localhost:3000/trpc/setup.status')).toBe(200)
  expect(await status('http://evil.example/trpc/setup.status')).toBe(421)
  expect(await status('HTTPS://evil.example/trpc/setup.status')).toBe(421)
  expect(await status('http://localhost:3000@evil.example/trpc/setup.status')).toBe(421)
  expect(await status('http://evil.example?/trpc/setup.status')).toBe(421)
  expect(await status('http://localhost:3000/trpc/setup.status', 'evil.example')).toBe(421)
})

test('behind https only the public host is served, and browsers are told to stay with https', async () => {
  const secure = await startTestApi({
    publicUrl: 'https://leads.example.com',
    app: { webApp: folder, onLoopback: false },
  })
  const visit = (host: string) => secure.send({ headers: { ...html, host } })
  const answer = await visit('leads.example.com')
  expect(answer.status).toBe(200)
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000')
  expect((await visit('leads.example.com:443')).status).toBe(200)
  expect((await visit('localhost:3000')).status).toBe(421)
  // No proxy is trusted, so nothing that one would say counts.
  const forwarded = { host: 'localhost', 'x-forwarded-host': 'leads.example.com' }
  expect((await secure.send({ headers: { ...html, ...forwarded } })).status).toBe(421)
  await secure.close()
})

test('health: alive always, ready until it drains', async () => {
  expect(await api.send({ path: '/healthz' })).toMatchObject({
    status: 200,
    body: '{"status":"ok"}',
  })
  expect(await api.send({ path: '/readyz' })).toMatchObject({
    status: 200,
    body: '{"status":"ready"}',
  })
  state.draining = true
  expect(await api.send({ path: '/readyz' })).toMatchObject({
    status: 503,
    body: '{"status":"draining"}',
  })
  expect((await api.send({ path: '/healthz' })).status).toBe(200)
  state.draining = false
})

test('ten procedures may be called at once, eleven not', async () => {
  const call = (count: number) => {
    const paths = Array<string>(count).fill('setup.status').join(',')
    const input = encodeURIComponent(JSON.stringify({}))
    return api.send({ path: `/trpc/${paths}?batch=1&input=${input}` })
  }
  expect((await call(10)).status).toBe(200)
  expect((await call(11)).status).toBe(400)
})

test('a body that is too large or no JSON is refused with a reason', async () => {
  const post = (body: string) =>
    api.send({
      method: 'POST',
      path: '/trpc/setup.complete',
      body,
      headers: { 'content-type': 'application/json' },
    })
  expect((await post(`"${'x'.repeat(1024 * 1024)}"`)).status).toBe(413)
  expect((await post('{')).status).toBe(400)
})

test('an error inside is reported once and tells nothing outside', async () => {
  const broken = await startTestApi()
  await broken.sql`alter table users rename to gone`
  const answer = await broken.send({ path: '/trpc/setup.status' })
  expect(answer.status).toBe(500)
  expect(answer.body).not.toMatch(/gone|users|select|\/src\/|node_modules|\.ts/)
  expect(broken.problems).toHaveLength(1)
  await broken.close()
})

test('errors inside are reported at a bounded rate, with how many were left out', async () => {
  const broken = await startTestApi()
  await broken.sql`alter table users rename to gone`
  const batch = Array<string>(10).fill('setup.status').join(',')
  for (let count = 0; count < 5; count++) {
    const answer = await broken.send({ path: `/trpc/${batch}?batch=1&input={}` })
    expect(answer.status).toBe(500)
  }
  expect(broken.problems).toHaveLength(5)
  await broken.app.close()
  expect(broken.problems).toHaveLength(6)
  expect(broken.problems[5]?.message).toBe(
    'The procedure setup.status failed (and 45 times more that are not logged)',
  )
  await broken.close()
})

test('errors of other routes are reported at a bounded rate too', async () => {
  const broken = await startTestApi()
  await broken.sql`alter table rate_limits rename to gone`
  const signIn = () =>
    broken.send({
      method: 'POST',
      path: '/api/auth/sign-in/email',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
      body: JSON.stringify({ email: testOwner.email, password: testOwner.password }),
    })
  for (let count = 0; count < 12; count++) expect((await signIn()).status).toBe(500)
  expect(broken.problems).toHaveLength(5)
  await broken.close()
  expect(broken.problems.at(-1)?.message).toBe(
    'A request to /api/auth/sign-in/email failed (and 7 times more that are not logged)',
  )
})

test('live streams end when the server closes, and hold nothing up', async () => {
  const other = await startTestApi()
  const { email, password } = testOwner
  const signedIn = await other.send({
    method: 'POST',
    path: '/api/auth/sign-in/email',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
    body: JSON.stringify({ email, password }),
  })
  const [cookie = ''] = signedIn.headers['set-cookie'] ?? []
  const stream = speak(
    other.port,
    [
      `GET /trpc/live.changes HTTP/1.1\r\nHost: localhost:3000\r\nAccept: text/event-stream\r\n` +
        `Cookie: ${cookie.split(';')[0]}\r\n\r\n`,
    ],
    { patienceMs: 10_000 },
  )
  await sleep(500)
  await other.app.close()
  const { status, text, openMs } = await stream
  expect(status).toBe(200)
  expect(text).toMatch(/content-type: text\/event-stream/i)
  expect(openMs).toBeLessThan(2_000)
  await other.close()
})
