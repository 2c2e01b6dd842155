import { afterAll, beforeAll, expect, test } from 'vitest'

import { makePrincipals } from './principals.testing.ts'
import { listProcedures } from './procedures.testing.ts'
import { hashTables, startTestApi, type TestApi } from './testing.ts'
import { validFor } from './valid-input.testing.ts'

const site = 'https://leads.example'
let api: TestApi
let owner: Record<string, string>

beforeAll(async () => {
  api = await startTestApi({ publicUrl: site })
  owner = (await makePrincipals(api)).owner
})
afterAll(() => api.close())

// Using a session is noted there.
const changing = ['sessions']

const json = { 'content-type': 'application/json' }
const boundary = 'boundary'

/** How another site can have a browser send something with the cookies of ours, and some that none can. */
const forms: Record<
  string,
  (input: string) => { headers: Record<string, string>; body?: string; query?: string }
> = {
  'a link': (input) => ({
    headers: { origin: site },
    query: `?input=${encodeURIComponent(input)}`,
  }),
  'a form': (input) => ({
    headers: { origin: site, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ input }).toString(),
  }),
  'a form with files': (input) => ({
    headers: { origin: site, 'content-type': `multipart/form-data; boundary=${boundary}` },
    body: `--${boundary}\r\ncontent-disposition: form-data; name="input"\r\n\r\n${input}\r\n--${boundary}--\r\n`,
  }),
  'plain text': (input) => ({
    headers: { origin: site, 'content-type': 'text/plain' },
    body: input,
  }),
  bytes: (input) => ({
    headers: { origin: site, 'content-type': 'application/octet-stream' },
    body: input,
  }),
  'another site that does not say so': (input) => ({
    headers: { ...json, 'sec-fetch-site': 'cross-site' },
    body: input,
  }),
  'another site': (input) => ({
    headers: { ...json, origin: 'https://evil.example' },
    body: input,
  }),
  'a page without an origin': (input) => ({ headers: { ...json, origin: 'null' }, body: input }),
  'a site whose name begins with ours': (input) => ({
    headers: { ...json, origin: `${site}.evil.example` },
    body: input,
  }),
}

const mutations = listProcedures().filter(({ type }) => type === 'mutation')

test.each(mutations)('$path is done for none of them', async ({ path, input }) => {
  const before = await hashTables(api.sql, changing)
  // What needs no input is asked for with an empty one.
  const text = JSON.stringify(validFor(input) ?? {})
  for (const [name, make] of Object.entries(forms)) {
    const { query = '', body, headers } = make(text)
    const { status } = await api.send({
      ...{ method: body === undefined ? 'GET' : 'POST', path: `/trpc/${path}${query}` },
      headers: { host: 'leads.example', ...owner, ...headers },
      ...(body === undefined ? {} : { body }),
    })
    const expected = body === undefined ? [405] : [403, 415]
    expect([name, expected]).toEqual([name, expect.arrayContaining([status])])
  }
  expect(await hashTables(api.sql, changing)).toEqual(before)
})

test('our own pages are let in', async () => {
  const body = JSON.stringify({ name: 'Jane', email: 'jane@acme.example' })
  const { status } = await api.send({
    ...{ method: 'POST', path: '/trpc/lead.create', body },
    headers: {
      host: 'leads.example',
      ...owner,
      ...json,
      origin: site,
      'sec-fetch-site': 'same-origin',
    },
  })
  expect(status).toBe(200)
})
