import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { fixture, fixtureSecret, type Fixture } from '@solar-capture/core/fixtures.testing'
import { permutations } from '@solar-capture/core/stored-events.testing'

import { forget } from './calcom.testing.ts'
import { toolCaller } from './caller.testing.ts'
import { sentAt } from './fixture-clock.testing.ts'
import { startTestApi } from './testing.ts'

let clock = new Date('2026-11-20T09:00:00.000Z')
let api: Awaited<ReturnType<typeof startTestApi>>

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
  await api.addSecret(fixtureSecret)
})
afterAll(() => api.close())
beforeEach(async () => {
  await forget(api)
})

test('booked, moved twice and cancelled: one lead, one booking, stage Booked', async () => {
  const { id } = await addLead('Jane.Doe@acme.example')
  const effects: unknown[] = []
  for (const prefix of ['10', '12', '13', '14']) {
    const answer = await post(fixture(prefix))
    expect(JSON.parse(answer.body)).toMatchObject({ received: true, result: 'applied' })
    const lead = await caller().lead.byId({ id })
    effects.push([lead.stage.name, lead.bookings[0]?.startTime, lead.bookings[0]?.status])
  }
  expect(effects).toEqual([
    ['Booked', '2026-12-01T15:00:00.000Z', 'confirmed'],
    ['Booked', '2026-12-03T18:30:00.000Z', 'confirmed'],
    ['Booked', '2026-12-08T16:00:00.000Z', 'confirmed'],
    ['Booked', '2026-12-08T16:00:00.000Z', 'cancelled'],
  ])
  const lead = await caller().lead.byId({ id })
  expect(lead.bookings).toHaveLength(1)
  expect(lead.bookedAt).toBe(sentAt(fixture('10')).toISOString())
  expect(lead.timeline.map(({ kind }) => kind)).toEqual([
    'cancelled',
    'rescheduled',
    'rescheduled',
    'moved',
    'booked',
    'captured',
  ])
  expect((await caller().lead.list({})).items).toHaveLength(1)
  const { items } = await caller().delivery.list({})
  expect(items.map(({ outcome, effect }) => [outcome, effect])).toEqual([
    ['applied', 'Cancellation recorded'],
    ['applied', 'Moved Thu 3 Dec, 18:30 → Tue 8 Dec 2026, 16:00 UTC'],
    ['applied', 'Moved Tue 1 Dec, 15:00 → Thu 3 Dec 2026, 18:30 UTC'],
    ['applied', 'New → Booked. Booked for Tue 1 Dec 2026, 15:00 UTC'],
  ])
})

test('every order of arrival ends the same', async () => {
  const endings = new Set<string>()
  for (const order of permutations(['10', '11', '12', '14'])) {
    await forget(api)
    const { id } = await addLead('jane.doe@acme.example')
    for (const prefix of [...order, ...order]) await post(fixture(prefix))
    endings.add(await ending(id))
  }
  expect([...endings]).toHaveLength(1)
})

test('deliveries that arrive at once end as one after another', async () => {
  const prefixes = ['10', '11', '12', '13', '14']
  const { id } = await addLead('jane.doe@acme.example')
  for (const prefix of prefixes) await post(fixture(prefix))
  const expected = await ending(id)
  await forget(api)
  const again = await addLead('jane.doe@acme.example')
  clock = new Date(sentAt(fixture('14')).getTime() + 1_000)
  const all = prefixes.flatMap((prefix) => [prefix, prefix, prefix])
  const answers = await Promise.all(all.map((prefix) => api.send(requestOf(fixture(prefix)))))
  expect(answers.map(({ status }) => status)).toEqual(all.map(() => 200))
  expect(await ending(again.id)).toBe(expected)
  expect(api.problems).toEqual([])
})

test('a lead that is captured after its booking gets it', async () => {
  await post(fixture('10'))
  await post(fixture('12'))
  const { id, stage, bookings } = await addLead('jane.doe@acme.example')
  expect(stage.name).toBe('Booked')
  expect(bookings).toMatchObject([{ status: 'confirmed', rescheduleCount: 1 }])
  const before = await ending(id)
  await forget(api)
  const early = await addLead('jane.doe@acme.example')
  await post(fixture('10'))
  await post(fixture('12'))
  expect(await ending(early.id)).toBe(before)
})

test('a person who booked with only a phone number is matched by it', async () => {
  const { id } = await caller().lead.create({ name: 'Raj', phone: '+91 98765 43210' })
  await post(fixture('22'))
  expect((await caller().lead.byId({ id })).stage.name).toBe('Booked')
  expect((await caller().lead.byId({ id })).email).toBeNull()
})

test('a lead whose email is changed keeps its bookings, until another lead has that email', async () => {
  const first = await addLead('jane.doe@acme.example')
  await post(fixture('10'))
  await caller().lead.update({ id: first.id, email: 'jane@new.example' })
  expect(await caller().lead.byId({ id: first.id })).toMatchObject({
    stage: { name: 'Booked' },
    emails: ['jane@new.example', 'jane.doe@acme.example'],
    bookings: [{ status: 'confirmed' }],
  })
  await post(fixture('12'))
  expect((await caller().lead.byId({ id: first.id })).bookings[0]?.rescheduleCount).toBe(1)
  const second = await addLead('jane.doe@acme.example')
  expect(second).toMatchObject({ stage: { name: 'Booked' }, bookings: [{ rescheduleCount: 1 }] })
  expect(await caller().lead.byId({ id: first.id })).toMatchObject({
    stage: { name: 'New' },
    bookings: [],
    bookedAt: null,
  })
})

test("a phone number that very many leads have is nobody's, and in nobody's way", async () => {
  const [stage] = await caller().pipeline.stages()
  const { id } = await addLead('jane.doe@acme.example')
  await caller().lead.update({ id, phone: '+919876543210' })
  for (let part = 0; part < 10; part += 1) {
    await api.sql`
      insert into leads (workspace_id, id, name, phone, source, stage_id, stage_set_by, base_stage_id,
        created_at, updated_at)
      select ${api.workspaceId}, gen_random_uuid(), 'Same phone', '+919876543210', 'Import', ${stage?.id ?? ''},
        'user', ${stage?.id ?? ''}, now(), now() from generate_series(1, 2000)`
  }
  expect(JSON.parse((await post(fixture('10'))).body)).toMatchObject({ result: 'applied' })
  expect(JSON.parse((await post(fixture('22'))).body)).toMatchObject({ result: 'unmatched' })
  await caller().lead.create({ name: 'One more', phone: '+919876543210' })
  expect(api.problems).toEqual([])
})

test('a delivery that failed is kept, and applied when it comes again', async () => {
  const { id } = await addLead('jane.doe@acme.example')
  await api.sql`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'out of order'; end $$`
  await api.sql`create trigger refuse before insert on bookings for each row execute function refuse()`
  try {
    const failed = await post(fixture('10'))
    expect([failed.status, JSON.parse(failed.body)]).toMatchObject([200, { result: 'held' }])
    const { items } = await caller().delivery.list({ outcome: 'failed' })
    expect(items).toMatchObject([{ cause: expect.stringContaining('It is safe here') }])
    expect(api.problems).toHaveLength(1)
  } finally {
    await api.sql`drop function refuse cascade`
    api.problems.length = 0
  }
  expect(JSON.parse((await post(fixture('10'))).body)).toMatchObject({ result: 'applied' })
  expect((await caller().lead.byId({ id })).stage.name).toBe('Booked')
  const { items } = await caller().delivery.list({})
  expect(items).toMatchObject([{ outcome: 'applied', cause: null, duplicates: 1 }])
})

test('what somebody moved by hand stays, until something new is booked', async () => {
  const { id } = await addLead('jane.doe@acme.example')
  await post(fixture('10'))
  const stages = await caller().pipeline.stages()
  const contacted = stages.find(({ name }) => name === 'Contacted')?.id ?? ''
  await caller().lead.move({ id, stageId: contacted })
  await post(fixture('12'))
  const lead = await caller().lead.byId({ id })
  expect(lead).toMatchObject({ stage: { name: 'Contacted' }, stageSetBy: 'user' })
  expect(lead.timeline.filter(({ kind }) => kind === 'moved').map(({ text }) => text)).toEqual([
    'Moved Booked → Contacted',
    'Moved New → Booked',
  ])
  await post(fixture('25'))
  expect((await caller().lead.byId({ id })).stage.name).toBe('Booked')
})

test('a delivery that is too old is kept and not applied', async () => {
  const { id } = await addLead('jane.doe@acme.example')
  clock = new Date(sentAt(fixture('10')).getTime() + 8 * 24 * 60 * 60 * 1000)
  const answer = await api.send(requestOf(fixture('10')))
  expect(JSON.parse(answer.body)).toMatchObject({ result: 'held' })
  expect((await caller().lead.byId({ id })).bookings).toEqual([])
  const { items } = await caller().delivery.list({})
  expect(items).toMatchObject([{ outcome: 'held', heldReason: 'stale' }])
})

test('the body is stored encrypted, and nothing secret is stored in clear', async () => {
  await addLead('jane.doe@acme.example')
  await post(fixture('10'))
  const [row] = await api.sql<{ body: Buffer }[]>`select body from deliveries`
  expect(row?.body.includes('jane.doe')).toBe(false)
  const [event] = await api.sql<{ text: string }[]>`select event::text as text from booking_events`
  expect(event?.text).toContain('jane.doe')
  expect(event?.text).not.toMatch(/eyJhbGciOi|oneTimePassword|destinationCalendar/)
})

function requestOf({ headers, body }: Fixture) {
  return { method: 'POST', path: api.webhookPath, headers, body }
}

/** Posts a fixture with its own headers and bytes, one second after it was sent. */
function post(delivery: Fixture) {
  clock = new Date(sentAt(delivery).getTime() + 1_000)
  return api.send(requestOf(delivery))
}

function caller() {
  return toolCaller(api, ['leads:read', 'leads:write', 'deliveries:read', 'settings:write'])
}

function addLead(email: string) {
  clock = new Date('2026-11-20T09:00:00.000Z')
  return caller().lead.create({ name: 'Jane Doe', email })
}

/** Everything about a lead that must not depend on the order of arrival. */
async function ending(id: string): Promise<string> {
  const lead = await caller().lead.byId({ id })
  const { stage, stageSetBy, bookedAt, nextBooking } = lead
  return JSON.stringify({
    ...{ stage: stage.name, stageSetBy, bookedAt, nextBooking },
    bookings: lead.bookings.map(({ id: _, ...booking }) => booking),
    timeline: lead.timeline.map(({ at, kind, text }) => ({ at, kind, text })),
  })
}
