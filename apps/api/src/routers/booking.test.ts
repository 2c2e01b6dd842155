import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { fixture, fixtureSecret } from '@solar-capture/core/fixtures.testing'

import { calcomBody, forget, type Told } from '../calcom.testing.ts'
import { toolCaller } from '../caller.testing.ts'
import { sentAt } from '../fixture-clock.testing.ts'
import { startTestApi, type TestApi } from '../testing.ts'

let clock = new Date('2026-11-20T09:00:00.000Z')
let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
  await api.addSecret(fixtureSecret)
})
afterAll(() => api.close())
beforeEach(async () => {
  await forget(api)
})

const caller = () => toolCaller(api, ['leads:read', 'leads:write', 'deliveries:read'])

async function post(prefix: string) {
  const { headers, body, ...rest } = fixture(prefix)
  clock = new Date(sentAt({ headers, body, ...rest }).getTime() + 1_000)
  return JSON.parse((await api.post(body, headers)).body) as { result: string }
}

/** Posts a delivery and answers what the log says of it. */
async function tell(told: Told) {
  clock = new Date('2026-11-20T10:00:01.000Z')
  const { body } = await api.deliver(calcomBody(told), fixtureSecret)
  const { id } = JSON.parse(body) as { id: string }
  return caller().delivery.byId({ id })
}

async function suggested() {
  const { suggestions } = await onlyWaiting()
  return suggestions.map(({ name, reason }) => [name, reason])
}

async function waiting() {
  const { items, total } = await caller().booking.unmatched()
  expect(total).toBe(items.length)
  return items
}

async function onlyWaiting() {
  const [booking] = await waiting()
  if (!booking) throw new Error('No booking waits.')
  return booking
}

test('a booking without a lead waits, with what is known of it, through its reschedules', async () => {
  await post('10')
  await post('12')
  expect(await waiting()).toMatchObject([
    {
      status: 'confirmed',
      bookerName: 'Jane Doe',
      bookerEmail: 'jane.doe@acme.example',
      startTime: '2026-12-03T18:30:00.000Z',
      rescheduleCount: 1,
      sentAt: sentAt(fixture('10')).toISOString(),
      suggestions: [],
    },
  ])
  await post('14')
  await post('13')
  expect(await waiting()).toEqual([])
})

test('leads with the same phone or name are suggested, with the reason', async () => {
  const phone = '+919876543210'
  await caller().lead.create({ name: 'raj patel', email: 'raj@acme.example' })
  await caller().lead.create({ name: 'R. Patel', phone })
  await caller().lead.create({ name: 'Patel & Sons', phone })
  await post('22')
  const { suggestions } = await onlyWaiting()
  expect(suggestions.map(({ reason }) => reason)).toEqual(['same_phone', 'same_phone', 'same_name'])
  expect(suggestions.map(({ name }) => name).toSorted()).toEqual([
    'Patel & Sons',
    'R. Patel',
    'raj patel',
  ])
})

const booker = { name: 'Jane Doe', email: 'jane.doe@acme.example' }

test('everything that speaks for a lead is told, the best first, and nothing of other leads', async () => {
  const phone = '+447700900123'
  await caller().lead.create({ name: 'Jane Doe', email: 'namesake@x.example' })
  await caller().lead.create({ name: 'jane doe', email: 'j@x.example', postcode: 'LS1 4AB' })
  await caller().lead.create({ name: 'One letter', email: 'jane.doe@acme.exampel' })
  await caller().lead.create({ name: 'jane Doe', email: 'jane.do@acme.example' })
  await caller().lead.create({ name: 'Housemate', phone })
  await caller().lead.create({ name: 'Bob Ray', email: 'bob@x.example', postcode: 'LS1 4AB' })
  await caller().lead.create({ name: 'Two letters', email: 'jan.doe@acme.exampel' })
  await tell({ booker: { ...booker, phone }, location: '3 Mill Lane, Leeds LS14AB' })
  expect(await suggested()).toEqual([
    ['Housemate', 'same_phone'],
    ['jane Doe', 'same_name_and_email_one_edit'],
    ['jane doe', 'same_name_and_postcode'],
    ['Jane Doe', 'same_name'],
    ['One letter', 'email_one_edit_other_name'],
  ])
})

test.each([
  ...['jane.do@acme.example', 'janedoe@acme.example', 'jane.doe@acme.exampl'],
  ...['jane.doee@acme.example', 'jane.doe@ac-me.example', 'jane.doe1@acme.example'],
  ...['jane.doe@acme.examples', 'xjane.doe@acme.example'],
  ...['jane_doe@acme.example', 'iane.doe@acme.example', 'jane.doe@acme.examplf'],
  ...['ajne.doe@acme.example', 'jane.deo@acme.example', 'jane.doe@acem.example'],
  ...['jane.doea@cme.example', "jane.d'oe@acme.example"],
])('a lead with the email %s is found for jane.doe@acme.example', async (email) => {
  await caller().lead.create({ name: 'Somebody', email })
  await caller().lead.create({ name: 'Nobody', email: `x${email}x` })
  await tell({ booker })
  expect(await suggested()).toEqual([['Somebody', 'email_one_edit_other_name']])
})

test('of very many namesakes the one at the place of the booking is found', async () => {
  const [stage] = await caller().pipeline.stages()
  await api.sql`
    insert into leads (workspace_id, id, name, email, postcode, source, stage_id, stage_set_by, base_stage_id,
      created_at, updated_at)
    select ${api.workspaceId}, gen_random_uuid(), 'Jane Doe', number || '@x.example', 'LS1 ' || number || 'AB',
      'Import', ${stage?.id ?? ''}, 'user', ${stage?.id ?? ''}, now(), now() from generate_series(1, 500) as number`
  await tell({ booker, location: '3 Mill Lane, Leeds LS1 321AB' })
  const [booking] = await waiting()
  expect(booking?.suggestions).toHaveLength(5)
  expect(booking?.suggestions[0]).toMatchObject({
    ...{ email: '321@x.example', reason: 'same_name_and_postcode' },
  })
})

test('who used the booking link of somebody else waits for a person, who is told of both', async () => {
  const bob = await caller().lead.create({ name: 'Bob Ray', email: 'bob@initech.example' })
  // Too long to be looked for with a letter off, and still her own.
  const jane = { ...booker, email: `${'jane.'.repeat(20)}doe@acme.example` }
  await caller().lead.create({ ...jane, name: 'Her own lead' })
  const { parameter } = await caller().lead.bookingLink({ id: bob.id })
  const delivery = await tell({ booker: jane, metadata: { lead: parameter.split('=')[1] } })
  expect(delivery).toMatchObject({
    ...{ outcome: 'unmatched', leadId: null },
    cause: expect.stringMatching(/^Somebody with another name and email used the booking link/),
  })
  expect(delivery.cause).not.toMatch(/Bob|Jane|@/)
  expect(await suggested()).toEqual([
    ['Bob Ray', 'booking_link'],
    ['Her own lead', 'same_email'],
  ])
})

test('an email that two leads had before is of either of them', async () => {
  for (const name of ['One', 'Two']) {
    const { id } = await caller().lead.create({ ...booker, name })
    await caller().lead.update({ id, email: `${name}@x.example` })
  }
  await tell({ booker })
  expect(new Set(await suggested())).toEqual(
    new Set([
      ['One', 'same_email'],
      ['Two', 'same_email'],
    ]),
  )
})

test('why nobody was found is told by what the booker gave', async () => {
  const causes: (string | null)[] = []
  const phones = ['+447700900101', '+447700900102']
  for (const name of ['One', 'Two']) await caller().lead.create({ name, phone: phones[0] })
  const people = [booker, ...phones.map((phone) => ({ name: 'A Caller', phone }))]
  for (const [index, person] of people.entries()) {
    causes.push((await tell({ uid: `uid-${index}`, booker: person })).cause)
  }
  const nobody = { name: 'Nobody', email: 'no address' }
  causes.push((await tell({ uid: 'nobody', booker: nobody })).cause)
  expect(causes).toEqual([
    'No lead has this email. The booking is kept.',
    'More than one lead has this phone. The booking is kept.',
    'No lead has this phone. The booking is kept.',
    'The booker gave neither email nor phone. The booking is kept.',
  ])
})

test('a linked booking moves its lead, and later ones of that email find it by themselves', async () => {
  const lead = await caller().lead.create({ name: 'Jane', email: 'jane@private.example' })
  await post('10')
  const { id } = await onlyWaiting()
  await caller().booking.link({ bookingId: id, leadId: lead.id })
  expect(await waiting()).toEqual([])
  const linked = await caller().lead.byId({ id: lead.id })
  expect(linked).toMatchObject({
    stage: { name: 'Booked' },
    emails: ['jane@private.example', 'jane.doe@acme.example'],
    bookings: [{ status: 'confirmed' }],
  })
  expect(linked.timeline.map(({ text }) => text)).toContain(
    'Linked a booking by hand, as jane.doe@acme.example',
  )
  expect(await post('12')).toMatchObject({ result: 'applied' })
  expect(await post('25')).toMatchObject({ result: 'applied' })
  await expect(caller().booking.link({ bookingId: id, leadId: lead.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test("a link stays when a lead with the booker's email is captured later", async () => {
  const lead = await caller().lead.create({ name: 'Jane', email: 'jane@private.example' })
  await post('10')
  await caller().booking.link({ bookingId: (await onlyWaiting()).id, leadId: lead.id })
  const other = await caller().lead.create({ name: 'Other', email: 'jane.doe@acme.example' })
  expect(other.bookings).toEqual([])
  expect((await caller().lead.byId({ id: lead.id })).bookings).toHaveLength(1)
})

test('a lead made of a booking has what the booker gave, also when only a phone is known', async () => {
  await post('10')
  const { leadId } = await caller().booking.createLead({ bookingId: (await onlyWaiting()).id })
  expect(await caller().lead.byId({ id: leadId })).toMatchObject({
    ...{ name: 'Jane Doe', email: 'jane.doe@acme.example', source: 'Cal.com' },
    stage: { name: 'Booked' },
    bookings: [{ status: 'confirmed' }],
  })
  const phone = '+919876543210'
  for (const name of ['One', 'Two']) await caller().lead.create({ name, phone })
  await post('22')
  const made = await caller().booking.createLead({ bookingId: (await onlyWaiting()).id })
  expect(await caller().lead.byId({ id: made.leadId })).toMatchObject({
    ...{ name: 'Raj Patel', email: null, phone },
    stage: { name: 'Booked' },
  })
})

test('an ignored booking waits no more, and still finds a lead that comes later', async () => {
  await post('10')
  const { id } = await onlyWaiting()
  await caller().booking.ignore({ bookingId: id, reason: 'A supplier' })
  expect(await waiting()).toEqual([])
  await post('12')
  expect(await waiting()).toEqual([])
  const lead = await caller().lead.create({ name: 'Jane', email: 'jane.doe@acme.example' })
  expect(lead.stage.name).toBe('Booked')
})

test('pages follow each other, and what is not there is not found', async () => {
  for (const prefix of ['10', '20', '25', '26']) await post(prefix)
  const first = await caller().booking.unmatched({ limit: 3 })
  expect(first.items).toHaveLength(3)
  expect(first.total).toBe(4)
  const second = await caller().booking.unmatched({ limit: 3, cursor: first.nextCursor })
  expect(second.items).toHaveLength(1)
  expect(second.nextCursor).toBeNull()
  const missing = { code: 'NOT_FOUND' }
  const [bookingId, leadId] = [crypto.randomUUID(), crypto.randomUUID()]
  await expect(caller().booking.createLead({ bookingId })).rejects.toMatchObject(missing)
  await expect(caller().booking.ignore({ bookingId, reason: 'x' })).rejects.toMatchObject(missing)
  const real = first.items[0]?.id ?? ''
  await expect(caller().booking.link({ bookingId: real, leadId })).rejects.toMatchObject(missing)
})
