import { expect, test } from 'vitest'

import { refuseForeignRequest } from './foreign-request.ts'

const publicUrl = new URL('https://solar.example/')
const json = { 'content-type': 'application/json' }

const statusOf = (method: string, headers: Record<string, string | string[]>) =>
  refuseForeignRequest({ method, headers }, publicUrl)?.statusCode ?? null

test.each([
  ['the dashboard', 'POST', { ...json, origin: 'https://solar.example' }],
  ['the dashboard', 'POST', { ...json, 'sec-fetch-site': 'same-origin' }],
  ['an internal tool', 'POST', json],
  ['an internal tool', 'POST', { 'content-type': 'application/json; charset=utf-8' }],
  ['an internal tool', 'POST', { 'content-type': 'Application/JSON;charset="UTF-8"' }],
  ['a query of the dashboard', 'GET', { 'sec-fetch-site': 'same-origin' }],
  ['an address that somebody typed', 'GET', { 'sec-fetch-site': 'none' }],
])('%s may send %s %j', (_who, method, headers) => {
  expect(statusOf(method, headers)).toBe(null)
})

test.each([
  'https://evil.example',
  'https://solar.example.evil.example',
  'https://solar.example:8443',
  'http://solar.example',
  'https://SOLAR.example.',
  'null',
  '',
])('the origin %j is refused whatever it sends', (origin) => {
  expect(statusOf('POST', { ...json, origin })).toBe(403)
  expect(statusOf('GET', { origin })).toBe(403)
})

test.each(['cross-site', 'same-site', 'anything', ''])(
  'what the browser says comes from %j is refused',
  (site) => {
    expect(statusOf('POST', { ...json, 'sec-fetch-site': site })).toBe(403)
    expect(statusOf('GET', { 'sec-fetch-site': site })).toBe(403)
  },
)

test.each([
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
  'text/plain',
  'text/plain; application/json',
  'application/json, text/plain',
  'application/jsonp',
  'application/json; charset=utf-7',
  '',
])('a POST of %j is refused', (contentType) => {
  expect(statusOf('POST', { 'content-type': contentType })).toBe(415)
})

test('a POST that does not say what it is is refused', () => {
  expect(statusOf('POST', {})).toBe(415)
})

test.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])('%s is refused', (method) => {
  expect(statusOf(method, json)).toBe(405)
})
