import { expect, test } from 'vitest'

import { nameKey } from './same-name.ts'

test.each([
  ['Cal.com', ' cal.COM '],
  ['Büro', 'Bu\u0308RO'],
])('%j and %j are the same name', (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other))
})

test('other words are another name', () => {
  expect(nameKey('Cal.com Leeds')).not.toBe(nameKey('Cal.com'))
})
