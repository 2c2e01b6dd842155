import type { z } from 'zod'

type Def = { type: string } & Record<string, unknown>

const definitionOf = (schema: unknown) => (schema as { def: Def }).def

/** The objects within a schema, by where they stand, as `rules[].`, with the schema of each. */
export function objectsIn(schema: unknown, at = ''): { at: string; schema: z.ZodObject }[] {
  const def = definitionOf(schema)
  switch (def.type) {
    case 'object':
      return [
        { at, schema: schema as z.ZodObject },
        ...Object.entries(def['shape'] as object).flatMap(([key, value]) =>
          objectsIn(value, `${at}${key}.`),
        ),
      ]
    case 'array':
      return objectsIn(def['element'], `${at}[]`)
    case 'union':
      return (def['options'] as unknown[]).flatMap((option) => objectsIn(option, at))
    case 'pipe':
      return objectsIn(def['in'], at)
    default:
      return 'innerType' in def ? objectsIn(def['innerType'], at) : []
  }
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
    case 'string':
      return textFor(def['format'])
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'void':
      return undefined
    default:
      if ('innerType' in def) return validFor(def['innerType'])
      throw new Error(`There is no value for a schema of type ${def.type}.`)
  }
}

function textFor(format: unknown): string {
  if (format === 'uuid') return '0197aaaa-0000-7000-8000-000000000001'
  if (format === 'email') return 'somebody@people.example'
  return 'A text of more than twelve letters'
}

/** Where ids stand in what a schema takes, as `id` or `rules[].stageId`. */
export function idsIn(schema: unknown, at = ''): string[] {
  if (schema === undefined) return []
  const def = definitionOf(schema)
  const inner = def['in'] ?? def['innerType']
  if (inner !== undefined) return idsIn(inner, at)
  switch (def.type) {
    case 'object':
      return Object.entries(def['shape'] as object).flatMap(([key, value]) =>
        idsIn(value, at === '' ? key : `${at}.${key}`),
      )
    case 'array':
      return idsIn(def['element'], `${at}[]`)
    case 'union':
      return (def['options'] as unknown[]).flatMap((option) => idsIn(option, at))
    default:
      return def['format'] === 'uuid' ? [at] : []
  }
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
