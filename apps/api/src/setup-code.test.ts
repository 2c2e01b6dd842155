import { expect, test } from 'vitest'

import { createEncryption } from './encryption.ts'
import { isSetupCode, setupCodeOf } from './setup-code.ts'

const encryption = createEncryption(Buffer.alloc(32, 1))

test('the code is seven readable groups, the same after a restart and another with another key', () => {
  const code = setupCodeOf(encryption)
  expect(code).toMatch(/^([A-Z2-7]{4}-){6}[A-Z2-7]{4}$/)
  expect(setupCodeOf(createEncryption(Buffer.alloc(32, 1)))).toBe(code)
  expect(setupCodeOf(createEncryption(Buffer.alloc(32, 2)))).not.toBe(code)
  expect(new Set(code.split('-')).size).toBe(7)
})

test('the token of the operator takes the place of the derived code', () => {
  expect(setupCodeOf(encryption, 'chosen-by-me')).toBe('chosen-by-me')
})

test('case, hyphens and spaces do not matter; every letter does', () => {
  const code = setupCodeOf(encryption)
  expect(isSetupCode(` ${code.toLowerCase().replaceAll('-', ' ')}\n`, code)).toBe(true)
  expect(isSetupCode(code.slice(0, -1), code)).toBe(false)
  expect(isSetupCode(`${code}A`, code)).toBe(false)
  expect(isSetupCode('', code)).toBe(false)
})

test('blanks and hyphens are no code, not even of an operator who chose nothing else', () => {
  expect(isSetupCode('', '--------')).toBe(false)
  expect(isSetupCode(' - ', '--------')).toBe(false)
})
