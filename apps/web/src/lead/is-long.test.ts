import { expect, test } from 'vitest'

import { isLong } from './is-long.ts'

test('a text is long by its letters or by its lines', () => {
  expect(isLong('x'.repeat(1_200))).toBe(false)
  expect(isLong('x'.repeat(1_201))).toBe(true)
  expect(isLong('line\n'.repeat(13))).toBe(false)
  expect(isLong('line\n'.repeat(14))).toBe(true)
})
