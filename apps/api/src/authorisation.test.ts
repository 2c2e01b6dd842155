import { afterAll, beforeAll, expect, test } from 'vitest'

import { needs, type Need, type ProcedureName } from './needs.ts'
import { makePrincipals, type PrincipalName } from './principals.testing.ts'
import { callProcedure, listProcedures, readAnswer } from './procedures.testing.ts'
import { hashTables, startTestApi, type TestApi } from './testing.ts'

let api: TestApi
let principals: Awaited<ReturnType<typeof makePrincipals>>

beforeAll(async () => {
  api = await startTestApi()
  principals = await makePrincipals(api)
})
afterAll(() => api.close())

// Using a key or a session is noted there.
const changing = ['api_keys', 'sessions', 'audit_log']

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
  if (need.for === 'self') return statusForSelf(principal)
  if (nobodies.includes(principal)) return 401
  if (need.for === 'known') return 400
  const { people, keys } = byScope[need.scope]
  const may: readonly PrincipalName[] = need.for === 'people' ? people : [...people, ...keys]
  return may.includes(principal) ? 400 : 403
}

/** What is one's own: for everybody who is signed in, also in no workspace. */
function statusForSelf(principal: PrincipalName): 400 | 401 | 403 {
  if (principal === 'stranger') return 401
  return members.includes(principal) || principal === 'removedMember' ? 400 : 403
}

/** What is open to who is not signed in: setting up, and what whoever has a link of ours may do. */
const open = [
  ...['setup.status', 'setup.complete', 'member.invitation', 'member.acceptInvitation'],
  ...['account.requestReset', 'account.resetPassword'],
]

const wrong = { noProcedureTakesThis: true }

/** The status of a call with an input that no procedure takes, and of two of them in a batch. */
async function statusOf(
  path: string,
  method: 'GET' | 'POST',
  headers: Record<string, string>,
  isBatch = false,
): Promise<number> {
  const call = isBatch
    ? { path: `${path},${path}`, input: { 0: wrong, 1: wrong }, isBatch }
    : { path, input: wrong }
  return readAnswer(await callProcedure(api, { ...call, method, headers })).status
}

test('each procedure is built from what is declared for it, and each declaration is of one', () => {
  expect(procedures.map(({ name }) => name)).toEqual(procedures.map(({ path }) => path))
  expect(new Set(Object.keys(needs))).toEqual(new Set(procedures.map(({ path }) => path)))
})

test("reading is enough for no mutation of what is not one's own, and little is for anybody", () => {
  const needed = procedures.map(({ path, type }) => {
    const need: Need = needs[path as ProcedureName]
    return { path, type, need }
  })
  const ofAnybody = needed.filter(({ need }) => need.for === 'anybody')
  expect(ofAnybody.map(({ path }) => path).toSorted()).toEqual(open.toSorted())
  const lax = needed.filter(
    ({ path, type, need }) =>
      type === 'mutation' &&
      'scope' in need &&
      !need.scope.endsWith(':write') &&
      // One's own views; to share one takes more.
      !path.startsWith('view.'),
  )
  expect(lax).toEqual([])
  const unscoped = needed.filter(
    ({ path, need }) => need.for === 'self' && !/^(account|workspace|member.leave)/.test(path),
  )
  expect(unscoped).toEqual([])
})

test.each(procedures)(
  '$path answers who may call it, and nobody else',
  async ({ path, type, method }) => {
    const need: Need = needs[path as ProcedureName]
    const other = method === 'POST' ? 'GET' : 'POST'
    const everybody = Object.entries(principals) as [PrincipalName, Record<string, string>][]
    const before = await hashTables(api.sql, changing)
    for (const [name, headers] of everybody) {
      const found = {
        single: await statusOf(path, method, headers),
        batch: await statusOf(path, method, headers, true),
        otherMethod: await statusOf(path, other, headers),
      }
      const single = statusFor(name, need)
      // Streams cannot be batched at all.
      const batch = type === 'subscription' ? 400 : single
      expect([name, found]).toEqual([name, { single, batch, otherMethod: 405 }])
    }
    expect(await hashTables(api.sql, changing)).toEqual(before)
  },
)

test('a key in the URL opens nothing', async () => {
  const { authorization } = principals.keyThatReads
  const key = authorization.slice('Bearer '.length)
  for (const name of ['key', 'apiKey', 'access_token', 'authorization']) {
    const { status } = await api.send({ path: `/trpc/lead.counts?${name}=${key}` })
    expect(status).toBe(401)
  }
  expect(api.logs.join('\n')).not.toContain(key)
})
