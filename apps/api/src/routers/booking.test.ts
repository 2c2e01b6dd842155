import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { fixture, fixtureSecret } from '@solar-capture/core/fixtures.testing'

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
  await api.sql`truncate deliveries, booking_events, bookings, booking_uids, booking_decisions, leads,
    timeline_entries cascade`
})

const caller = () => toolCaller(api, ['leads:read', 'leads:write'])

async function post(prefix: string) {
  const { headers, body, ...rest } = fixture(prefix)
  clock = new Date(sentAt({ headers, body, ...rest }).getTime() + 1_000)
  return JSON.parse((await api.post(body, headers)).body) as { result: string }
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
