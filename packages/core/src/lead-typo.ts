// Letters that Unicode knows no plain letter of.
const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
}

/**
 * As texts are compared in a search: lower case, without accents and apostrophes, in the letters of who has no others. The
 * database's `searchable` says the same.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F'\u2019`]/g, '')
    .toLowerCase()
    .replaceAll(/[ßæœþøłđðħı]/g, (letter) => plainLetters[letter] ?? letter)
}

// Of each piece, or how it begins, there has to be a trigram.
const shortest = 5
const shortestNumber = 7

/**
 * Two pieces of a fragment, in plain text, one of which is left as it is by any single slip: a letter too many, too few, another
 * one, or two that changed places. The first is where a word begins, but for numbers, which may be looked for from the middle.
 * Null for what is too short to be recognised by a piece.
 */
export function piecesOf(fragment: string): [string, string] | null {
  const { length } = fragment
  if (isNumber(fragment)) {
    return length < shortestNumber ? null : cutAt(fragment, Math.floor((length - 1) / 2))
  }
  if (length < shortest) return null
  const [start, rest] = cutAt(fragment, Math.max(1, Math.floor((length - 2) / 2)))
  return [` ${start}`, rest]
}

// Two letters that changed places are on one side of the letter between.
function cutAt(fragment: string, at: number): [string, string] {
  return [fragment.slice(0, at), fragment.slice(at + 1)]
}

/** Whether a word of a plain text begins with what a fragment becomes by one slip; a number may do so anywhere. */
export function isMistyped(fragment: string, text: string): boolean {
  const words = text.split(' ').filter((word) => word !== '')
  const starts = isNumber(fragment)
    ? words.flatMap((word) => Array.from(word, (_, at) => word.slice(at)))
    : words
  return starts.some((word) => beginsWithSlip(fragment, word))
}

function isNumber(fragment: string): boolean {
  return /^\d+$/.test(fragment)
}

function beginsWithSlip(fragment: string, word: string): boolean {
  let same = 0
  while (same < fragment.length && fragment[same] === word[same]) same += 1
  if (same === fragment.length) return true
  const rest = fragment.slice(same + 1)
  const swapped = fragment[same] === word[same + 1] && fragment[same + 1] === word[same]
  return (
    word.startsWith(rest, same + 1) ||
    word.startsWith(rest, same) ||
    word.startsWith(fragment.slice(same), same + 1) ||
    (swapped && word.startsWith(fragment.slice(same + 2), same + 2))
  )
}
