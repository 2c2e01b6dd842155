import { randomBytes } from 'node:crypto'

import { expect, test } from 'vitest'

import { describeSignature } from './describe-signature.ts'

const digest = Buffer.from(
  '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  'hex',
)
const hex = digest.toString('hex')

test.each([
  ['none', []],
  ['2 headers', [hex, hex]],
  ['empty', ['']],
  ['empty', [' ']],
  ['no-secret-provided', ['no-secret-provided']],
  ['no-secret-provided', ['NO-SECRET-PROVIDED']],
  ['64 hex digits', [hex]],
  ['63 hex digits', [hex.slice(1)]],
  ['65 hex digits', [`${hex.toUpperCase()}0`]],
  ['"sha256=" and 64 hex digits', [`sha256=${hex}`]],
  ['"sha256=" and 64 hex digits', [`SHA256=${hex}`]],
  ['"sha1=" and 40 hex digits', [`sha1=${hex.slice(24)}`]],
  ['"v1," and 44 characters of base64', [`v1,${digest.toString('base64')}`]],
  ['"v1=" and 0 characters', ['v1=']],
  ['44 characters of base64', [digest.toString('base64')]],
  ['43 characters of base64', [digest.toString('base64url')]],
  ['44 characters', [`z${digest.toString('base64url')}`]],
  ['65 characters', [`${hex} `]],
  ['64 characters', [`а${hex.slice(1)}`]],
  ['130 characters', [`${hex}, ${hex}`]],
])('it is %s', (shape, headers) => {
  expect(describeSignature(headers)).toBe(shape)
})

test('whatever the header holds, its description holds none of it', () => {
  const known =
    /^(?:"(?:sha256=|sha1=|v1=|v1,)" and )?\d+ (?:hex digits|characters(?: of base64)?)$/
  for (const prefix of ['', 'sha256=', 'SHA1=', 'v1,', 'v2=', 'Bearer ', 'no-secret-provided']) {
    for (const encoding of ['hex', 'base64', 'latin1'] as const) {
      for (const size of [1, 20, 32, 400]) {
        const header = prefix + randomBytes(size).toString(encoding)
        if (header.trim() === '') continue
        expect(describeSignature([header])).toMatch(known)
      }
    }
  }
})
