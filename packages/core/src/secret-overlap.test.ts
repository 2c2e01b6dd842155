import { expect, test } from 'vitest'

import { isAsSeen } from './secret-overlap.ts'

test.each([
  ['both are as they were seen', { secret: 'b', previousSecret: 'a' }, true],
  ['the previous one has ended', { secret: 'b', previousSecret: null }, true],
  ['another one was put in their place', { secret: 'c', previousSecret: 'b' }, false],
  ['all were stopped for another one', { secret: 'c', previousSecret: null }, false],
  ['another one counts beside it', { secret: 'b', previousSecret: 'c' }, false],
  ['they were swapped', { secret: 'a', previousSecret: 'b' }, false],
])('of two secrets that were seen: %s', (_, now, expected) => {
  expect(isAsSeen({ secret: 'b', previousSecret: 'a' }, now)).toBe(expected)
})

test('nobody saw a secret where there was none', () => {
  const none = { secret: null, previousSecret: null }
  expect(isAsSeen(none, none)).toBe(true)
  expect(isAsSeen(none, { secret: 'a', previousSecret: null })).toBe(false)
})
