import { expect, test } from 'vitest'

import { keyCaps, type Shortcut, shortcuts } from './shortcuts.ts'

const keysIn = (list: readonly Shortcut[]) => list.flatMap(({ keys }) => keys)

test('no key means two things on one screen', () => {
  const { anywhere, goTo, list, ...screens } = shortcuts
  const everywhere = keysIn([...anywhere.shortcuts, ...goTo.shortcuts])
  const onLists = [...everywhere, ...keysIn(list.shortcuts)]
  for (const [name, { shortcuts: own }] of Object.entries(screens)) {
    // The board walks through its cards by the same keys as a list.
    const others = name === 'board' ? everywhere : onLists
    const all = [...others, ...keysIn(own)]
    expect({ name, keys: [...new Set(all)] }).toEqual({ name, keys: all })
  }
})

test('the start of a sequence is no key of its own', () => {
  const all = Object.values(shortcuts).flatMap(({ shortcuts: own }) => keysIn(own))
  const starts = all.filter((keys) => keys.includes(' ') && keys.length > 1)
  for (const keys of starts) expect(all).not.toContain(keys.split(' ')[0])
})

test('keys are written as they stand on the keyboard', () => {
  expect(keyCaps('mod+k', true)).toEqual(['⌘', 'K'])
  expect(keyCaps('mod+k', false)).toEqual(['Ctrl', 'K'])
  expect(keyCaps('g l', false)).toEqual(['g', 'l'])
  expect(keyCaps('ArrowDown', false)).toEqual(['↓'])
  expect(keyCaps(' ', false)).toEqual(['Space'])
  expect(keyCaps('X', false)).toEqual(['Shift', 'x'])
})
