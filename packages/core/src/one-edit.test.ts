import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { isOneEditAway } from './one-edit.ts'

test.each([
  ['jane@acme.example', 'jan@acme.example', true],
  ['jane@acme.example', 'jaane@acme.example', true],
  ['jane@acme.example', 'jine@acme.example', true],
  ['jane@acme.example', 'jnae@acme.example', true],
  ['jane@acme.example', 'jane@acme.exampl', true],
  ['jane@acme.example', 'jane@acme.examlpe', true],
  ['jane@acme.example', 'janea@cme.example', true],
  ['jane@acme.example', 'ane@acme.example', true],
  ['𝒥ane@acme.example', 'ane@acme.example', true],
  ['𝒥ane@acme.example', '𝒦ane@acme.example', true],
  ['jane@acme.example', 'jane@acme.example', false],
  ['jane@acme.example', 'jan@acme.exampl', false],
  ['jane@acme.example', 'naje@acme.example', false],
  ['jane@acme.example', 'jina@acme.example', false],
  ['jane@acme.example', 'ejan@acme.example', false],
  ['aab', 'abb', true],
  ['', 'a', true],
  ['', '', false],
])('%s and %s are one edit apart: %s', (a, b, isNear) => {
  expect(isOneEditAway(a, b)).toBe(isNear)
  expect(isOneEditAway(b, a)).toBe(isNear)
})

/** How many insertions, deletions, substitutions and swaps of neighbours make `b` of `a`, by the textbook's table. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => Math.max(i, j)),
  )
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost)
      rows[i]?.splice(j, 1, isSwap ? Math.min(best, at(i - 2, j - 2) + 1) : best)
    }
  }
  return at(a.length, b.length)
}

test('one edit is what the textbook says it is', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(isOneEditAway(a, b)).toBe(distance(a, b) === 1)
    }),
    { numRuns: 20_000 },
  )
})
