import { afterAll, beforeAll, expect, test } from 'vitest'

import { makePrincipals } from '../principals.testing.ts'
import { startTestApi, type TestApi } from '../testing.ts'
import { askRest } from './rest.testing.ts'

const site = 'https://leads.example'
let api: TestApi
let principals: Awaited<ReturnType<typeof makePrincipals>>
let ask: (path: string, options?: Parameters<typeof askRest>[2]) => ReturnType<typeof askRest>

beforeAll(async () => {
  api = await startTestApi({ publicUrl: site })
  principals = await makePrincipals(api)
  ask = (path, { headers = {}, ...rest } = {}) =>
    askRest(api, path, { ...rest, headers: { host: 'leads.example', ...headers } })
})
afterAll(() => api.close())

const reader = () => ({ headers: principals.keyThatReads })
const writer = (body: unknown) => ({ headers: principals.keyThatWrites, body })
let count = 0
const newLead = () => ({ name: 'Jane', email: `jane${(count += 1)}@acme.example` })

test('a tool adds a lead, finds it, moves it and reads it', async () => {
  const lead = newLead()
  const created = await ask('lead/create', writer(lead))
  expect(created).toMatchObject({ status: 200, json: { ...lead, stage: { name: 'New' } } })
  const { id } = created.json as { id: string }

  const stages = await ask('pipeline/stages', reader())
  const booked = (stages.json as { id: string; name: string }[]).find(
    ({ name }) => name === 'Booked',
  )
  const moved = await ask('lead/move', writer({ id, stageId: booked?.id, pin: true }))
  expect(moved).toMatchObject({
    status: 200,
    json: { id, pinned: true, stage: { name: 'Booked' } },
  })

  const search = `search=${encodeURIComponent(lead.email)}&limit=5`
  const found = await ask(`lead/list?${search}&stageIds=${booked?.id}`, reader())
  expect(found).toMatchObject({ status: 200, json: { items: [{ id }], nextCursor: null } })
  const first = (stages.json as { id: string }[])[0]?.id
  const elsewhere = await ask(`lead/list?${search}&stageIds=${first}&stageIds=${first}`, reader())
  expect(elsewhere.json).toEqual({ items: [], nextCursor: null })

  const read = await ask(`lead/byId?id=${id}`, reader())
  expect(read.json).toMatchObject({ timeline: [{ kind: 'moved' }, { kind: 'captured' }] })
  expect(read.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
})

test('pages follow each other by their cursor', async () => {
  await ask('lead/create', writer(newLead()))
  await ask('lead/create', writer(newLead()))
  const first = await ask('lead/list?limit=1', reader())
  const { items, nextCursor } = first.json as { items: object[]; nextCursor: string }
  const next = await ask(`lead/list?limit=1&cursor=${encodeURIComponent(nextCursor)}`, reader())
  expect(next.status).toBe(200)
  expect((next.json as { items: object[] }).items).not.toEqual(items)
})

test.each([
  ['an unknown name', 'lead/list?colour=red', 'Unrecognized key: "colour"'],
  ['a number that is none', 'lead/list?limit=many', 'limit'],
  ['a number too large', 'lead/list?limit=201', 'limit'],
  ['the same name twice', 'lead/list?search=a&search=b', 'search'],
  ['a value that there is not', 'lead/list?sort=best', 'sort'],
  ['an id that is none', 'lead/byId?id=7', 'id'],
  ['nothing where something is needed', 'lead/byId', 'id'],
  ['something where nothing is taken', 'pipeline/stages?limit=1', 'expected void'],
  ['text that cannot be stored', 'lead/list?search=%00', 'cannot be stored'],
])('a query with %s is refused', async (_name, path, text) => {
  const { status, error } = await ask(path, reader())
  expect([status, error?.code]).toEqual([400, 'BAD_REQUEST'])
  expect(error?.message).toContain(text)
})

test('an input that does not fit is told by field', async () => {
  const { status, error } = await ask('lead/create', writer({ name: '', email: 'nobody' }))
  expect(status).toBe(400)
  expect(error?.fieldErrors).toEqual({
    name: ['A lead needs a name.'],
    email: ['Enter an email address, such as jane@example.com.'],
  })
})

test.each([
  ['is no JSON', '{"name":', 'The body is not JSON.'],
  ['is empty', '', 'received undefined'],
  ['has a key that is unknown', '{"name":"J","email":"j@x.example","__proto__":1}', '__proto__'],
  ['is a list', '[]', 'received array'],
])('a body that %s is refused', async (_name, body, text) => {
  const { status, error } = await ask('lead/create', writer(body))
  expect([status, error?.code]).toEqual([400, 'BAD_REQUEST'])
  expect(error?.message).toContain(text)
})

test('an input in the address of what changes something is refused, not ignored', async () => {
  const { status } = await ask('lead/create?name=Jane', writer(newLead()))
  expect(status).toBe(400)
})

test('what is missing, and what is in the way, have their status', async () => {
  const nobody = '0197aaaa-0000-7000-8000-000000000001'
  const missing = await ask(`lead/byId?id=${nobody}`, reader())
  expect([missing.status, missing.error?.code]).toEqual([404, 'NOT_FOUND'])
  const lead = newLead()
  const created = await ask('lead/create', writer(lead))
  const again = await ask('lead/create', writer(lead))
  expect([again.status, again.error?.code]).toEqual([409, 'CONFLICT'])
  expect(created.json).toMatchObject({ id: again.error?.leadId })
})

test.each(['', 'lead', 'lead/nothing', 'live/changes', 'lead/list/more', 'Lead/list', 'lead.list'])(
  'there is no /api/v1/%s, with any method and whoever asks',
  async (path) => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status, error } = await ask(path, { method, headers: principals.owner })
      expect([status, error?.code]).toEqual([404, 'NOT_FOUND'])
    }
  },
)

test('another method is refused, and the right one is named', async () => {
  for (const [path, allowed] of Object.entries({ 'lead/list': 'GET', 'lead/create': 'POST' })) {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      if (method === allowed) continue
      const { status, headers } = await ask(path, { method, headers: principals.owner })
      expect([path, method, status, headers['allow']]).toEqual([path, method, 405, allowed])
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  }
})

test('a session works for our own pages, and for nobody else’s', async () => {
  const own = { ...principals.owner, origin: site, 'sec-fetch-site': 'same-origin' }
  const body = newLead()
  expect((await ask('lead/create', { headers: own, body })).status).toBe(200)
  for (const [expected, foreign] of [
    [403, { origin: 'https://evil.example' }],
    [403, { origin: 'null' }],
    [403, { 'sec-fetch-site': 'cross-site' }],
    [403, { 'sec-fetch-site': 'same-site' }],
    [415, { 'content-type': 'text/plain' }],
    [415, { 'content-type': 'application/x-www-form-urlencoded' }],
  ] as const) {
    const headers = { ...own, ...foreign }
    const { status, error } = await ask('lead/create', { headers, body: newLead() })
    expect([foreign, status]).toEqual([foreign, expected])
    expect(error?.code).toBe(expected === 403 ? 'FORBIDDEN' : 'UNSUPPORTED_MEDIA_TYPE')
  }
  const list = await ask('lead/list', { headers: { ...own, 'sec-fetch-site': 'cross-site' } })
  expect(list.status).toBe(403)
})

test('who tries too often is told when to come back', async () => {
  const body = { currentPassword: 'wrong horse battery', newPassword: 'another horse battery' }
  const tryOnce = () => ask('account/changePassword', { headers: principals.agent, body })
  for (let tries = 0; tries < 5; tries += 1) {
    expect((await tryOnce()).error?.fieldErrors).toHaveProperty('currentPassword')
  }
  const { status, error, headers } = await tryOnce()
  expect([status, error?.code]).toEqual([429, 'TOO_MANY_REQUESTS'])
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
})

test('a mistake of ours is reported, and told to nobody', async () => {
  await api.sql`alter table pipeline_stages rename to stages_gone`
  const { status, error } = await ask('pipeline/stages', reader())
  await api.sql`alter table stages_gone rename to pipeline_stages`
  expect(status).toBe(500)
  expect(error).toEqual({
    code: 'INTERNAL_SERVER_ERROR',
    message: 'Something went wrong here. It has been logged.',
  })
  expect(api.problems.splice(0).map(({ message }) => message)).toEqual([
    'The procedure pipeline.stages failed',
  ])
})
