import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { jane, startWithCalcom, type Told, type WithCalcom } from './calcom.testing.ts'
import { hashTables } from './testing.ts'

const minute = 60_000
const day = 24 * 60 * minute
let calcom: WithCalcom

beforeAll(async () => {
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())
beforeEach(() => calcom.reset())

const at = (minutes: number) =>
  new Date(Date.parse('2026-11-20T10:00:00.000Z') + minutes * minute).toISOString()

const booked: Told = { sentAt: at(0) }
const moved: Told = {
  ...{ trigger: 'BOOKING_RESCHEDULED', uid: 'second', rescheduleUid: 'first' },
  ...{ sentAt: at(1), startTime: '2026-12-02T15:00:00.000Z', endTime: '2026-12-02T16:00:00.000Z' },
}
const cancelled: Told = { trigger: 'BOOKING_CANCELLED', uid: 'second', sentAt: at(2) }
const bob = { name: 'Bob Ray', email: 'bob@initech.example' }

type Sentence = { lead: string; text: string }

/** What a preview tells of, as it is by now. */
async function read() {
  const leads = await calcom.sql<{ id: string; name: string; stage: string }[]>`
    select leads.id, leads.name, pipeline_stages.name as stage from leads, pipeline_stages
    where pipeline_stages.id = stage_id`
  const bookings = await calcom.sql<Booking[]>`
    select *, start_time as "startTime", end_time as "endTime", lead_id as "leadId" from bookings`
  const sentences = await Promise.all(
    leads.map(async ({ id, name }) =>
      (await calcom.caller().lead.byId({ id })).timeline.map(({ text }): Sentence => ({
        lead: name,
        text,
      })),
    ),
  )
  return { leads, bookings, sentences: sentences.flat() }
}

const sorted = (sentences: Sentence[]) =>
  sentences.map(({ lead, text }) => `${lead}: ${text}`).toSorted()

/** The sentences that are in `all` more often than in `others`. */
function more(all: Sentence[], others: Sentence[]): string[] {
  const left = sorted(others)
  return sorted(all).filter((one) => {
    const index = left.indexOf(one)
    if (index !== -1) left.splice(index, 1)
    return index === -1
  })
}

async function expectForetold(id: string): Promise<void> {
  const tables = await hashTables(calcom.sql)
  await calcom.caller().delivery.preview({ id })
  expect(await hashTables(calcom.sql)).toEqual(tables)
  const preview = await calcom.caller().delivery.previewRevealed({ id })

  const before = await read()
  const { items } = await calcom.caller().delivery.replay({ ids: [id] })
  const after = await read()
  const { outcome, cause, effect } = await calcom.caller().delivery.byId({ id })
  expect(preview).toMatchObject({ outcome, cause, effect })
  expect(items).toEqual([{ id, outcome }])

  const stages = (of: typeof before) => new Map(of.leads.map((lead) => [lead.name, lead.stage]))
  const [stagesBefore, stagesAfter] = [stages(before), stages(after)]
  const moves = [...new Set([...stagesBefore.keys(), ...stagesAfter.keys()])]
    .map((name) => ({
      name,
      from: stagesBefore.get(name) ?? null,
      to: stagesAfter.get(name) ?? null,
    }))
    .filter(({ from, to }) => from !== to)
  const foretold = preview.leads.flatMap(({ name, stage }) => (stage ? [{ name, ...stage }] : []))
  expect(new Set(foretold)).toEqual(new Set(moves))
  const told = (which: 'added' | 'removed') =>
    preview.leads.flatMap((lead) => lead[which].map((text) => `${lead.name}: ${text}`)).toSorted()
  expect(told('added')).toEqual(more(after.sentences, before.sentences))
  expect(told('removed')).toEqual(more(before.sentences, after.sentences))

  const known = new Set(before.leads.map((lead) => lead.id))
  const changes = [...new Set([...before.bookings, ...after.bookings].map((one) => one.id))]
    .map((id) => ({
      old: before.bookings.find((one) => one.id === id),
      now: after.bookings.find((one) => one.id === id),
    }))
    .map(({ old, now }) => ({
      eventType: (now ?? old)?.event_type,
      title: (now ?? old)?.title,
      before: stateOf(old, known),
      after: stateOf(now, known),
    }))
    .filter((one) => JSON.stringify(one.before) !== JSON.stringify(one.after))
  const foreseen = preview.bookings.map((one) => ({
    ...one,
    after: one.after && { ...one.after, leadId: nameOf(one.after.leadId, known) },
  }))
  expect(foreseen).toEqual(changes)
  expect(preview.changesNothing).toBe(JSON.stringify(before) === JSON.stringify(after))
}

type Booking = Record<'id' | 'title' | 'event_type' | 'status', string> & {
  startTime: string
  endTime: string
  leadId: string | null
}

// One that is made gets another id each time.
function nameOf(leadId: string | null, known: ReadonlySet<string>): string | null {
  return leadId === null || known.has(leadId) ? leadId : 'made'
}

function stateOf(booking: Booking | undefined, known: ReadonlySet<string>) {
  if (!booking) return null
  const iso = (time: string) => new Date(time).toISOString()
  return {
    status: booking.status,
    startTime: iso(booking.startTime),
    endTime: iso(booking.endTime),
    leadId: nameOf(booking.leadId, known),
  }
}

const hold = async (told: Told) =>
  (await calcom.tell(told, new Date(Date.parse(at(0)) + 8 * day))).id

test('what is held is foretold: a booking, its new time, and its end', async () => {
  await calcom.caller().lead.create(jane)
  for (const told of [booked, moved, cancelled]) await expectForetold(await hold(told))
})

test('the missing middle of a story is foretold, though what comes after it is known', async () => {
  await calcom.caller().lead.create(jane)
  await calcom.caller().lead.create(bob)
  await calcom.tell(cancelled)
  await expectForetold(await hold(moved))
  // Bob booked first, so all of it turns out to be his.
  await expectForetold(await hold({ ...booked, booker: bob }))
})

test('what is told of a booking in other words than before is foretold', async () => {
  await calcom.caller().lead.create(jane)
  await calcom.tell(moved)
  const id = await hold(booked)
  const preview = await calcom.caller().delivery.preview({ id })
  const to = 'to Wed 2 Dec 2026, 15:00 UTC'
  expect(preview.leads).toMatchObject([
    {
      ...{ name: 'Jane Doe', removed: expect.arrayContaining([`Rescheduled ${to}`]) },
      added: expect.arrayContaining([`Rescheduled from Tue 1 Dec 2026, 15:00 UTC ${to}`]),
    },
  ])
  await expectForetold(id)
})

test('of a booking that only changes its place the sentences tell, and no state', async () => {
  await calcom.caller().lead.create(jane)
  await calcom.tell(booked)
  const elsewhere = { trigger: 'BOOKING_LOCATION_UPDATED', location: 'On the roof' }
  const id = await hold({ ...elsewhere, sentAt: at(1) })
  const preview = await calcom.caller().delivery.previewRevealed({ id })
  expect(preview).toMatchObject({ bookings: [], changesNothing: false })
  expect(preview.leads).toMatchObject([{ added: [expect.stringContaining('On the roof')] }])
  await expectForetold(id)
})

test('what only the delivery says of people is masked until it is revealed', async () => {
  await calcom.caller().workspace.update({ createsLeads: true })
  const notes = { title: 'Survey between Sam and Jane Doe' }
  const made = await hold({ ...booked, ...notes })
  const masked = await calcom.caller().delivery.preview({ id: made })
  expect(masked).toMatchObject({
    leads: [{ id: null, name: 'J••• D•••', stage: { from: null, to: 'Booked' } }],
    bookings: [{ eventType: 'Survey', title: null, before: null }],
  })
  expect(JSON.stringify(masked)).not.toMatch(/jane|doe|sam/i)
  const revealed = await calcom.caller().delivery.previewRevealed({ id: made })
  expect(revealed).toMatchObject({ leads: [{ name: 'Jane Doe' }], bookings: [notes] })
  await calcom.sql`update workspaces set lead_creation = '[]'`

  // Who is a lead is for whoever may read leads; why it was cancelled is not, yet.
  await calcom.caller().lead.create(jane)
  await calcom.tell({ ...booked, ...notes, uid: 'third' })
  const reason = { cancellationReason: 'Jane is ill' }
  const id = await hold({ ...cancelled, ...notes, ...reason, uid: 'third' })
  const known = await calcom.caller().delivery.preview({ id })
  expect(known).toMatchObject({ leads: [{ name: 'Jane Doe' }], bookings: [notes] })
  const end = (words: string) => [expect.stringMatching(new RegExp(`^Cancelled the.*: ${words}$`))]
  expect(known.leads).toMatchObject([{ added: end('•••') }])
  const whole = await calcom.caller().delivery.previewRevealed({ id })
  expect(whole.leads).toMatchObject([{ added: end('Jane is ill') }])
})

test('two bookings that turn out to be one are foretold', async () => {
  await calcom.caller().lead.create(jane)
  await calcom.tell(booked)
  await calcom.tell({ uid: 'second', sentAt: at(2) })
  await expectForetold(await hold(moved))
  expect((await read()).bookings).toHaveLength(1)
})

test('a booking that nobody is found for is foretold', async () => {
  await expectForetold(await hold(booked))
  await expectForetold(await hold({ ...moved, booker: bob }))
})

test('a lead that would be made, and one that would go away again, is foretold', async () => {
  await calcom.caller().workspace.update({ createsLeads: true })
  await expectForetold(await hold(moved))
  expect((await read()).leads).toMatchObject([{ name: 'Jane Doe', stage: 'Booked' }])
  await calcom.caller().lead.create(bob)
  await expectForetold(await hold({ ...booked, booker: bob }))
  expect((await read()).leads).toMatchObject([{ name: 'Bob Ray', stage: 'Booked' }])
  await calcom.sql`update workspaces set lead_creation = '[]'`
})

test('of what was applied before it is told that nothing would change', async () => {
  await calcom.caller().lead.create(jane)
  const { id } = await calcom.tell(booked)
  await expectForetold(id)
  expect(await calcom.caller().delivery.preview({ id })).toEqual({
    ...{ outcome: 'applied', cause: null, changesNothing: true, leads: [], bookings: [] },
    effect: 'New → Booked. Booked for Tue 1 Dec 2026, 15:00 UTC',
  })
})

test('what says no time, and what is none of ours, is foretold as it is', async () => {
  const { id } = await calcom.tell({ sentAt: null })
  await expectForetold(id)
  const missing = calcom.caller().delivery.preview({ id: crypto.randomUUID() })
  await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
