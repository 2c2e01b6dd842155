import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { scopes } from '@solar-capture/core/access'

import { needs, type Need, type ProcedureName } from '../needs.ts'
import { listProcedures } from '../procedures.testing.ts'
import { startTestApi, testOwner, type TestApi, type WireAnswer } from '../testing.ts'
import { askRest } from './rest.testing.ts'

type Described = {
  operationId: string
  tags: string[]
  summary: string
  security: Record<string, string[]>[]
  parameters?: { name: string; in: string; required: boolean }[]
  responses: Record<string, object>
}
type Document = {
  openapi: string
  servers: object[]
  paths: Record<string, Record<string, Described>>
  components: { securitySchemes: Record<string, { name?: string }> }
}

let api: TestApi
let answer: WireAnswer
let text: string
let document: Document
let operations: (Described & { path: string; method: string })[]

beforeAll(async () => {
  api = await startTestApi()
  answer = await api.send({ path: '/api/openapi.json' })
  text = answer.body
  document = JSON.parse(text) as Document
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ ...described, path, method })),
  )
})
afterAll(() => api.close())

test('the document is served to anybody, and kept by nobody', () => {
  expect(answer.status).toBe(200)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
})

test('the document is OpenAPI 3.1, of this server', async () => {
  const validator = new Validator()
  expect(await validator.validate(JSON.parse(text) as Record<string, unknown>)).toEqual({
    valid: true,
  })
  expect(validator.version).toBe('3.1')
  expect(document.servers).toEqual([{ url: 'http://localhost:3000' }])
  const broken = { ...document, paths: { lead: {} } }
  expect(await new Validator().validate(broken)).toMatchObject({ valid: false })
})

test('every reference in it leads somewhere', () => {
  const found = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path)
  expect(found.length).toBeGreaterThan(100)
  for (const path of new Set(found)) {
    const target = path
      .split('/')
      .reduce<unknown>(
        (inner, name) => (inner as Record<string, unknown> | undefined)?.[name],
        document,
      )
    expect([path, target]).toEqual([path, expect.any(Object)])
  }
})

test('every procedure is in it once but subscriptions, in words', () => {
  const expected = listProcedures().filter(({ type }) => type !== 'subscription')
  expect(operations.map(({ operationId, method }) => [operationId, method])).toEqual(
    expected.map(({ path, method }) => [path, method.toLowerCase()]),
  )
  for (const { summary, operationId, tags } of operations) {
    expect([operationId, summary]).toEqual([operationId, expect.stringMatching(/^[A-Z].+\.$/)])
    expect(tags).toEqual([operationId.split('.')[0]])
  }
})

test('who may ask is what the procedure needs', () => {
  for (const { operationId, security } of operations) {
    const need: Need = needs[operationId as ProcedureName]
    const byKey = security.find(({ apiKey }) => apiKey)
    const bySession = security.find(({ session }) => session)
    expect([operationId, byKey !== undefined]).toEqual([
      operationId,
      need.for === 'scope' || need.for === 'known',
    ])
    expect([operationId, bySession !== undefined]).toEqual([operationId, need.for !== 'anybody'])
    const named = [...(byKey?.['apiKey'] ?? []), ...(bySession?.['session'] ?? [])]
    expect(new Set(named)).toEqual(new Set('scope' in need ? [need.scope] : []))
  }
  expect(scopes.every((scope) => text.includes(`"apiKey":["${scope}"]`))).toBe(true)
})

test('every path in it answers, by its method', async () => {
  for (const { path, method } of operations) {
    const place = path.slice('/api/v1/'.length)
    const wrong = { noProcedureTakesThis: true }
    const { status } =
      method === 'get'
        ? await askRest(api, `${place}?noProcedureTakesThis=1`)
        : await askRest(api, place, { body: wrong })
    expect([path, [400, 401]]).toEqual([path, expect.arrayContaining([status])])
  }
})

test('the cookie that it names is the one that signing in sets', async () => {
  const { headers } = await api.send({
    ...{ method: 'POST', path: '/api/auth/sign-in/email' },
    headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
    body: JSON.stringify({ email: testOwner.email, password: testOwner.password }),
  })
  const { name = '' } = document.components.securitySchemes['session'] ?? {}
  expect([headers['set-cookie']].flat().join('\n')).toContain(`${name}=`)
})

test('a query is described by its parameters', () => {
  const { parameters = [] } = document.paths['/api/v1/lead/list']?.['get'] ?? {}
  expect(parameters).toContainEqual({
    ...{ name: 'stageIds', in: 'query', required: false },
    schema: { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: 100 },
  })
  expect(parameters).toContainEqual({
    ...{ name: 'cursor', in: 'query', required: false },
    schema: { type: 'string', maxLength: 2000 },
  })
})

test('nothing in it is of people or of the workspace', async () => {
  expect(text).not.toContain(testOwner.email)
  expect(text).not.toContain(testOwner.workspaceName)
  expect(text).not.toContain(api.workspaceId)
})
