import type { z } from 'zod'

type Def = { type: string } & Record<string, unknown>

const definitionOf = (schema: unknown) => (schema as { def: Def }).def

/** Every schema within a schema, that one first, by where in a value it stands, as `rules[].stageId`. */
function within(schema: unknown, at = ''): { at: string; schema: unknown; def: Def }[] {
  const def = definitionOf(schema)
  const inside = partsOf(def).flatMap(([part, inner]) =>
    within(inner, at === '' || part === '' || part === '[]' ? `${at}${part}` : `${at}.${part}`),
  )
  return [{ at, schema, def }, ...inside]
}

function partsOf(def: Def): [part: string, schema: unknown][] {
  switch (def.type) {
    case 'object':
      return Object.entries(def['shape'] as object)
    case 'array':
      return [['[]', def['element']]]
    case 'union':
      return (def['options'] as unknown[]).map((option) => ['', option])
    default: {
      const inner = def['in'] ?? def['innerType']
      return inner === undefined ? [] : [['', inner]]
    }
  }
}

/** The objects within a schema, by where they stand. */
export function objectsIn(schema: unknown): { at: string; schema: z.ZodObject }[] {
  return within(schema)
    .filter(({ def }) => def.type === 'object')
    .map(({ at, schema: object }) => ({ at, schema: object as z.ZodObject }))
}

/** Where ids stand in what a schema takes, as `id` or `rules[].stageId`. */
export function idsIn(schema: unknown): string[] {
  if (schema === undefined) return []
  return within(schema)
    .filter(({ def }) => def['format'] === 'uuid')
    .map(({ at }) => at)
}

/** A value that a schema takes, with everything in it that may be there. Throws for a kind of schema it does not know. */
export function validFor(schema: unknown): unknown {
  const def = definitionOf(schema)
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def['shape'] as object).map(([key, value]) => [key, validFor(value)]),
      )
    case 'array':
      return [validFor(def['element'])]
    case 'union':
      return validFor((def['options'] as unknown[])[0])
    case 'pipe':
      return validFor(def['in'])
    case 'enum':
      return Object.values(def['entries'] as object)[0]
    case 'literal':
      return (def['values'] as unknown[])[0]
    case 'string':
      return textFor(def['format'])
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'record':
      return { name: 'value' }
    case 'void':
      return undefined
    default:
      if ('innerType' in def) return validFor(def['innerType'])
      throw new Error(`There is no value for a schema of type ${def.type}.`)
  }
}

function textFor(format: unknown): string {
  if (format === 'uuid') return '0197aaaa-0000-7000-8000-000000000001'
  if (format === 'datetime') return '2026-11-20T10:00:00.000Z'
  if (format === 'email') return 'somebody@people.example'
  return 'A text of more than twelve letters'
}

/** A value with another id where `idsIn` found one. */
export function withId(value: unknown, at: string, id: string): unknown {
  const [, name = '', list, rest = ''] = /^([^.[]*)(\[\])?\.?(.*)$/.exec(at) ?? []
  if (at === '') return id
  const record = value as Record<string, unknown>
  const inside = record[name]
  const changed = list
    ? (inside as unknown[]).map((item) => withId(item, rest, id))
    : withId(inside, rest, id)
  return { ...record, [name]: changed }
}
