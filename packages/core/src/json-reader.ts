/** An object of parsed JSON, of which nothing is known. */
export type Json = Record<string, unknown>

const deepest = 64

/** Whether `text` nests arrays and objects deeper than this product reads. Looks at the text only. */
export function isTooDeep(text: string): boolean {
  if (countUpTo(deepest + 1, text, '{') + countUpTo(deepest + 1, text, '[') <= deepest) return false
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (inString) {
      if (character === '\\') at += 1
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') {
      depth += 1
      if (depth > deepest) return true
    } else if (character === '}' || character === ']') depth -= 1
  }
  return false
}

// Looking for one character costs a tenth of looking at each.
function countUpTo(most: number, text: string, character: string): number {
  let count = 0
  for (let at = text.indexOf(character); at !== -1 && count < most; count += 1) {
    at = text.indexOf(character, at + 1)
  }
  return count
}

/** `value` as an object, when it is one. */
export function asObject(value: unknown): Json | null {
  // A JSON value that is an object and no array has text keys only.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : null
}

/** The objects in `value`, when it is an array. */
export function asObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asObject).filter((one) => one !== null) : []
}

/**
 * `value` as text that a database can keep: with U+FFFD for NUL and lone surrogates, so that it cannot become some other
 * text, trimmed, at most `longest` characters. Null when it is no text or nothing is left.
 */
export function asText(value: unknown, longest = 500): string | null {
  if (typeof value !== 'string') return null
  const text = value.toWellFormed().replaceAll('\0', '\ufffd').trim()
  return text === '' ? null : text.slice(0, longest).toWellFormed()
}

/** `value` as a whole number that a database can keep, also when it is written as text. */
export function asId(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}

/** Why the value at `path` of a body is not what is `wanted`, in a sentence that names the path. */
export function whyUnusable(path: string, value: unknown, wanted: 'text' | 'an object'): string {
  if (value === undefined || value === null) return `The body has no "${path}".`
  if (typeof value === 'string' && value.trim() === '') return `"${path}" is empty.`
  return `"${path}" is not ${wanted}.`
}
