import { afterAll, beforeAll, expect, test } from 'vitest'

import { makePrincipals } from '../principals.testing.ts'
import { callProcedure, listProcedures, readAnswer } from '../procedures.testing.ts'
import { hashTables, startTestApi, type TestApi } from '../testing.ts'
import { validFor } from '../valid-input.testing.ts'
import { askRest, toQuery } from './rest.testing.ts'

let api: TestApi
let principals: Awaited<ReturnType<typeof makePrincipals>>

beforeAll(async () => {
  api = await startTestApi()
  principals = await makePrincipals(api)
})
afterAll(() => api.close())

// Using a key or a session is noted there.
const changing = ['api_keys', 'sessions', 'audit_log']

const offered = listProcedures().filter(({ type }) => type !== 'subscription')
const queries = offered.filter(({ type }) => type === 'query')
const wrong = { noProcedureTakesThis: 'x' }

const askFor = (
  path: string,
  method: 'GET' | 'POST',
  input: unknown,
  headers: Record<string, string>,
) => {
  const place = path.replaceAll('.', '/')
  return method === 'GET'
    ? askRest(api, `${place}${toQuery(input)}`, { headers })
    : askRest(api, place, { headers, body: input })
}

test.each(offered)(
  '$path refuses over REST whom it refuses over tRPC',
  async ({ path, method }) => {
    const before = await hashTables(api.sql, changing)
    for (const [name, headers] of Object.entries(principals)) {
      const trpc = readAnswer(await callProcedure(api, { path, method, input: wrong, headers }))
      const { status, error } = await askFor(path, method, wrong, headers)
      expect([name, status, error?.message]).toEqual([name, trpc.status, trpc.message])
      expect([400, 401, 403]).toContain(status)
    }
    expect(await hashTables(api.sql, changing)).toEqual(before)
  },
)

test.each(queries)('$path answers over REST what it answers over tRPC', async ({ path, input }) => {
  for (const name of ['owner', 'keyThatReads', 'stranger'] as const) {
    const headers = principals[name]
    const given = validFor(input)
    const trpc =
      given === undefined
        ? await api.send({ path: `/trpc/${path}`, headers })
        : await callProcedure(api, { path, method: 'GET', input: given, headers })
    const { status, json, error } = await askFor(path, 'GET', given, headers)
    const told = readAnswer(trpc)
    expect([name, status, error?.message ?? '']).toEqual([name, told.status, told.message])
    if (status !== 200) continue
    const { result } = JSON.parse(trpc.body) as { result: { data: unknown } }
    expect([name, json]).toEqual([name, result.data])
  }
})

test('a key in the address opens nothing', async () => {
  const key = principals.keyThatReads.authorization.slice('Bearer '.length)
  for (const name of ['key', 'apiKey', 'api_key', 'access_token', 'authorization']) {
    expect((await askRest(api, `lead/counts?${name}=${key}`)).status).toBe(401)
  }
  expect((await askRest(api, 'lead/counts', { headers: { 'x-api-key': key } })).status).toBe(401)
  expect(api.logs.join('\n')).not.toContain(key)
})
