import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { permutations } from '@solar-capture/core/stored-events.testing'

import { startWithCalcom, type Told, type WithCalcom } from '../calcom.testing.ts'

let calcom: WithCalcom

beforeAll(async () => {
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())
beforeEach(() => calcom.reset())

const at = (minutes: number) =>
  new Date(Date.UTC(2026, 10, 20, 10, 0) + minutes * 60_000).toISOString()
const booked: Told = { sentAt: at(0) }
const moved: Told = {
  ...{ trigger: 'BOOKING_RESCHEDULED', uid: 'second', rescheduleUid: 'first' },
  ...{ sentAt: at(1), startTime: '2026-12-02T15:00:00.000Z' },
}
const cancelled: Told = { trigger: 'BOOKING_CANCELLED', uid: 'second', sentAt: at(2) }

const read = (id: string) => calcom.caller().lead.byId({ id })
const waiting = async () => (await calcom.caller().booking.unmatched()).items

async function onlyWaiting() {
  const items = await waiting()
  expect(items).toHaveLength(1)
  return items[0]?.id ?? ''
}

const addBob = () => calcom.caller().lead.create({ name: 'Bob Ray', email: 'bob@initech.example' })

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

test('a link that two take back at once while it is rescheduled is taken back once', async () => {
  for (let round = 0; round < 5; round += 1) {
    await calcom.reset()
    const { id: leadId } = await addBob()
    await calcom.tell(booked)
    const bookingId = await onlyWaiting()
    await calcom.caller().booking.link({ bookingId, leadId })
    const back = () => calcom.caller().booking.reconsider({ bookingId, leadId })
    const [first, second] = await Promise.all([back(), back(), calcom.tell(moved)])
    expect([first, second]).toEqual([{ leadId: null }, { leadId: null }])
    const { timeline, bookings } = await read(leadId)
    expect(bookings).toEqual([])
    expect(timeline.filter(({ text }) => text.startsWith('Unlinked'))).toHaveLength(1)
    expect(await waiting()).toMatchObject([{ id: bookingId, rescheduleCount: 1 }])
  }
})

test('of who links a booking and who takes its link back at once, the last one counts', async () => {
  for (let round = 0; round < 5; round += 1) {
    await calcom.reset()
    const ids = [
      await addBob(),
      await calcom.caller().lead.create({ name: 'A', email: 'a@x.example' }),
    ]
    const [{ id: leadId } = { id: '' }, { id: otherId } = { id: '' }] = ids
    await calcom.tell(booked)
    const bookingId = await onlyWaiting()
    await calcom.caller().booking.link({ bookingId, leadId })
    const [back, linked] = await Promise.allSettled([
      calcom.caller().booking.reconsider({ bookingId, leadId }),
      calcom.caller().booking.link({ bookingId, leadId: otherId }),
    ])
    expect(back.status).toBe('fulfilled')
    const counts = [await read(leadId), await read(otherId)].map(({ bookings }) => bookings.length)
    expect(counts).toEqual([0, linked.status === 'fulfilled' ? 1 : 0])
    expect(await waiting()).toHaveLength(linked.status === 'fulfilled' ? 0 : 1)
  }
})

test('what was taken back is as if it had never been, in whatever order deliveries came', async () => {
  const endings = new Set<string>()
  for (const isLinked of [false, true]) {
    for (const order of permutations([booked, moved, cancelled])) {
      await calcom.reset()
      const { id: leadId } = await addBob()
      const [first, ...rest] = order
      if (first) await calcom.tell(first)
      // A cancellation alone does not wait.
      const [row] = await calcom.sql<{ id: string }[]>`select id from bookings`
      const bookingId = row?.id ?? ''
      if (isLinked) {
        await calcom.caller().booking.link({ bookingId, leadId })
        for (const told of rest) await calcom.tell(told)
        const [now] = await calcom.sql<{ id: string }[]>`
          select id from bookings where lead_id = ${leadId}`
        await calcom.caller().booking.reconsider({ bookingId: now?.id ?? '', leadId })
      } else for (const told of rest) await calcom.tell(told)
      const left = await calcom.sql`
        select status, lead_id, ignored, start_time, reschedule_count, cancellation_reason from bookings`
      const { id: _, createdAt: __, ...known } = await standing(leadId)
      endings.add(JSON.stringify([left, known]))
    }
  }
  expect([...endings]).toHaveLength(1)
})
