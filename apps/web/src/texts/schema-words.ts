import type { Schema } from '../api-docs/document.ts'

export type Field = {
  /** Where it stands, as `rules[].stageId`. */
  name: string
  type: string
  required: boolean
  /** What it is when left out; null when that is nothing. */
  fallback: string | null
}

/** The fields of an object, those of objects within it below them. */
export function listFields(schema: Schema, within = ''): Field[] {
  const { properties = {}, required = [] } = schema
  return Object.entries(properties).flatMap(([key, value]) => {
    const name = `${within}${key}`
    const field = {
      ...{ name, type: typeWords(value), required: required.includes(key) },
      fallback: value.default === undefined ? null : asText(value.default),
    }
    const inner = value.items ?? value
    return [field, ...listFields(inner, `${name}${value.items ? '[]' : ''}.`)]
  })
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What a value may be, in a few words: `string, at most 200 characters`. */
export function typeWords(schema: Schema): string {
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (options.length > 0) return [...new Set(options.map(typeWords))].join(' or ')
  if (schema.enum) return `one of ${schema.enum.join(', ')}`
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const types = [schema.type ?? 'anything'].flat()
  return types.map((type) => plainWords(type, schema)).join(' or ')
}

function plainWords(type: string, schema: Schema): string {
  switch (type) {
    case 'array':
      return `list of ${typeWords(schema.items ?? {})}${range(schema.minItems, schema.maxItems, '')}`
    case 'string':
      return schema.format === undefined
        ? `string${range(schema.minLength, schema.maxLength, ' characters')}`
        : formatWord(schema.format)
    case 'integer':
    case 'number':
      return `${type}${range(schema.minimum, schema.maximum, '')}`
    default:
      return type
  }
}

function formatWord(format: string): string {
  return format === 'date-time' ? 'time' : format
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (most === undefined) return least === undefined ? '' : `, at least ${least}${unit}`
  return least === undefined ? `, at most ${most}${unit}` : `, ${least} to ${most}${unit}`
}

/** The shape of an answer as text of several lines, much as TypeScript would write it. */
export function outline(schema: Schema, schemas: Record<string, Schema>, indent = ''): string {
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) return outline(schemas[name] ?? {}, schemas, indent)
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (options.length > 0) {
    return options.map((option) => outline(option, schemas, indent)).join(' | ')
  }
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const types = [schema.type ?? 'anything'].flat()
  return types.map((type) => outlineOf(type, schema, schemas, indent)).join(' | ')
}

function outlineOf(
  type: string,
  schema: Schema,
  schemas: Record<string, Schema>,
  indent: string,
): string {
  if (type === 'array') {
    const item = outline(schema.items ?? {}, schemas, indent)
    return / \| /.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
  }
  if (type === 'string') return schema.format === undefined ? type : formatWord(schema.format)
  if (type !== 'object') return type
  const deeper = `${indent}  `
  const { properties = {}, required = [], additionalProperties } = schema
  const lines = Object.entries(properties).map(([key, value]) => {
    const mark = required.includes(key) ? '' : '?'
    return `${deeper}${key}${mark}: ${outline(value, schemas, deeper)}`
  })
  if (typeof additionalProperties === 'object') {
    lines.push(`${deeper}[name]: ${outline(additionalProperties, schemas, deeper)}`)
  }
  return lines.length === 0 ? type : `{\n${lines.join('\n')}\n${indent}}`
}
