import { afterAll, beforeAll, expect, test } from 'vitest'

import { toolCaller } from '../caller.testing.ts'
import { startTestApi, testOwner, type TestApi } from '../testing.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

function caller() {
  return toolCaller(api, ['leads:read', 'leads:write'])
}

test('a lead is added as it was meant', async () => {
  const lead = await caller().lead.create({
    name: ' Jane Doe ',
    email: ' Jane.Doe@ACME.example ',
    phone: '+44 (0) 7700 900123',
    postcode: '',
  })
  expect(lead).toMatchObject({
    name: 'Jane Doe',
    email: 'jane.doe@acme.example',
    emails: ['jane.doe@acme.example'],
    phone: '+447700900123',
    postcode: null,
    stage: { name: 'New', kind: 'open' },
    stageSetBy: 'user',
    pinned: false,
    nextBooking: null,
    bookings: [],
    timeline: [{ kind: 'captured', actor: { kind: 'tool', name: testOwner.name } }],
  })
})

test.each([
  ['neither email nor phone', { name: 'Jane' }, /email address or a phone number/],
  ['an email that is none', { name: 'Jane', email: 'jane' }, /Enter an email address/],
  ['a phone without country', { name: 'Jane', phone: '07700 900123' }, /country code/],
  ['no name', { name: ' ', email: 'j@x.example' }, /needs a name/],
  ['a NUL', { name: 'Ja\0ne', email: 'j@x.example' }, /cannot be stored/],
  ['half a character', { name: 'Ja\ud800ne', email: 'j@x.example' }, /cannot be stored/],
  ['an id', { name: 'Jane', email: 'j@x.example', id: crypto.randomUUID() }, /[Uu]nrecognized key/],
])('a lead with %s is refused with the reason', async (_what, input, reason) => {
  await expect(caller().lead.create(input)).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringMatching(reason),
  })
})

test('what nests too deeply is refused', async () => {
  const name: unknown = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)
  const input = { name, email: 'j@x.example' } as { name: string; email: string }
  await expect(caller().lead.create(input)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
})

test('the same email again is a conflict that names the lead', async () => {
  await expect(
    caller().lead.create({ name: 'Janet', email: 'JANE.DOE@acme.example' }),
  ).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Jane Doe') })
})

test('pages follow each other by their cursor, which is of no use elsewhere', async () => {
  for (const number of [1, 2, 3]) {
    await caller().lead.create({ name: `Page ${number}`, email: `page${number}@x.example` })
  }
  const first = await caller().lead.list({ search: 'page', sort: 'name', limit: 2 })
  expect(first.items.map(({ name }) => name)).toEqual(['Page 1', 'Page 2'])
  const cursor = first.nextCursor
  const second = await caller().lead.list({ search: 'page', sort: 'name', limit: 2, cursor })
  expect(second).toMatchObject({ items: [{ name: 'Page 3' }], nextCursor: null })
  const { id } = second.items[0] ?? {}
  const crafted = [
    ...['2026-13-45 99:99:99+00', '2026-02-30 00:00:00+00', '0000-01-01 00:00:00+00', 'a\0b'],
    ...['2026-01-01 00:00:00+23', `2026-01-01 00:00:00.${'1'.repeat(300)}+00`],
  ].map((value) =>
    Buffer.from(JSON.stringify({ sort: 'updated', value, id })).toString('base64url'),
  )
  for (const wrong of [cursor, 'x', ...crafted]) {
    await expect(caller().lead.list({ sort: 'updated', cursor: wrong })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  }
})

test('a lead that is not there is not found', async () => {
  const id = crypto.randomUUID()
  const missing = { code: 'NOT_FOUND' }
  await expect(caller().lead.byId({ id })).rejects.toMatchObject(missing)
  await expect(caller().lead.update({ id, name: 'x' })).rejects.toMatchObject(missing)
  await expect(caller().lead.addNote({ id, text: 'x' })).rejects.toMatchObject(missing)
  await expect(caller().lead.unpin({ id })).rejects.toMatchObject(missing)
})
