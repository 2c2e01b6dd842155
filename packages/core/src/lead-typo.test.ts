import { expect, test } from 'vitest'

import { isMistyped, piecesOf, plainText } from './lead-typo.ts'

test.each([
  ['smiht', 'amelia smith', true],
  ['smoth', 'amelia smith', true],
  ['smmith', 'amelia smith', true],
  ['msith', 'amelia smith', true],
  ['amlia', 'amelia smith', true],
  ['amela.smi', 'ann amelia.smith@acme.example', true],
  ['smoht', 'amelia smith', false],
  ['melia', 'camelia', false],
  ['7700900193', '447700900123', true],
  ['7700900913', '447700900123', false],
])('%s is a slip in %s: %s', (fragment, text, expected) => {
  expect(isMistyped(fragment, text)).toBe(expected)
})

test('of every slip one of the pieces is left', () => {
  const letters = ['a', 'e', 'z', '.']
  for (const word of ['smith', 'kowalski', 'zabcabc', 'maximiliane.o']) {
    for (let at = 0; at <= word.length; at += 1) {
      const before = word.slice(0, at)
      const [here, next] = [word.charAt(at), word.charAt(at + 1)]
      const after = word.slice(at + 1)
      const slips = [
        before + after,
        before + next + here + word.slice(at + 2),
        ...letters.flatMap((letter) => [before + letter + after, before + letter + here + after]),
      ]
      for (const slip of slips) {
        expect({ word, slip, is: isMistyped(slip, `x ${word}`) }).toMatchObject({ is: true })
        const pieces = piecesOf(slip)
        const isLeft = pieces?.some((piece) => ` ${word}`.includes(piece)) ?? true
        expect({ word, slip, pieces, isLeft }).toMatchObject({ isLeft: true })
      }
    }
  }
})

test('what is short has no pieces, and accents are no slips', () => {
  expect(piecesOf('anna')).toBe(null)
  expect(piecesOf('012345')).toBe(null)
  expect(piecesOf('0123456')).toEqual(['012', '456'])
  expect(plainText("Zoë O'Brien")).toBe('zoe obrien')
  expect(plainText('Łukasz Groß, Søren ÆRØ')).toBe('lukasz gross, soren aero')
})
