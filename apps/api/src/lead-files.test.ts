import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { createCsvReader } from '@solar-capture/core/csv'
import { guessColumns } from '@solar-capture/core/import-columns'
import { newId } from '@solar-capture/db/new-id'

import { calcomBody, startWithCalcom, type WithCalcom } from './calcom.testing.ts'
import { makePrincipals } from './principals.testing.ts'

let api: WithCalcom
let principals: Awaited<ReturnType<typeof makePrincipals>>

beforeAll(async () => {
  api = await startWithCalcom()
  principals = await makePrincipals(api)
})
afterAll(() => api.close())
beforeEach(() => api.reset())

const header = ['Name', 'E-Mail', 'Phone']
const mapping = { columns: guessColumns(header), source: 'Fair', callingCode: '+44' }

/** Imports rows and answers what became of the file. */
async function bring(rows: string[][], columns = mapping.columns) {
  const { lead } = api.caller()
  const { importId } = await lead.import.start({
    fileName: 'people.csv',
    header: columns.map((column) => column ?? ''),
  })
  await lead.import.append({ importId, from: 1, rows, isLast: true })
  await lead.import.commit({ importId, mapping: { ...mapping, columns } })
  await api.deps.importer.idle()
  return lead.import.status({ importId })
}

const get = (path: string, headers: Record<string, string> = principals.keyThatReads) =>
  api.send({ path, headers })

async function leadCalled(name: string) {
  const { items } = await api.caller().lead.list({ search: name })
  return api.caller().lead.byId({ id: items[0]?.id ?? '' })
}

test('imported leads get the bookings that were waiting for them, as captured ones do', async () => {
  await api.tell({ uid: 'byEmail', booker: { name: 'Bo', email: 'bo@acme.example' } })
  await api.tell({ uid: 'byPhone', booker: { name: 'Bea', phone: '+447700900002' } })
  expect((await api.caller().booking.unmatched()).items).toHaveLength(2)

  const file = await bring([
    ['Bo Lee', 'Bo@acme.example', ''],
    ['Bea Ray', '', '07700 900002'],
    ['Nobody booked', 'nobody@acme.example', ''],
  ])
  expect(file).toMatchObject({ state: 'done', by: 'Ana Ortiz', counts: { created: 3 } })
  expect((await api.caller().booking.unmatched()).items).toEqual([])
  for (const name of ['Bo Lee', 'Bea Ray']) {
    const lead = await leadCalled(name)
    expect([lead.stage.name, lead.bookings.length]).toEqual(['Booked', 1])
    expect(lead.timeline.map(({ kind }) => kind)).toEqual(['captured', 'moved', 'booked'])
  }
  expect((await leadCalled('Nobody booked')).stage.name).toBe('New')

  // A phone that now two leads have is nobody's.
  await bring([['Bea’s neighbour', 'neighbour@acme.example', '+447700900002']])
  expect((await leadCalled('Bea Ray')).bookings).toEqual([])
  expect((await api.caller().booking.unmatched()).items).toHaveLength(1)
})

test('a lead that only stood for a booking stays once a row changes it', async () => {
  const { workspace } = api.caller()
  api.clock.now = new Date('2026-11-25T09:00:00.000Z')
  await workspace.update({ createsLeads: true })
  await api.tell({ uid: 'first', sentAt: '2026-11-25T11:00:00.000Z' })
  const made = await leadCalled('Jane Doe')
  const file = await bring([['Jane Miller', 'jane.doe@acme.example', '+447700900001']])
  await workspace.update({ createsLeads: false })
  expect(file.counts).toMatchObject({ updated: 1 })
  const lead = await leadCalled('Jane Miller')
  expect(lead).toMatchObject({ id: made.id, phone: '+447700900001', stage: { name: 'Booked' } })
  expect(lead.bookings).toMatchObject([{ status: 'confirmed' }])
  const [row] = await api.sql`select derived from leads where id = ${made.id}`
  expect(row).toEqual({ derived: false })
})

test('a file of what was exported, formulas disarmed, imports as what is there already', async () => {
  const cells = ['=HYPERLINK("http://evil.example","x")', 'formula@acme.example', '+447700900003']
  await bring([cells, ['O’Brien, "Zoë"', 'zoe@acme.example', '']])
  const { status, headers, body } = await get('/api/leads/export?format=csv')
  expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
  expect(headers['content-disposition']).toBe('attachment; filename="leads-2026-11-20.csv"')
  expect(body.startsWith('\ufeffId,Name,Email,')).toBe(true)
  const reader = createCsvReader(',')
  const [names = [], ...rows] = [...reader.push(body.slice(1)), ...reader.end()]
  expect(rows.flat().filter((cell) => /^[=+\-@]/.test(cell))).toEqual([])
  const disarmed = rows.find((row) => row[2] === cells[1])
  expect(disarmed?.slice(1, 5)).toEqual([`'${cells[0]}`, cells[1], '', `'${cells[2]}`])
  const again = await bring(rows, guessColumns(names))
  expect(again.counts).toEqual({ created: 0, updated: 0, unchanged: 2, refused: 0 })
})

test('an export holds all that match, in JSON too, or the leads of ids', async () => {
  await bring(Array.from({ length: 30 }, (_, index) => [`Lead ${index}`, `l${index}@acme.example`]))
  await api.tell({ uid: 'first', booker: { name: 'Lead 7', email: 'l7@acme.example' } })
  const { body } = await get('/api/leads/export?format=json&search=lead')
  const all = JSON.parse(body) as { id: string; name: string; nextBooking: unknown }[]
  expect(all.map(({ name }) => name).toSorted()).toHaveLength(30)
  expect(all.find(({ name }) => name === 'Lead 7')?.nextBooking).toEqual({
    ...{ startTime: '2026-12-01T15:00:00.000Z', status: 'confirmed' },
  })
  const booked = await get('/api/leads/export?format=json&booking=upcoming')
  expect(JSON.parse(booked.body)).toHaveLength(1)
  const post = (input: object, more = {}) =>
    api.send({
      ...{ method: 'POST', path: '/api/leads/export', body: JSON.stringify(input) },
      headers: { ...principals.viewer, 'content-type': 'application/json', ...more },
    })
  const two = [all[0]?.id, newId(), all[3]?.id]
  const chosen = await post({ format: 'json', ids: two })
  const given = (JSON.parse(chosen.body) as { id: string }[]).map(({ id }) => id)
  expect(new Set(given)).toEqual(new Set([two[0], two[2]]))
  expect((await post({ format: 'json', ids: two }, { 'content-type': 'text/plain' })).status).toBe(
    415,
  )
  expect((await post({ format: 'csv' }, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await post({ format: 'csv', filter: {}, ids: two })).status).toBe(400)
  const { items } = await api
    .caller()
    .audit.list({ action: 'leads_exported' })
    .catch(() => ({ items: [] }))
  expect(items).toEqual([])
  const [told] = await api.sql`
    select actor_name, details from audit_log where action = 'leads_exported' and actor_name = 'viewer'`
  expect(told).toMatchObject({
    actor_name: 'viewer',
    details: { format: 'JSON', which: '3 chosen' },
  })
})

test('how a file was read is kept with it, and rows of one without a header count from the first', async () => {
  const { lead } = api.caller()
  const read = { ...mapping, isHeaderless: true, encoding: 'windows-1251' as const }
  const start = { fileName: 'people.csv', header: ['Column 1', 'Column 2', 'Column 3'] }
  const { importId } = await lead.import.start({ ...start, mapping: read })
  const rows = [
    ['Bo Lee', 'bo@acme.example', ''],
    ['Bo again', 'bo@acme.example', ''],
  ]
  await lead.import.append({ importId, from: 1, rows, isLast: true })
  expect(await lead.import.status({ importId })).toMatchObject({ state: 'received', mapping: read })
  const same = 'This is the same email address as in row 1, which was taken.'
  const preview = await lead.import.preview({ importId, mapping: read })
  expect([preview.created[0]?.row, preview.refused[0]]).toMatchObject([1, { row: 2, reason: same }])
  await lead.import.commit({ importId, mapping: read })
  await api.deps.importer.idle()
  const { items } = await lead.import.result({ importId, limit: 10 })
  expect(items.map(({ row, reason }) => [row, reason])).toEqual([
    [1, null],
    [2, same],
  ])
  const { body } = await api.send({
    ...{ path: `/api/leads/imports/${importId}/rows.csv`, headers: principals.admin },
  })
  expect(body.split('\r\n').map((line) => line.split(',')[0])).toEqual(['\ufeffRow', '1', '2', ''])
})

test('files are for who may read leads, and only of their own workspace', async () => {
  await bring([['Bo', 'bo@acme.example', '']])
  // Keys expire by the real time.
  api.clock.now = new Date()
  const statuses: Record<string, number> = {}
  for (const [name, headers] of Object.entries(principals)) {
    statuses[name] = (await get('/api/leads/export?format=csv', headers)).status
  }
  const refused = Object.entries(statuses).filter(([, status]) => status !== 200)
  expect(Object.fromEntries(refused)).toEqual({
    ...{ stranger: 401, removedMember: 401, keyOfNobody: 401, expiredKey: 401, revokedKey: 401 },
    ...{ keyThatWrites: 403, keyForSettings: 403 },
  })
  const elsewhere = await get('/api/leads/export?format=json', principals.ownerElsewhere)
  expect(JSON.parse(elsewhere.body)).toEqual([])
  for (const query of ['', '?format=xml', '?format=csv&stageIds=x', '?format=csv&role=owner']) {
    expect((await get(`/api/leads/export${query}`)).status).toBe(400)
  }
})

test('the rows that were refused come back with their reasons, to nobody else', async () => {
  const { importId } = await bring([
    ['Bo', 'bo@acme.example', ''],
    ['=1+1', 'not an address', ''],
  ])
  const path = `/api/leads/imports/${importId}/rows.csv`
  const refused = await get(`${path}?outcome=refused`, principals.agent)
  expect(refused.body).toBe(
    '\ufeffRow,Outcome,Reason,Lead id,name,email,phone\r\n' +
      '3,refused,"Enter an email address, such as jane@example.com.",,\'=1+1,not an address,\r\n',
  )
  expect((await get(path, principals.agent)).body.split('\r\n')).toHaveLength(4)
  expect((await get(path, principals.ownerElsewhere)).status).toBe(404)
  expect((await get(path, principals.viewer)).status).toBe(403)
  expect((await get(path.replace(importId, 'x'), principals.agent)).status).toBe(400)
})

test('a webhook that comes while its lead is imported finds it, whichever was first', async () => {
  const booker = (index: number) => ({ name: `B ${index}`, email: `b${index}@acme.example` })
  const rows = Array.from({ length: 400 }, (_, index) => [`B ${index}`, `b${index}@acme.example`])
  api.clock.now = new Date('2026-11-20T10:00:01.000Z')
  const importing = bring(rows)
  const numbers = Array.from({ length: 40 }, (_, index) => index * 10)
  const answers = await Promise.all(
    numbers.map((index) => api.deliver(calcomBody({ uid: `u${index}`, booker: booker(index) }))),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect((await importing).counts).toMatchObject({ created: 400 })
  expect((await api.caller().booking.unmatched()).items).toEqual([])
  const { total } = await api.caller().lead.counts({ booking: 'upcoming' })
  expect(total).toBe(40)
})
