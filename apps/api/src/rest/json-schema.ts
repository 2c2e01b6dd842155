import { z } from 'zod'

/** A JSON Schema (2020-12) of an input or an output, as OpenAPI 3.1 takes it; of its many words these are looked at. */
export type JsonSchema = {
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
}

/** What a zod schema takes (`input`) or answers (`output`). What JSON Schema has no words for may be anything. */
export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...found } = z.toJSONSchema(schema, {
    ...{ io, unrepresentable: 'any' },
    override: ({ jsonSchema }) => simplify(jsonSchema),
  })
  // Its type has more words, and says undefined where a word is left out.
  return found as JsonSchema
}

/** The values of one name in a schema of objects, its alternatives included; null when there is no such name. */
export function findProperty(schema: JsonSchema, name: string): JsonSchema | null {
  const { properties = {} } = schema
  if (Object.hasOwn(properties, name)) return properties[name] ?? null
  const found = alternativesOf(schema)
    .map((one) => findProperty(one, name))
    .filter((one) => one !== null)
  return found.length > 1 ? { anyOf: found } : (found[0] ?? null)
}

/** The JSON types that a schema allows; none when it allows anything. */
export function typesOf(schema: JsonSchema): string[] {
  return [...[schema.type ?? []].flat(), ...alternativesOf(schema).flatMap(typesOf)]
}

/** The schema of the items of the list that a schema allows; null when it allows none. */
export function findItems(schema: JsonSchema): JsonSchema | null {
  if ([schema.type].flat().includes('array')) return schema.items ?? {}
  const found = alternativesOf(schema).map(findItems)
  return found.find((items) => items !== null) ?? null
}

/** Whether it allows objects and nothing else. */
export function isOfObjects(schema: JsonSchema): boolean {
  const alternatives = alternativesOf(schema)
  return schema.type === 'object' || (alternatives.length > 0 && alternatives.every(isOfObjects))
}

/** The same schema without null. */
export function withoutNull(schema: JsonSchema): JsonSchema {
  const { type, anyOf, ...rest } = schema
  const types = [type ?? []].flat().filter((one) => one !== 'null')
  const options = anyOf?.filter((one) => one.type !== 'null') ?? []
  const [onlyType, ...otherTypes] = types
  const [only, ...others] = options
  return {
    ...rest,
    ...(onlyType === undefined ? {} : { type: otherTypes.length > 0 ? types : onlyType }),
    ...(only === undefined ? {} : others.length > 0 ? { anyOf: options } : only),
  }
}

function alternativesOf({ anyOf = [], oneOf = [] }: JsonSchema): JsonSchema[] {
  return [...anyOf, ...oneOf]
}

/** Takes out what says again, at length, what the format or the type says. */
function simplify(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.format !== undefined) delete schema.pattern
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
}
