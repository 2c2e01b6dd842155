import { expect, test } from 'vitest'

import { readPress } from './key-sequence.ts'

const bound = ['n', 'l', 'i', 'g l', 'g u', 'mod+k']

test('a press that is bound is acted upon, one that is not comes to nothing', () => {
  expect(readPress(null, 'n', bound)).toEqual({ kind: 'act', keys: 'n' })
  expect(readPress(null, 'mod+k', bound)).toEqual({ kind: 'act', keys: 'mod+k' })
  expect(readPress(null, 'z', bound)).toEqual({ kind: 'nothing' })
})

test('the first press of two waits for the second', () => {
  expect(readPress(null, 'g', bound)).toEqual({ kind: 'wait', keys: 'g' })
  expect(readPress('g', 'l', bound)).toEqual({ kind: 'act', keys: 'g l' })
  expect(readPress(null, 'g', ['n'])).toEqual({ kind: 'nothing' })
})

test('what follows the start of a sequence never counts on its own', () => {
  expect(readPress('g', 'i', bound)).toEqual({ kind: 'nothing' })
  expect(readPress('g', 'g', bound)).toEqual({ kind: 'nothing' })
})
