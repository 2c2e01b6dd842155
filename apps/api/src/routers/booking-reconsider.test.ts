import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { jane, startWithCalcom, type Told, type WithCalcom } from '../calcom.testing.ts'
import { testOwner } from '../testing.ts'

let calcom: WithCalcom

beforeAll(async () => {
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())
beforeEach(() => restart())

async function restart() {
  await calcom.reset()
  await calcom.sql`update workspaces set lead_creation = '[]'`
}

const at = (minutes: number) =>
  new Date(Date.UTC(2026, 10, 20, 10, 0) + minutes * 60_000).toISOString()
const booked: Told = { sentAt: at(0) }
const moved: Told = {
  ...{ trigger: 'BOOKING_RESCHEDULED', uid: 'second', rescheduleUid: 'first' },
  ...{ sentAt: at(1), startTime: '2026-12-02T15:00:00.000Z' },
}

const read = (id: string) => calcom.caller().lead.byId({ id })
const waiting = async () => (await calcom.caller().booking.unmatched()).items
const later = () => {
  calcom.clock.now = new Date(calcom.clock.now.getTime() + 60_000)
}

async function onlyWaiting() {
  const items = await waiting()
  expect(items).toHaveLength(1)
  return items[0]?.id ?? ''
}

const addBob = () => calcom.caller().lead.create({ name: 'Bob Ray', email: 'bob@initech.example' })
const conflict = (message: RegExp) => ({
  ...{ code: 'CONFLICT', message: expect.stringMatching(message) },
})

/** What is known of a lead but for its timeline and when it changed. */
async function standing(id: string) {
  const {
    timeline: _,
    timelineCursor: __,
    updatedAt: ___,
    stageSince: ____,
    ...known
  } = await read(id)
  return known
}

test('a link is taken back with the email that it taught, and with what came by that since', async () => {
  const { id: leadId } = await addBob()
  const before = await standing(leadId)
  await calcom.tell(booked)
  const bookingId = await onlyWaiting()
  await calcom.caller().booking.link({ bookingId, leadId })
  await calcom.tell({ ...booked, uid: 'later', sentAt: at(1) })
  const linked = await read(leadId)
  expect(linked).toMatchObject({ stage: { name: 'Booked' }, bookings: [{}, {}] })
  expect(linked.bookings.map(({ link }) => link).filter((link) => link !== null)).toMatchObject([
    { actor: { kind: 'tool', name: testOwner.name } },
  ])

  later()
  expect(await calcom.caller().booking.reconsider({ bookingId, leadId })).toEqual({ leadId: null })
  expect(await standing(leadId)).toEqual(before)
  expect(await waiting()).toHaveLength(2)
  const { timeline } = await read(leadId)
  expect(timeline.map(({ text, actor }) => [text, actor.kind])).toEqual([
    ['Unlinked a booking by hand, and removed the other email jane.doe@acme.example', 'tool'],
    ['Linked a booking by hand, as jane.doe@acme.example', 'tool'],
    ['Captured from API', 'tool'],
  ])
  // Once more changes nothing, and it can be decided anew.
  expect(await calcom.caller().booking.reconsider({ bookingId, leadId })).toEqual({ leadId: null })
  expect((await read(leadId)).timeline).toEqual(timeline)
  await calcom.caller().booking.link({ bookingId, leadId })
  expect((await read(leadId)).bookings).toHaveLength(2)
})

test('an email that the lead had before the link stays', async () => {
  const ids: string[] = []
  for (const name of ['One', 'Two']) {
    const { id } = await calcom.caller().lead.create({ ...jane, name })
    await calcom.caller().lead.update({ id, email: `${name}@x.example` })
    ids.push(id)
  }
  const [leadId = ''] = ids
  const before = await standing(leadId)
  await calcom.tell(booked)
  const bookingId = await onlyWaiting()
  await calcom.caller().booking.link({ bookingId, leadId })
  expect((await read(leadId)).emails).toEqual(['one@x.example', jane.email])
  expect(await calcom.caller().booking.reconsider({ bookingId, leadId })).toEqual({ leadId: null })
  expect(await standing(leadId)).toEqual(before)
  expect(await onlyWaiting()).toBe(bookingId)
})

test('of two links with one email each is taken back, and the other one stays', async () => {
  const { id: leadId } = await addBob()
  const bookingIds: string[] = []
  for (const uid of ['first', 'second']) {
    await calcom.tell({ ...booked, uid })
    const bookingId = await onlyWaiting()
    await calcom.caller().booking.link({ bookingId, leadId })
    if (uid === 'first') await calcom.caller().lead.removeEmail({ id: leadId, email: jane.email })
    bookingIds.push(bookingId)
  }
  const [first = '', second = ''] = bookingIds
  expect(await calcom.caller().booking.reconsider({ bookingId: second, leadId })).toEqual({
    leadId: null,
  })
  expect((await read(leadId)).bookings.map(({ id }) => id)).toEqual([first])
  await calcom.caller().booking.reconsider({ bookingId: first, leadId })
  expect((await read(leadId)).bookings).toEqual([])
})

test('a booking goes to the lead that has its email by now, and one whose lead has it stays there', async () => {
  const { id: leadId } = await addBob()
  await calcom.tell(booked)
  const bookingId = await onlyWaiting()
  await calcom.caller().booking.link({ bookingId, leadId })
  const hers = await calcom.caller().lead.create(jane)
  const reconsider = () => calcom.caller().booking.reconsider({ bookingId, leadId })
  expect(await reconsider()).toEqual({ leadId: hers.id })
  expect((await read(hers.id)).bookings).toMatchObject([{ id: bookingId, link: null }])

  await restart()
  const { id } = await addBob()
  await calcom.tell(booked)
  const again = { bookingId: await onlyWaiting(), leadId: id }
  await calcom.caller().booking.link(again)
  await calcom.caller().lead.update({ id, email: jane.email })
  expect(await calcom.caller().booking.reconsider(again)).toEqual({ leadId: id })
})

test('a link of a lead that was merged is taken back from the one that stays', async () => {
  const { id: otherId } = await addBob()
  await calcom.tell(booked)
  const bookingId = await onlyWaiting()
  await calcom.caller().booking.link({ bookingId, leadId: otherId })
  const { id } = await calcom.caller().lead.create({ name: 'Robert', email: 'robert@x.example' })
  await calcom.caller().lead.merge({ id, otherId, choose: {} })
  expect((await read(id)).bookings).toMatchObject([{ link: { actor: { name: testOwner.name } } }])
  await calcom.caller().booking.reconsider({ bookingId, leadId: otherId })
  expect(await read(id)).toMatchObject({
    ...{ bookings: [], emails: ['robert@x.example', 'bob@initech.example'] },
  })
  expect(await onlyWaiting()).toBe(bookingId)
})

test('what was ignored is listed with who, when and why, and waits again', async () => {
  const uids = ['one', 'two', 'three']
  for (const [index, uid] of uids.entries()) {
    await calcom.tell({ uid, sentAt: at(index), booker: { ...jane, name: uid } })
    const bookingId = await onlyWaiting()
    await calcom.caller().booking.ignore({ bookingId, reason: `Because of ${uid}` })
  }
  const gone = { trigger: 'BOOKING_CANCELLED', uid: 'one', sentAt: at(5) }
  await calcom.tell({ ...gone, booker: { ...jane, name: 'one' } })
  const first = await calcom.caller().booking.ignored({ limit: 2 })
  expect(first.items).toMatchObject([
    { bookerName: 'three', uids: ['three'], ignored: { reason: 'Because of three' } },
    {
      ...{ bookerName: 'two', status: 'confirmed', deliveryId: expect.any(String), sentAt: at(1) },
      ignored: {
        reason: 'Because of two',
        at: at(1).replace('00.000Z', '01.000Z'),
        actor: { kind: 'tool', name: testOwner.name },
      },
    },
  ])
  const { nextCursor: cursor } = first
  const second = await calcom.caller().booking.ignored({ limit: 2, cursor })
  expect(second).toMatchObject({ items: [{ status: 'cancelled' }], nextCursor: null })

  const bookingId = first.items[1]?.id ?? ''
  const back = { bookingId, leadId: null }
  expect(await calcom.caller().booking.reconsider(back)).toEqual({ leadId: null })
  expect(await onlyWaiting()).toBe(bookingId)
  expect(
    (await calcom.caller().booking.ignored()).items.map(({ bookerName }) => bookerName),
  ).toEqual(['three', 'one'])
  // What finds a lead later is not ignored any more.
  await calcom.caller().lead.create(jane)
  expect((await calcom.caller().booking.ignored()).items).toEqual([])
})

test('a lead that was made of a booking goes away again, and the audit log tells who wanted that', async () => {
  await calcom.tell(booked)
  const bookingId = await onlyWaiting()
  const { leadId } = await calcom.caller().booking.createLead({ bookingId })
  await calcom.tell(moved)
  const back = { bookingId, leadId }
  expect(await calcom.caller().booking.reconsider(back)).toEqual({ leadId: null })
  expect((await calcom.caller().lead.list({})).items).toEqual([])
  expect(await waiting()).toMatchObject([{ id: bookingId, rescheduleCount: 1 }])
  const told = await calcom.sql<{ action: string; name: string }[]>`
    select action, actor_name as name from audit_log where target_id = ${leadId}`
  expect(told).toMatchObject([{ action: 'lead_removed', name: testOwner.name }])
  expect(await calcom.caller().booking.reconsider(back)).toEqual({ leadId: null })
})

const uses: [string, RegExp, (id: string) => Promise<unknown>][] = [
  [
    'was given a note',
    /^Jane Doe was worked on since/,
    (id) => calcom.caller().lead.addNote({ id, text: 'Called' }),
  ],
  [
    'was edited',
    /^Jane Doe was worked on since/,
    (id) => calcom.caller().lead.update({ id, postcode: 'LS1 4AB' }),
  ],
  [
    'was moved',
    /^Jane Doe was worked on since/,
    async (id) => {
      const stages = await calcom.caller().pipeline.stages()
      const stageId = stages.find(({ name }) => name === 'Won')?.id ?? ''
      return calcom.caller().lead.move({ id, stageId })
    },
  ],
  [
    'was booked again',
    /^Jane Doe has another booking since/,
    () => calcom.tell({ ...booked, uid: 'another' }),
  ],
]

test.each(uses)('a lead that was made of a booking and %s stays as it is', async (_, why, use) => {
  await calcom.tell(booked)
  const bookingId = await onlyWaiting()
  const { leadId } = await calcom.caller().booking.createLead({ bookingId })
  later()
  await use(leadId)
  const used = await read(leadId)
  const back = { bookingId, leadId }
  await expect(calcom.caller().booking.reconsider(back)).rejects.toMatchObject(conflict(why))
  expect(await read(leadId)).toEqual(used)
})

test('where bookings make leads, one that is taken back makes its lead again', async () => {
  await calcom.caller().workspace.update({ createsLeads: true })
  const { id: leadId } = await addBob()
  await calcom.tell(booked)
  const madeLead = async () => {
    const { items } = await calcom.caller().lead.list({ search: jane.email })
    expect(items).toHaveLength(1)
    return read(items[0]?.id ?? '')
  }
  const bookingId = (await madeLead()).bookings[0]?.id ?? ''
  await calcom.caller().booking.link({ bookingId, leadId })
  const back = await calcom.caller().booking.reconsider({ bookingId, leadId })
  const made = await madeLead()
  expect(back).toEqual({ leadId: made.id })
  expect(made).toMatchObject({ bookings: [{ id: bookingId, link: null }] })

  const { leadId: created } = await calcom.caller().booking.createLead({ bookingId })
  const again = await calcom.caller().booking.reconsider({ bookingId, leadId: created })
  expect(again).toEqual({ leadId: (await madeLead()).id })
  expect(again.leadId).not.toBe(created)
})

test('nobody takes back what somebody else decided meanwhile', async () => {
  const { id: leadId } = await addBob()
  const other = await calcom.caller().lead.create({ name: 'Other', email: 'other@x.example' })
  await calcom.tell(booked)
  const bookingId = await onlyWaiting()
  await calcom.caller().booking.ignore({ bookingId, reason: 'A supplier' })
  await calcom.caller().booking.link({ bookingId, leadId })
  for (const seen of [null, other.id]) {
    const back = { bookingId, leadId: seen }
    await expect(calcom.caller().booking.reconsider(back)).rejects.toMatchObject(
      conflict(/^Meanwhile somebody decided otherwise/),
    )
  }
  expect((await read(leadId)).bookings).toHaveLength(1)
  const nothing = { bookingId: crypto.randomUUID(), leadId: null }
  await expect(calcom.caller().booking.reconsider(nothing)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
