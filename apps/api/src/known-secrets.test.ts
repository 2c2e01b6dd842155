import { expect, test } from 'vitest'

import { createEncryption } from './encryption.ts'
import { matchSecret } from './known-secrets.ts'

const endpointId = crypto.randomUUID()
const encryption = createEncryption(crypto.getRandomValues(Buffer.alloc(32)))
const elsewhere = createEncryption(crypto.getRandomValues(Buffer.alloc(32)))

const known = (['current', 'previous', 'retired'] as const).map((status, index) => {
  const version = 3 - index
  const dates = { setAt: new Date(), expiresAt: null }
  const sealed = encryption.sealSecret(`the-${status}-secret`, { endpointId, version })
  return { ...sealed, ...dates, version, status, fingerprint: '' }
})

test.each([
  ['the-current-secret', 'current'],
  ['the-previous-secret', 'previous'],
  ['the-retired-secret', 'retired'],
  ['the-current-secret\n', 'spaced'],
  ['\u200b the-previous-secret', 'spaced'],
  ['\tthe-retired-secret ', 'retired'],
  ['the-current-secret the-current-secret', 'none'],
  ['the-other-secret ', 'none'],
] as const)('%j is found to be: %s', (given, match) => {
  expect(matchSecret({ encryption }, endpointId, known, given)).toBe(match)
})

test('nothing is a secret that cannot be decrypted here', () => {
  for (const given of [' ', '\u200b', 'the-current-secret']) {
    expect(matchSecret({ encryption: elsewhere }, endpointId, known, given)).toBe('none')
  }
})
