import { expect, test } from 'vitest'

import { commonPasswordHashes } from './common-password-hashes.ts'
import { hashOf, isCommonPassword } from './common-passwords.ts'
import { newPassword } from './passwords.ts'
import { testOwner } from './testing.ts'

test.each(['qwertyuiop123', 'QWERTYUIOP123', '1qaz2wsx3edc', 'motherfucker', '123456789987654321'])(
  '%s is refused, however it is written',
  (password) => {
    expect(isCommonPassword(password)).toBe(true)
    expect(newPassword.safeParse(password).success).toBe(false)
  },
)

test('what is not on the list is taken, of any characters', () => {
  const fine = [
    testOwner.password,
    'zwölf große Büffel',
    '            x',
    '🦬🦬🦬🦬🦬🦬🦬🦬🦬🦬🦬🦬',
  ]
  for (const password of fine) expect(newPassword.parse(password)).toBe(password)
})

test('the list has 44 thousand hashes, in order', () => {
  const bytes = Buffer.from(commonPasswordHashes, 'base64')
  const hashes = Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32BE(at * 4))
  expect(hashes.length).toBeGreaterThan(43_000)
  expect(hashes.every((hash, at) => at === 0 || hash > (hashes[at - 1] ?? 0))).toBe(true)
  expect(hashOf('A')).toBe(hashOf('a'))
})
