import { plainText } from './lead-typo.ts'
import { comparableName } from './matching.ts'
import { isOneEditAway } from './one-edit.ts'

/** What two names are to each other; `unknown` when one says nothing. */
export type NameLikeness = 'same' | 'alike' | 'other' | 'unknown'

// A shorter word is another one by a single letter.
const shortestMistyped = 4

/**
 * Compares two names without regard to letter case, accents and blanks. They are alike when they have a word in common, or nearly: a
 * single letter is none.
 */
export function likenessOf(a: string | null, b: string | null): NameLikeness {
  const [one, other] = [folded(a), folded(b)]
  if (one === '' || other === '') return 'unknown'
  if (one === other) return 'same'
  const words = wordsOf(other)
  return wordsOf(one).some((word) => words.some((its) => isSameWord(word, its))) ? 'alike' : 'other'
}

function folded(name: string | null): string {
  return comparableName(plainText(name ?? ''))
}

function wordsOf(name: string): string[] {
  return name.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => Array.from(word).length > 1)
}

function isSameWord(a: string, b: string): boolean {
  const isLong = Math.min(a.length, b.length) >= shortestMistyped
  return a === b || (isLong && isOneEditAway(a, b))
}
