import { findItems, findProperty, typesOf, type JsonSchema } from './json-schema.ts'

/**
 * The input that a query string carries: `?limit=20&stageIds=a&stageIds=b`. A list repeats its name, numbers and booleans are
 * as in JSON, and anything that is neither text nor these is JSON itself. What does not fit is left as it came, for
 * the procedure's own schema to refuse. Undefined for a procedure that takes nothing and is given nothing.
 */
export function readQuery(query: string, schema: JsonSchema | null): unknown {
  const params = new URLSearchParams(query)
  if (schema === null && params.size === 0) return undefined
  const names = [...new Set(params.keys())]
  return Object.fromEntries(
    names.map((name) => [name, readValues(params.getAll(name), findProperty(schema ?? {}, name))]),
  )
}

function readValues(texts: string[], schema: JsonSchema | null): unknown {
  const items = schema && findItems(schema)
  if (items) return texts.map((text) => readValue(text, items))
  const [first = '', ...others] = texts
  return others.length > 0 ? texts : readValue(first, schema ?? {})
}

function readValue(text: string, schema: JsonSchema): unknown {
  const types = typesOf(schema)
  if (types.length === 0 || types.includes('string')) return text
  const value = parseJson(text)
  return value === undefined ? text : value
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
