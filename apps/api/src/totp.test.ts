import { expect, test } from 'vitest'

import { newTotpSeed, showTotpSeed, stepOfCode } from './totp.ts'

// RFC 6238, appendix B, the last six of its eight digits.
const seed = Buffer.from('12345678901234567890')
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at second %i the code of the RFC is %s', (second, code) => {
  expect(stepOfCode(code, seed, new Date(second * 1000))).toBe(Math.floor(second / 30))
})

test('a code is taken one step early and late, and never further away', () => {
  const step = Math.floor(1111111109 / 30)
  const at = (other: number) => stepOfCode('081804', seed, new Date((step + other) * 30_000))
  expect([-2, -1, 0, 1, 2].map(at)).toEqual([null, step, step, step, null])
})

test.each(['', '081805', '08180', '0081804', ' 81804', '+81804', 'O81804'])(
  '"%s" is no code',
  (code) => {
    expect(stepOfCode(code, seed, new Date(1111111109 * 1000))).toBe(null)
  },
)

test('a seed has 160 bits of its own and is shown as apps read it', () => {
  expect(newTotpSeed()).toHaveLength(20)
  expect(newTotpSeed()).not.toEqual(newTotpSeed())
  const { secret, uri } = showTotpSeed(seed, 'ana+x@example.com')
  expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  const url = new URL(uri)
  expect([url.protocol, url.host]).toEqual(['otpauth:', 'totp'])
  expect(decodeURIComponent(url.pathname)).toBe('/Solar Capture:ana+x@example.com')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    ...{ issuer: 'Solar Capture', secret, algorithm: 'SHA1', digits: '6', period: '30' },
  })
})
