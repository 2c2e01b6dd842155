import { createHmac } from 'node:crypto'

import { expect, test } from 'vitest'

import { sign, verify, type SigningSecrets } from './signature.ts'

const secret = '0123456789abcdef0123456789abcdef'
const ping =
  '{"triggerEvent":"PING","createdAt":"2026-01-01T00:00:00.000Z","payload":{"type":"Test","title":"Test trigger event"}}'
const created =
  '{"triggerEvent":"BOOKING_CREATED","createdAt":"2026-01-01T00:00:00.000Z","payload":{"uid":"u1","attendees":[{"name":"Zoë 🌞","email":"zoe@example.com"}]}}'

const vectors = [
  {
    key: 'Jefe',
    body: 'what do ya want for nothing?',
    bytes: 28,
    signature: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  {
    key: "It's a Secret to Everybody",
    body: 'Hello, World!',
    bytes: 13,
    signature: '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
  },
  {
    key: secret,
    body: ping,
    bytes: 117,
    signature: '2244064840a118ff29d777f4611533cf43c4d649e6dfd9d83f395f9ca475da07',
  },
  {
    key: secret,
    body: created,
    bytes: 157,
    signature: '76375f488ee30cdbd3bc148090dbf210254392800be0e55af9a6179b4ec7a765',
  },
]

const body = Buffer.from(created)
const right = sign(secret, body)
const secrets = (some: Partial<SigningSecrets> = {}): SigningSecrets => ({
  current: secret,
  previous: null,
  ...some,
})

test.each(vectors)('signs the fixed vector of $bytes bytes', ({ key, body, bytes, signature }) => {
  expect(Buffer.byteLength(body)).toBe(bytes)
  expect(sign(key, Buffer.from(body))).toBe(signature)
})

test('accepts the right signature in either letter case', () => {
  expect(verify([right], body, secrets())).toEqual({ ok: true, verdict: 'valid' })
  expect(verify([right.toUpperCase()], body, secrets())).toEqual({ ok: true, verdict: 'valid' })
})

test('says when the previous secret was used', () => {
  const rotated = secrets({ current: 'another secret of the very same size', previous: secret })
  expect(verify([right], body, rotated)).toEqual({ ok: true, verdict: 'valid_previous' })
})

test.each([
  ['no header', [], 'header_missing'],
  ['an empty header', [''], 'header_missing'],
  ['the literal for no secret', ['no-secret-provided'], 'sender_has_no_secret'],
  ['that literal in upper case', ['NO-SECRET-PROVIDED'], 'sender_has_no_secret'],
  ['two right headers', [right, right], 'header_repeated'],
  ['63 digits', [right.slice(1)], 'header_malformed'],
  ['65 digits', [`${right}0`], 'header_malformed'],
  ['a prefix', [`sha256=${right}`], 'header_malformed'],
  ['a Cyrillic letter', [`а${right.slice(1)}`], 'header_malformed'],
  ['the MAC of other bytes', [sign(secret, Buffer.from(`${created}\n`))], 'mismatch'],
  ['the MAC with another key', [sign(`${secret}\n`, body)], 'mismatch'],
])('refuses %s', (_what, headers, cause) => {
  expect(verify(headers, body, secrets())).toEqual({ ok: false, cause })
})

test.each([null, '', '  '])('refuses everything when the secret is %j', (current) => {
  const unset = secrets({ current })
  const keys = ['', '  ', 'unset', 'null', secret]
  for (const key of keys) {
    const signature = createHmac('sha256', key).update(body).digest('hex')
    expect(verify([signature], body, unset)).toEqual({ ok: false, cause: 'no_secret_here' })
  }
  expect(verify(['no-secret-provided'], body, unset)).toMatchObject({ ok: false })
})
