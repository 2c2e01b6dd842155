/** Where a value stands in JSON: the keys and indexes that lead to it. */
export type Path = (string | number)[]

/** What is done at a path: other JSON text stands there, or the key (or item) is left out or there twice. */
export type Hostile = { name: string; json: string } | { name: string; does: 'remove' | 'double' }

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const text = (value: string) => JSON.stringify(value)

/** What a field may hold when nobody meant well. */
export const hostileValues: Hostile[] = [
  { name: 'null', json: 'null' },
  { name: 'true', json: 'true' },
  { name: '0', json: '0' },
  { name: '-1', json: '-1' },
  { name: '1e308', json: '1e308' },
  { name: '2^53+1', json: '9007199254740993' },
  { name: 'no text', json: '""' },
  { name: 'a space', json: '" "' },
  { name: 'NUL', json: '"\\u0000"' },
  { name: 'half a surrogate pair', json: '"\\ud800"' },
  { name: '5,000 letters', json: text('a'.repeat(5_000)) },
  { name: 'a quote of SQL', json: text(`'; drop table leads; --`) },
  { name: 'HTML', json: text('<img src=x onerror=alert(1)>') },
  { name: 'a formula', json: text(`=cmd|' /C calc'!A0`) },
  { name: 'CRLF', json: text('a\r\nx-injected: 1\r\n\r\nb') },
  { name: 'right to left', json: text('\u202egnp.exe\u2066\u200f') },
  { name: '[]', json: '[]' },
  { name: '{}', json: '{}' },
  { name: 'nesting of 64', json: nested(64) },
  { name: '10,000 items', json: `[${Array.from({ length: 10_000 }, () => '{}').join()}]` },
  { name: 'a key __proto__', json: '{"__proto__":{"polluted":true},"value":{"polluted":true}}' },
  { name: 'a key constructor', json: '{"constructor":{"prototype":{"polluted":true}}}' },
  { name: 'left out', does: 'remove' },
  { name: 'there twice', does: 'double' },
]

/** Something hostile, and where it stands. */
export type HostileCase = { path: Path; hostile: Hostile }

/** Some of all cases of a JSON value, chosen by `seed`: every path and every hostile value at least once. */
export function someCases(value: unknown, seed: number): HostileCase[] {
  const random = createRandom(seed)
  const paths = pathsOf(value)
  const count = Math.max(paths.length, hostileValues.length)
  let left: Hostile[] = []
  return Array.from({ length: count }, (_, index) => {
    if (left.length === 0) left = [...hostileValues]
    const [hostile] = left.splice(random(left.length), 1)
    return { path: paths[index % paths.length] ?? [], hostile: hostile ?? { name: '', json: '' } }
  })
}

/** Every path of a JSON value, that of the whole first. */
export function pathsOf(value: unknown): Path[] {
  return [
    [],
    ...entriesOf(value).flatMap(([key, inner]) => pathsOf(inner).map((path) => [key, ...path])),
  ]
}

/** The text of `value` with something hostile at `path`. Of the whole, left out is no text and twice is the text twice. */
export function withHostile(value: unknown, path: Path, hostile: Hostile): string {
  const [key, ...rest] = path
  if (key === undefined) {
    if ('json' in hostile) return hostile.json
    return hostile.does === 'remove' ? '' : JSON.stringify(value).repeat(2)
  }
  const isList = Array.isArray(value)
  const written = entriesOf(value).flatMap(([name, inner]) => {
    const label = isList ? '' : `${JSON.stringify(name)}:`
    if (name !== key) return `${label}${JSON.stringify(inner)}`
    if (rest.length > 0 || 'json' in hostile) return `${label}${withHostile(inner, rest, hostile)}`
    const twice = [`${label}${JSON.stringify(inner)}`, `${label}"the other one"`]
    return hostile.does === 'remove' ? [] : twice
  })
  return isList ? `[${written.join()}]` : `{${written.join()}}`
}

/** Names a path as people write it, as "payload.attendees[0].email". */
export function wordPath(path: Path): string {
  const parts = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
  return parts.join('').replace(/^\./, '') || 'the whole body'
}

/** How deep JSON text nests arrays and objects. */
export function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + entriesOf(value).reduce((most, [, inner]) => Math.max(most, depthOf(inner)), 0)
}

// Numerical Recipes' linear congruence: what matters is that a seed repeats it.
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function entriesOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((inner: unknown, index) => [index, inner])
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
