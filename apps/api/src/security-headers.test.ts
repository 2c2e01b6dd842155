import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { startTestApi, type TestApi } from './testing.ts'

const html = { accept: 'text/html,application/xhtml+xml' }
const folder = mkdtempSync(join(tmpdir(), 'solar-headers-'))

let api: TestApi
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), pageWith('__CSP_NONCE__'))
  writeFileSync(join(folder, 'assets', 'main-3f2a.js'), 'export {}')
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  api = await startTestApi({ app: { webApp: folder } })
})
afterAll(async () => {
  await api.close()
  rmSync(folder, { recursive: true })
})

function pageWith(nonce: string): string {
  return `<!doctype html><title>Solar Capture</title><meta nonce="${nonce}"><p>${nonce}</p>`
}

const pagePolicyWith = (nonce: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self'; ` +
  "connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; " +
  "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types default"

const strictPolicy =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'"

test.each([
  [200, '/', 'GET'],
  [200, '/nothing', 'GET'],
  [200, '/leads', 'HEAD'],
  [200, '/favicon.svg', 'GET'],
  [200, '/assets/main-3f2a.js', 'GET'],
  [200, '/healthz', 'GET'],
  [200, '/trpc/setup.status', 'GET'],
  [404, '/trpc/nothing', 'GET'],
  [404, '/assets/gone.js', 'GET'],
  [404, '/%', 'GET'],
  [404, '/leads', 'POST'],
  [415, '/trpc/setup.complete', 'POST'],
  [200, '/api/auth/get-session', 'GET'],
])('the %i for %s (%s) carries the security headers', async (status, path, method) => {
  const answer = await api.send({ method, path, headers: html })
  expect(answer.status).toBe(status)
  const { headers } = answer
  const isPage = headers['content-type'] === 'text/html; charset=utf-8'
  expect(isPage).toBe(['/', '/nothing'].includes(path) || method === 'HEAD')
  const policy = String(headers['content-security-policy'])
  expect(policy).toBe(isPage ? pagePolicyWith(nonceOf(policy)) : strictPolicy)
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  })
  if (!path.startsWith('/assets/main')) expect(headers['cache-control']).toBe('no-store')
  expect(headers).not.toHaveProperty('strict-transport-security')
  expect(headers).not.toHaveProperty('x-powered-by')
  expect(headers).not.toHaveProperty('access-control-allow-origin')
})

function nonceOf(policy: string): string {
  return /'nonce-([^']*)'/.exec(policy)?.[1] ?? ''
}

test('each page has a nonce of its own, which its policy names', async () => {
  const nonces = new Set<string>()
  for (const path of ['/', '/', '/leads', '/leads', '/login?next=__CSP_NONCE__']) {
    const { headers, body } = await api.send({ path, headers: html })
    const nonce = nonceOf(String(headers['content-security-policy']))
    expect(nonce).toMatch(/^[\w-]{24}$/)
    expect(body).toBe(pageWith(nonce))
    nonces.add(nonce)
  }
  expect(nonces.size).toBe(5)
})

test('the page is there for whoever only looks whether the server is', async () => {
  const { status, body } = await api.send({ path: '/', headers: { accept: '*/*' } })
  expect(status).toBe(200)
  expect(body).toContain('<title>Solar Capture</title>')
})

test('an error inside carries the policy of answers that are no page', async () => {
  const broken = await startTestApi({ app: { webApp: folder } })
  await broken.sql`alter table users rename to gone`
  const { status, headers } = await broken.send({ path: '/trpc/setup.status', headers: html })
  expect(status).toBe(500)
  expect(headers['content-security-policy']).toBe(strictPolicy)
  await broken.close()
})
