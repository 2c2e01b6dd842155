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
