import { expect, test } from 'vitest'

import { likenessOf } from './name-likeness.ts'

test.each([
  ['Jane Doe', ' jane  DOE', 'same'],
  ['Zoë O’Brien', "Zoe O'Brien", 'same'],
  ['محمد', 'محمد', 'same'],
  ['王小明', '王小明', 'same'],
  ['Bob Lee', 'Robert Lee', 'alike'],
  ['R. Patel', 'Raj Patel', 'alike'],
  ['Doe, Jane', 'Jane Doe', 'alike'],
  ['Johanna', 'Johana Berg', 'alike'],
  ['José', 'Jose Garcia', 'alike'],
  ['محمد علي', 'محمد', 'alike'],
  ['محمد', 'Solar Fan', 'other'],
  ['Jane Doe', 'Bob Ray', 'other'],
  ['J Doe', 'J Ray', 'other'],
  ['Ann', 'Anna', 'other'],
  ['Jane', 'Janet Ray', 'alike'],
  ['Jane', 'Jan', 'other'],
  [null, 'Jane Doe', 'unknown'],
  ['Jane Doe', '  ', 'unknown'],
])('the names %s and %s are: %s', (a, b, likeness) => {
  expect(likenessOf(a, b)).toBe(likeness)
  expect(likenessOf(b, a)).toBe(likeness)
})
