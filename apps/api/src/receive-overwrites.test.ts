import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { fixture, fixtures, fixtureSecret } from '@solar-capture/core/fixtures.testing'
import { hostileValues } from '@solar-capture/core/hostile-values.testing'

import { toolCaller } from './caller.testing.ts'
import { sentAt } from './fixture-clock.testing.ts'
import { startTestApi, type TestApi } from './testing.ts'

let clock = new Date('2026-11-20T09:00:00.000Z')
let api: TestApi
let jane = ''
let known: unknown

const place = { postcode: '08001', address: 'Carrer de Mallorca 401, 2n 1a', source: 'Website' }

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
  await api.addSecret(fixtureSecret)
  const phone = '+34 600 111 222'
  jane = (await leads().create({ ...place, name: 'J. D.', email: 'jane.doe@acme.example', phone }))
    .id
  for (const email of ['bob@initech.example', 'zoe.obrien+demo@example.com', 'max@example.org']) {
    await leads().create({ ...place, name: 'Our own name', email, phone })
  }
  await leads().create({ ...place, name: 'R.', phone: '+91 98765 43210' })
  known = await readLeads()
})
afterAll(() => api.close())
beforeEach(async () => {
  for (const table of ['timeline_entries', 'bookings', 'booking_events', 'deliveries']) {
    await api.sql`delete from ${api.sql(table)}`
  }
})

type Payload = { responses: { name: { value: string | object } } }
const opening = ['BOOKING_REQUESTED', 'BOOKING_CREATED', 'BOOKING_RESCHEDULED']

test.each(fixtures)('what $file gives overwrites nothing, and is told', async (delivery) => {
  await post(delivery.body.toString(), delivery.headers)
  expect(await readLeads()).toEqual(known)
  const isOpening = opening.includes(delivery.triggerEvent ?? '') && !delivery.file.startsWith('a3')
  if (!isOpening) expect((await readTold()).filter((told) => told.includes('Gave'))).toEqual([])
  else {
    const { payload } = JSON.parse(delivery.body.toString()) as { payload: Payload }
    const { value } = payload.responses.name
    const name = typeof value === 'string' ? value : Object.values(value).join(' ')
    expect(await readTold()).toEqual([expect.stringMatching(/ UTC\b/)])
    expect((await readTold())[0]).toContain(`. Gave the name ${name}`)
  }
})

test('another phone number is told beside another name', async () => {
  await book({ name: 'Jane Doe', email: 'JANE.DOE@acme.example', phone: '+1 (415) 555-0132' })
  expect(await readTold()).toEqual([
    'Booked Product demo for Tue 1 Dec 2026, 15:00 UTC. Gave the name Jane Doe and the phone +14155550132',
  ])
  expect(await readLeads()).toEqual(known)
})

test('what is the same is not told again', async () => {
  await book({ name: ' j.  d. ', email: 'jane.doe@acme.example', phone: '0034 600-111-222' })
  expect(await readTold()).toEqual(['Booked Product demo for Tue 1 Dec 2026, 15:00 UTC'])
})

test('an email under which the lead moved its booking is told, and not taken over', async () => {
  await post(fixture('10').body.toString(), fixture('10').headers)
  const { payload, ...envelope } = JSON.parse(fixture('12').body.toString()) as { payload: object }
  const attendees = [{ name: 'J. D.', email: 'home@jane.example' }]
  const responses = { email: { value: 'home@jane.example' } }
  await send(JSON.stringify({ ...envelope, payload: { ...payload, attendees, responses } }))
  expect((await readTold()).at(-1)).toBe(
    'Rescheduled from Tue 1 Dec 2026, 15:00 UTC to Thu 3 Dec 2026, 18:30 UTC by jane.doe@acme.example, as home@jane.example',
  )
  expect(await readLeads()).toEqual(known)
})

// What nests too deep is refused as a whole.
const hostileTexts = hostileValues.flatMap(({ name, ...what }) =>
  'json' in what && !what.json.startsWith('[[')
    ? [{ what: name, value: JSON.parse(what.json) as unknown }]
    : [],
)

test.each(hostileTexts)(
  'where $what is given for everything, nothing is overwritten',
  async ({ value }) => {
    await book({ name: value, email: 'jane.doe@acme.example', phone: value })
    expect(await readLeads()).toEqual(known)
    const [lead] = await api.sql`select count(*)::int from bookings where lead_id = ${jane}`
    expect(lead).toEqual({ count: 1 })
    const text =
      typeof value === 'string' ? value.toWellFormed().replace('\0', '\ufffd').trim() : ''
    const gave = text === '' ? '' : `. Gave the name ${text.slice(0, 200)}`
    expect(await readTold()).toEqual([`Booked Product demo for Tue 1 Dec 2026, 15:00 UTC${gave}`])
  },
)

function leads() {
  return toolCaller(api, ['leads:read', 'leads:write']).lead
}

/** Books for the lead with whatever is given for a name and a phone number. */
function book({ name, email, phone }: { name: unknown; email: string; phone: unknown }) {
  const { payload, ...envelope } = JSON.parse(fixture('10').body.toString()) as { payload: object }
  const responses = {
    ...{ name: { value: name }, email: { value: email }, attendeePhoneNumber: { value: phone } },
    ...{ postcode: { value: '1' }, address: { value: '1' }, notes: { value: 'x' } },
  }
  const attendees = [{ email, name, phoneNumber: phone, timeZone: name }]
  return send(JSON.stringify({ ...envelope, payload: { ...payload, responses, attendees } }))
}

async function send(body: string) {
  setClock(body)
  expect((await api.deliver(body, fixtureSecret)).status).toBe(200)
}

function post(body: string, headers: Record<string, string>) {
  setClock(body)
  return api.post(body, headers)
}

function setClock(body: string) {
  clock = new Date(sentAt({ ...fixture('10'), body: Buffer.from(body) }).getTime() + 1_000)
}

async function readTold(): Promise<string[]> {
  const ids = await api.sql<{ id: string }[]>`select id from leads order by id`
  const all = await Promise.all(ids.map(({ id }) => leads().byId({ id })))
  return all
    .flatMap(({ timeline }) => timeline.filter(({ kind }) => kind !== 'moved').toReversed())
    .map(({ text }) => text)
}

/** What people entered of all leads, as the text that is stored. */
function readLeads() {
  return api.sql`
    select id, name, email, phone, postcode, address, source, owner_id, pinned, base_stage_id, created_at
    from leads order by id`
}
