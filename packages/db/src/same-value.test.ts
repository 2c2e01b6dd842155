import { expect, test } from 'vitest'

import { isSameValue } from './same-value.ts'

const row = { at: new Date('2026-11-20T10:00:00Z'), detail: { kind: 'booked', given: [{ a: 1 }] } }

test('the order of keys and what is undefined make no difference', () => {
  const other = {
    detail: { given: [{ a: 1 }], kind: 'booked', left: undefined },
    at: new Date('2026-11-20T10:00:00.000Z'),
  }
  expect(isSameValue(row, other)).toBe(true)
})

test.each([
  { ...row, at: new Date('2026-11-20T10:00:01Z') },
  { ...row, at: null },
  { ...row, detail: { kind: 'booked', given: [{ a: 2 }] } },
  { ...row, detail: { kind: 'booked', given: [] } },
  { ...row, more: 1 },
  {},
  null,
])('%j is another value', (other) => {
  expect(isSameValue(row, other)).toBe(false)
  expect(isSameValue(other, row)).toBe(false)
})
