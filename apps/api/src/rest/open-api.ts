import packageJson from '../../package.json' with { type: 'json' }
import type { Need } from '../needs.ts'
import { errorComponents, errorResponses } from './error-responses.ts'
import { findItems, typesOf, withoutNull, type JsonSchema } from './json-schema.ts'
import type { Operation } from './operations.ts'
import { summaries } from './summaries.ts'

const introduction = `What the dashboard can do, for your own tools. Send an API key as \`Authorization: Bearer sck_…\`;
keys are made under Settings → API keys, each with the scopes that it needs. Points in time are ISO 8601 UTC.
Lists answer \`nextCursor\`, which asks for the next page as \`cursor\` and is null on the last one.`

/** The OpenAPI 3.1 document of what REST offers at `publicUrl`. Nothing in it depends on who reads it. */
export function describeApi(operations: Operation[], publicUrl: URL, sessionCookie: string) {
  const shared = nameShared(operations)
  const groups = [...new Set(operations.map(({ group }) => group))]
  const paths = Object.fromEntries(
    operations.map((operation) => [
      operation.path,
      { [operation.method.toLowerCase()]: describeOperation(operation, shared) },
    ]),
  )
  const schemas = Object.fromEntries([...shared].map(([schema, name]) => [name, schema]))
  return {
    openapi: '3.1.0',
    info: { title: 'Solar Capture', version: packageJson.version, description: introduction },
    servers: [{ url: publicUrl.origin }],
    tags: groups.map((name) => ({ name })),
    paths,
    components: {
      ...errorComponents,
      schemas: { ...schemas, ...errorComponents.schemas },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `sck_…`.' },
        session: {
          ...{ type: 'apiKey', in: 'cookie', name: sessionCookie },
          description: 'Who is signed in to the dashboard.',
        },
      },
    },
  }
}

function describeOperation(operation: Operation, shared: Map<JsonSchema, string>) {
  const { name, group, type, need, input, output } = operation
  const takes = type === 'query' ? { parameters: toParameters(input) } : toBody(input)
  return {
    ...{ operationId: name, tags: [group], summary: summaries[name], security: toSecurity(need) },
    ...(input ? takes : {}),
    responses: { ...toAnswer(output, shared), ...errorResponses(operation) },
  }
}

/** Who may ask, by the scheme and with the scope that it has to have. */
function toSecurity(need: Need): Record<string, string[]>[] {
  switch (need.for) {
    case 'anybody':
      return []
    case 'self':
      return [{ session: [] }]
    case 'known':
      return [{ apiKey: [] }, { session: [] }]
    case 'scope':
      return [{ apiKey: [need.scope] }, { session: [need.scope] }]
    case 'people':
      return [{ session: [need.scope] }]
  }
}

function toParameters(input: JsonSchema | null) {
  const { properties = {}, required = [] } = input ?? {}
  return Object.entries(properties).map(([name, schema]) => {
    const asked = withoutNull(schema)
    const isPlain = !typesOf(findItems(asked) ?? asked).includes('object')
    const value = isPlain
      ? { schema: asked }
      : { content: { 'application/json': { schema: asked } } }
    return { name, in: 'query', required: required.includes(name), ...value }
  })
}

function toBody(input: JsonSchema | null) {
  const content = { 'application/json': { schema: input } }
  return { requestBody: { required: true, content } }
}

function toAnswer(output: JsonSchema | null, shared: Map<JsonSchema, string>) {
  if (output === null) return { 204: { description: 'Done.' } }
  const name = shared.get(output)
  const schema = name === undefined ? output : { $ref: `#/components/schemas/${name}` }
  return { 200: { description: 'Done.', content: { 'application/json': { schema } } } }
}

/** The names of what several operations answer: that of the first of them, as `LeadById`. */
function nameShared(operations: Operation[]): Map<JsonSchema, string> {
  const byOutput = Map.groupBy(operations, ({ output }) => output)
  return new Map(
    [...byOutput].flatMap(([output, [first, ...others]]) =>
      output && first && others.length > 0 ? [[output, toTypeName(first.name)]] : [],
    ),
  )
}

function toTypeName(name: string): string {
  return name.replaceAll(/(?:^|\.)(\w)/g, (_all, letter: string) => letter.toUpperCase())
}
