import { queryOptions } from '@tanstack/react-query'

/** A JSON Schema as the server writes it. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: string[]
  const?: unknown
  default?: unknown
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}

type Content = Record<string, { schema: Schema }>

type Described = {
  operationId: string
  tags: string[]
  summary: string
  security: Record<string, string[]>[]
  parameters?: { name: string; required: boolean; schema?: Schema; content?: Content }[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
}

/** The OpenAPI document, as far as this page reads it. */
export type ApiDocument = {
  servers: { url: string }[]
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, Schema> }
}

/** Who may ask: anybody, an API key too (with the scope, where one is needed), or only who is signed in. */
export type Access = { who: 'anybody' | 'key' | 'session'; scope: string | null }

/** An operation as this page shows it. `input` is an object, null when it takes nothing. */
export type ApiOperation = {
  id: string
  group: string
  method: string
  path: string
  summary: string
  access: Access
  input: Schema | null
  output: Schema | null
}

/** The document that the server has about itself. It changes with an upgrade only. */
export const documentQuery = queryOptions({
  queryKey: ['openapi'],
  queryFn: async ({ signal }) => {
    const answer = await fetch('/api/openapi.json', { signal })
    if (!answer.ok) throw new Error(`The API document answered ${answer.status}.`)
    // Our own server wrote it.
    return (await answer.json()) as ApiDocument
  },
  staleTime: Infinity,
})

/** Every operation: first the groups in which a key may do something, each as in the document. */
export function listOperations({ paths }: ApiDocument): ApiOperation[] {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const { operationId: id, tags, summary, responses } = described
      const access = toAccess(described.security)
      const output = schemaIn(responses['200']?.content)
      const [group = ''] = tags
      const named = { id, group, method: method.toUpperCase(), path, summary, access }
      return { ...named, input: toInput(described), output }
    }),
  )
  const forKeys = new Set(
    operations.filter(({ access }) => access.who === 'key').map(({ group }) => group),
  )
  const rank = ({ group }: ApiOperation) => (forKeys.has(group) ? 0 : 1)
  return operations.toSorted((a, b) => rank(a) - rank(b))
}

/** Those in which every word of `search` is, in the path, the sentence or the scope. */
export function findOperations(operations: ApiOperation[], search: string): ApiOperation[] {
  const words = search.toLowerCase().split(/\s+/)
  return operations.filter(({ id, path, summary, access, method }) => {
    const text = `${method} ${path} ${id} ${summary} ${access.scope ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

function toAccess(security: Described['security']): Access {
  const byKey = security.find(({ apiKey }) => apiKey !== undefined)
  const [required] = byKey ? [byKey] : security
  const scope = Object.values(required ?? {}).flat()[0] ?? null
  if (required === undefined) return { who: 'anybody', scope }
  return { who: byKey ? 'key' : 'session', scope }
}

function toInput({ parameters = [], requestBody }: Described): Schema | null {
  if (requestBody) return schemaIn(requestBody.content)
  if (parameters.length === 0) return null
  const properties = parameters.map(({ name, schema, content }) => {
    return [name, schema ?? schemaIn(content) ?? {}] as const
  })
  const required = parameters.filter((one) => one.required).map(({ name }) => name)
  return { type: 'object', properties: Object.fromEntries(properties), required }
}

function schemaIn(content: Content | undefined): Schema | null {
  return content?.['application/json']?.schema ?? null
}
