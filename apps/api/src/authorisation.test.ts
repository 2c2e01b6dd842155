import { afterAll, beforeAll, expect, test } from 'vitest'

import { needs, type Need, type ProcedureName } from './needs.ts'
import { makePrincipals, type PrincipalName } from './principals.testing.ts'
import { listProcedures, readAnswer } from './procedures.testing.ts'
import { hashTables, startTestApi, type TestApi, type WireAnswer } from './testing.ts'

let api: TestApi
let principals: Awaited<ReturnType<typeof makePrincipals>>

beforeAll(async () => {
  api = await startTestApi()
  principals = await makePrincipals(api)
})
afterAll(() => api.close())

const procedures = listProcedures()

// Written out here, and not read from the product.
const members: PrincipalName[] = ['viewer', 'agent', 'admin', 'owner', 'ownerElsewhere']
const workers: PrincipalName[] = members.filter((name) => name !== 'viewer')
const managers: PrincipalName[] = workers.filter((name) => name !== 'agent')
const byScope = {
  'leads:read': { people: members, keys: ['keyThatReads'] },
  'leads:write': { people: workers, keys: ['keyThatWrites'] },
  'deliveries:read': { people: members, keys: ['keyThatReads'] },
  'settings:write': { people: managers, keys: ['keyForSettings'] },
} as const
const unknownKeys: PrincipalName[] = ['keyOfNobody', 'expiredKey', 'revokedKey']
const nobodies: PrincipalName[] = ['stranger', 'removedMember']

/** What a call with an input that no procedure takes is answered: 400 is for who may call it. */
function statusFor(principal: PrincipalName, need: Need): 400 | 401 | 403 {
  if (unknownKeys.includes(principal)) return 401
  if (need.for === 'anybody') return 400
  if (nobodies.includes(principal)) return 401
  if (need.for === 'known') return 400
  const { people, keys } = byScope[need.scope]
  const may: readonly PrincipalName[] = need.for === 'people' ? people : [...people, ...keys]
  return may.includes(principal) ? 400 : 403
}

const wrong = { noProcedureTakesThis: true }

function call(path: string, method: 'GET' | 'POST', headers: Record<string, string>, times = 1) {
  const isBatch = times > 1
  const input = isBatch
    ? Object.fromEntries(Array.from({ length: times }, (_, i) => [i, wrong]))
    : wrong
  const paths = Array.from({ length: times }, () => path).join()
  const query = new URLSearchParams({
    ...(isBatch ? { batch: '1' } : {}),
    ...(method === 'GET' ? { input: JSON.stringify(input) } : {}),
  })
  return api.send({
    ...{ method, path: `/trpc/${paths}?${query.toString()}` },
    headers: {
      ...headers,
      ...(method === 'POST'
        ? { 'content-type': 'application/json', origin: api.deps.publicUrl.origin }
        : {}),
    },
    ...(method === 'POST' ? { body: JSON.stringify(input) } : {}),
  })
}

const statusOf = (answer: WireAnswer) => readAnswer(answer).status

test('each procedure is built from what is declared for it, and each declaration is of one', () => {
  expect(procedures.map(({ name }) => name)).toEqual(procedures.map(({ path }) => path))
  expect(new Set(Object.keys(needs))).toEqual(new Set(procedures.map(({ path }) => path)))
})

test('reading is enough for no mutation, and only setting up is for anybody', () => {
  const lax = procedures.filter(({ path, type }) => {
    const need: Need = needs[path as ProcedureName]
    if (need.for === 'anybody') return !path.startsWith('setup.')
    return type === 'mutation' && !('scope' in need && need.scope.endsWith(':write'))
  })
  expect(lax).toEqual([])
})

test.each(procedures)('$path answers who may call it, and nobody else', async ({ path, type }) => {
  const need: Need = needs[path as ProcedureName]
  const [own, other] = type === 'mutation' ? (['POST', 'GET'] as const) : (['GET', 'POST'] as const)
  const everybody = Object.entries(principals) as [PrincipalName, Record<string, string>][]
  const before = await hashTables(api.sql)
  for (const [name, headers] of everybody) {
    const found = {
      single: statusOf(await call(path, own, headers)),
      batch: statusOf(await call(path, own, headers, 2)),
      otherMethod: statusOf(await call(path, other, headers)),
    }
    const single = statusFor(name, need)
    // Streams cannot be batched at all.
    const batch = type === 'subscription' ? 400 : single
    expect([name, found]).toEqual([name, { single, batch, otherMethod: 405 }])
  }
  // Using a key or a session is noted there.
  const changing = { api_keys: null, sessions: null }
  expect({ ...(await hashTables(api.sql)), ...changing }).toEqual({ ...before, ...changing })
})

test('a key in the URL opens nothing', async () => {
  const { authorization } = principals.keyThatReads
  const key = authorization.slice('Bearer '.length)
  for (const name of ['key', 'apiKey', 'access_token', 'authorization']) {
    const { status } = await api.send({ path: `/trpc/lead.counts?${name}=${key}` })
    expect(status).toBe(401)
  }
  expect(api.logs.join('\n')).not.toContain(key)
})
