import { afterAll, beforeAll, expect, test } from 'vitest'

import { makePrincipals } from './principals.testing.ts'
import { callProcedure, listProcedures, readAnswer } from './procedures.testing.ts'
import { hashTables, startTestApi, type TestApi } from './testing.ts'
import { objectsIn, validFor } from './valid-input.testing.ts'

let api: TestApi
let owner: Record<string, string>

beforeAll(async () => {
  api = await startTestApi()
  owner = (await makePrincipals(api)).owner
})
afterAll(() => api.close())

// Using a session is noted there.
const changing = ['sessions']

const extras = {
  ...{
    id: '0197aaaa-0000-7000-8000-000000000009',
    workspaceId: '0197aaaa-0000-7000-8000-000000000009',
  },
  ...{ tenantId: 1, userId: 1, ownerId: 1, role: 'owner', permissions: ['*'], isAdmin: true },
  ...{ derived: true, createdAt: '2026-01-01T00:00:00.000Z', stageSetBy: 'user', publicId: 'mine' },
  ...{ constructor: { prototype: { isAdmin: true } } },
}

const withInput = listProcedures().filter(
  ({ input }) => input !== undefined && validFor(input) !== undefined,
)

test.each(withInput)('$path takes no object that is open to more', ({ input }) => {
  const open = objectsIn(input).filter(
    ({ schema }) =>
      schema
        .safeParse({ notDeclared: 1 })
        .error?.issues.some(({ code }) => code === 'unrecognized_keys') !== true,
  )
  expect(open.map(({ at }) => at)).toEqual([])
})

test.each(withInput)('$path refuses what is beside its input', async ({ path, method, input }) => {
  const before = await hashTables(api.sql, changing)
  const valid = validFor(input) as object
  for (const [key, value] of Object.entries(extras)) {
    // One that it has itself proves nothing.
    if (key in valid) continue
    const given = { ...valid, [key]: value }
    const answer = await callProcedure(api, { path, method, input: given, headers: owner })
    const { status, message } = readAnswer(answer)
    expect([key, status]).toEqual([key, 400])
    expect(message).toContain(`Unrecognized key: "${key}"`)
  }
  expect(await hashTables(api.sql, changing)).toEqual(before)
})
