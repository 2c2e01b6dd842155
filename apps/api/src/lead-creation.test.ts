import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'

import { permutations } from '@solar-capture/core/stored-events.testing'

import { jane, startWithCalcom, type Told, type WithCalcom } from './calcom.testing.ts'

let calcom: WithCalcom

beforeAll(async () => {
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())
beforeEach(() => restart())

async function restart() {
  await calcom.reset()
  await calcom.sql`update workspaces set lead_creation = '[]'`
  await createLeads(true)
}

const at = (minutes: number) =>
  new Date(Date.UTC(2026, 10, 20, 10, 0) + minutes * 60_000).toISOString()
const createLeads = (createsLeads: boolean) => calcom.caller().workspace.update({ createsLeads })

const booked: Told = { sentAt: at(0) }
const moved: Told = {
  ...{ trigger: 'BOOKING_RESCHEDULED', uid: 'second', rescheduleUid: 'first' },
  ...{ sentAt: at(1), startTime: '2026-12-02T15:00:00.000Z' },
}
const cancelled: Told = { trigger: 'BOOKING_CANCELLED', uid: 'second', sentAt: at(2) }

const list = async () => (await calcom.caller().lead.list({ sort: 'name' })).items
const read = (id: string) => calcom.caller().lead.byId({ id })

async function onlyLead() {
  const leads = await list()
  expect(leads).toHaveLength(1)
  return read(leads[0]?.id ?? '')
}

test('a booking of somebody unknown makes a lead, where the workspace wants that', async () => {
  expect(await calcom.caller().workspace.current()).toMatchObject({ createsLeads: true })
  const { id: deliveryId, result } = await calcom.tell({
    ...{ ...booked, booker: { ...jane, phone: '+447700900123' } },
  })
  expect(result).toBe('applied')
  const lead = await onlyLead()
  expect(lead).toMatchObject({
    ...{ ...jane, phone: '+447700900123', emails: [jane.email], source: 'Cal.com' },
    ...{ stage: { name: 'Booked' }, stageSetBy: 'rule', pinned: false },
    ...{ createdAt: at(0), bookedAt: at(0), bookings: [{ status: 'confirmed' }] },
  })
  expect(lead.timeline.map(({ text }) => text)).toEqual([
    'Moved New → Booked',
    'Booked Survey for Tue 1 Dec 2026, 15:00 UTC',
    'Captured from Cal.com',
  ])
  expect(await calcom.caller().delivery.byId({ id: deliveryId })).toMatchObject({ leadId: lead.id })
  expect((await calcom.caller().booking.unmatched()).items).toEqual([])
})

test('all bookings of one contact make one lead, and another contact another', async () => {
  await calcom.tell({ ...booked, uid: 'b', booker: { ...jane, name: 'J. Doe' }, sentAt: at(5) })
  const { id } = await onlyLead()
  await calcom.tell({ ...booked, uid: 'a' })
  expect(await onlyLead()).toMatchObject({ id, name: 'Jane Doe', createdAt: at(0) })
  const phone = '+919876543210'
  for (const uid of ['c', 'd']) {
    await calcom.tell({ ...booked, uid, booker: { name: 'Raj Patel', phone } })
  }
  const leads = await list()
  expect(leads).toMatchObject([
    { name: 'Jane Doe', email: jane.email },
    { name: 'Raj Patel', email: null, phone },
  ])
  for (const lead of leads) expect((await read(lead.id)).bookings).toHaveLength(2)
})

test('a cancellation alone makes none, and neither does what was sent before the setting', async () => {
  await calcom.tell(cancelled)
  await calcom.tell({ ...booked, uid: 'earlier', sentAt: '2026-11-20T08:59:59.999Z' })
  expect(await list()).toEqual([])
  // Later it turns out that there was something to cancel.
  await calcom.tell(moved)
  expect(await onlyLead()).toMatchObject({ bookings: [{ status: 'cancelled' }] })
})

test('turned off, no more leads are made, and those that were made stay', async () => {
  await calcom.tell(booked)
  calcom.clock.now = new Date(at(3))
  await createLeads(false)
  expect(await calcom.caller().workspace.current()).toMatchObject({ createsLeads: false })
  const bob = { name: 'Bob Ray', email: 'bob@initech.example' }
  await calcom.tell({ ...booked, uid: 'later', booker: bob, sentAt: at(3) })
  expect(await onlyLead()).toMatchObject(jane)
  // What changes is still of the lead that was made.
  await calcom.tell(moved)
  expect(await onlyLead()).toMatchObject({ bookings: [{ rescheduleCount: 1 }] })
  await calcom.tell({ ...booked, uid: 'before', booker: bob, sentAt: at(2) })
  expect((await list()).map(({ name }) => name)).toEqual(['Bob Ray', 'Jane Doe'])
})

test('the lead goes away when one with its email is captured', async () => {
  await calcom.tell(booked)
  const made = await onlyLead()
  const captured = await calcom
    .caller()
    .lead.create({ ...jane, name: 'Jane D.', source: 'Website' })
  expect(captured).toMatchObject({
    ...{ email: jane.email, source: 'Website', stage: { name: 'Booked' } },
    bookings: [{ status: 'confirmed' }],
  })
  expect(captured.id).not.toBe(made.id)
  expect((await onlyLead()).id).toBe(captured.id)
  await expect(read(made.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a lead that was made of a phone number goes away when one with it is captured', async () => {
  const raj = { name: 'Raj Patel', phone: '+919876543210' }
  await calcom.tell({ ...booked, booker: raj })
  const captured = await calcom.caller().lead.create(raj)
  expect(await onlyLead()).toMatchObject({ id: captured.id, bookings: [{ status: 'confirmed' }] })
})

test('the lead goes away when another lead gets its email', async () => {
  const { id } = await calcom.caller().lead.create({ name: 'Jane', phone: '+447700900123' })
  await calcom.tell(booked)
  expect(await list()).toHaveLength(2)
  await calcom.caller().lead.update({ id, email: jane.email })
  expect(await onlyLead()).toMatchObject({ id, bookings: [{ status: 'confirmed' }] })
})

test('the lead goes away when its booking is linked to another, made into one, or ignored', async () => {
  const other = await calcom.caller().lead.create({ name: 'Other', email: 'other@x.example' })
  const madeFor = async (told: Told) => {
    await calcom.tell(told)
    const made = (await list()).find(({ email }) => email === jane.email)
    const [booking] = (await read(made?.id ?? '')).bookings
    return { bookingId: booking?.id ?? '', leadId: made?.id ?? '' }
  }
  const linked = await madeFor(booked)
  await calcom.caller().booking.link({ bookingId: linked.bookingId, leadId: other.id })
  expect(await onlyLead()).toMatchObject({ id: other.id, bookings: [{ status: 'confirmed' }] })

  await restart()
  const created = await madeFor(booked)
  const { leadId } = await calcom.caller().booking.createLead({ bookingId: created.bookingId })
  expect(leadId).not.toBe(created.leadId)
  expect(await onlyLead()).toMatchObject({ id: leadId, ...jane, bookings: [{}] })
  const missing = { code: 'NOT_FOUND' }
  const again = { bookingId: created.bookingId }
  await expect(calcom.caller().booking.createLead(again)).rejects.toMatchObject(missing)

  await restart()
  const ignored = await madeFor(booked)
  await calcom.caller().booking.ignore({ bookingId: ignored.bookingId, reason: 'A supplier' })
  expect(await list()).toEqual([])
})

type Touch = (id: string) => Promise<unknown>
const touches: [string, Touch][] = [
  ['added a note to', (id) => calcom.caller().lead.addNote({ id, text: 'Called' })],
  ['edited', (id) => calcom.caller().lead.update({ id, postcode: 'LS1 4AB' })],
  [
    'moved',
    async (id) => {
      const stages = await calcom.caller().pipeline.stages()
      const stageId = stages.find(({ name }) => name === 'Surveyed')?.id ?? ''
      return calcom.caller().lead.move({ id, stageId })
    },
  ],
  [
    'took back the move of',
    async (id) => {
      const entry = (await read(id)).timeline.find(({ kind }) => kind === 'moved')
      return calcom.caller().lead.undo({ timelineEntryId: entry?.id ?? '' })
    },
  ],
]

test.each(touches)('a lead that somebody %s stays as it is', async (_what, touch) => {
  await calcom.tell(booked)
  const { id } = await onlyLead()
  await touch(id)
  const touched = await read(id)
  await expect(calcom.caller().lead.create(jane)).rejects.toMatchObject({
    ...{ code: 'CONFLICT', message: expect.stringContaining('Jane Doe') },
  })
  const bob = await calcom.caller().lead.create({ name: 'Bob', email: 'bob@initech.example' })
  await expect(
    calcom.caller().lead.update({ id: bob.id, email: jane.email }),
  ).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await read(id)).toEqual(touched)
  // Other bookings of that contact are still its own.
  await calcom.tell({ ...booked, uid: 'another', sentAt: at(1) })
  expect((await read(id)).bookings).toHaveLength(2)
  expect(await list()).toHaveLength(2)
})

test('somebody who captures a lead does not take the email of one that is touched at the same time', async () => {
  await calcom.tell(booked)
  const { id } = await onlyLead()
  let captured: Promise<unknown> | undefined
  await calcom.sql.begin(async (tx) => {
    await tx`update leads set derived = false where id = ${id}`
    captured = calcom.caller().lead.create(jane)
    captured.catch(() => {})
    await vi.waitFor(async () => {
      const waiting = await calcom.sql`
        select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      expect(waiting).toHaveLength(1)
    }, 10_000)
  })
  await expect(captured).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await onlyLead()).toMatchObject({ id, ...jane })
})

test('any order of arrival makes the same lead, and so it is without it', async () => {
  for (const isCaptured of [false, true]) {
    const endings = new Set<string>()
    const capture = () => calcom.caller().lead.create({ ...jane, name: 'Jane D.' })
    const steps = [booked, moved, cancelled].map((told) => () => calcom.tell(told))
    for (const order of permutations(isCaptured ? [...steps, capture] : steps)) {
      await restart()
      for (const step of order) await step()
      const { id: _, createdAt, updatedAt: __, stageSince: ___, ...known } = await onlyLead()
      const { bookings, timeline, ...lead } = known
      endings.add(
        JSON.stringify({
          ...{ ...lead, createdAt: isCaptured ? null : createdAt },
          bookings: bookings.map(({ id: _, ...booking }) => booking),
          timeline: timeline
            .filter(({ kind }) => !isCaptured || kind !== 'captured')
            .map(({ at, text }) => [at, text]),
        }),
      )
    }
    expect([...endings]).toHaveLength(1)
    expect([...endings][0]).toContain(isCaptured ? '"source":"API"' : 'Captured from Cal.com')
  }
})
