import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'

import { claimDue, dueNow, listDue, putOff } from '@solar-capture/db/deliveries-again'

import { breakBooking, jane, mendBookings, startWithCalcom } from './calcom.testing.ts'
import type { WithCalcom } from './calcom.testing.ts'
import { tryAgain } from './try-again.ts'

const sentAt = '2026-11-20T10:00:00.000Z'
const minute = 60_000
let calcom: WithCalcom

beforeAll(async () => {
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())
beforeEach(() => calcom.reset())
afterEach(() => mendBookings(calcom))

const addJane = () => calcom.caller().lead.create(jane)
const byId = (id: string) => calcom.caller().delivery.byId({ id })
const setMode = (mode: 'active' | 'paused') =>
  calcom.caller().endpoint.update({ id: calcom.endpoint.id, mode })

/** Lets time pass and does what is due then. */
async function wait(ms: number): Promise<void> {
  calcom.clock.now = new Date(calcom.clock.now.getTime() + ms)
  await tryAgain(calcom.deps)
}

const until = (holds: () => Promise<void>) => vi.waitFor(holds, 10_000)

const attemptsOf = async (id: string) => {
  const [row] = await calcom.sql<{ attempts: number; due: string | null }[]>`
    select attempts, retry_at as due from deliveries where id = ${id}`
  return row
}

test('what fails is kept, tried again after 1, 5, 30 and 120 minutes, and then left to a person', async () => {
  await addJane()
  await breakBooking(calcom, 'first')
  const { id, result } = await calcom.tell({ sentAt })
  expect(result).toBe('held')
  expect(await byId(id)).toMatchObject({
    ...{ outcome: 'failed', heldReason: null, leadId: null },
    cause: expect.stringMatching(/\(P0001\).*It is safe here and is tried again by itself/),
  })
  let attempts = 1
  for (const pause of [1, 5, 30, 120]) {
    await wait(pause * minute - 1)
    expect(await attemptsOf(id)).toMatchObject({ attempts })
    await wait(1)
    attempts += 1
    expect(await attemptsOf(id)).toMatchObject({ attempts })
  }
  expect(await byId(id)).toMatchObject({
    ...{ outcome: 'failed', cause: expect.stringMatching(/\(P0001\).*Replay it once/) },
  })
  expect(calcom.problems).toHaveLength(5)
  await wait(30 * 24 * 60 * minute)
  expect(await attemptsOf(id)).toEqual({ attempts: 5, due: null })
  await mendBookings(calcom)
  await wait(24 * 60 * minute)
  expect(await byId(id)).toMatchObject({ outcome: 'failed' })
  const { items } = await calcom.caller().delivery.replay({ ids: [id] })
  expect(items).toEqual([{ id, outcome: 'applied' }])
})

test('what failed is applied by itself once its cause is mended', async () => {
  const { id: leadId } = await addJane()
  await breakBooking(calcom, 'first')
  const { id } = await calcom.tell({ sentAt })
  await wait(minute)
  await mendBookings(calcom)
  await wait(5 * minute)
  expect(await byId(id)).toMatchObject({
    ...{ outcome: 'applied', cause: null, leadId },
    effect: 'New → Booked. Booked for Tue 1 Dec 2026, 15:00 UTC',
  })
  expect(await attemptsOf(id)).toMatchObject({ due: null })
})

test('what failed in time is applied when it comes again, however late that is', async () => {
  await addJane()
  await breakBooking(calcom, 'first')
  const { id } = await calcom.tell({ sentAt })
  await mendBookings(calcom)
  const again = await calcom.tell({ sentAt }, new Date(Date.parse(sentAt) + 9 * 24 * 60 * minute))
  expect(again).toEqual({ received: true, id, result: 'applied' })
  expect(await byId(id)).toMatchObject({ outcome: 'applied', cause: null, heldReason: null })
})

test('one that fails does not fail the 63 that are applied with it', async () => {
  await setMode('paused')
  const people = Array.from({ length: 64 }, (_, index) => `person-${index}`)
  const held = await Promise.all(
    people.map((name) =>
      calcom.tell({ uid: name, sentAt, booker: { name, email: `${name}@acme.example` } }),
    ),
  )
  await breakBooking(calcom, 'person-31')
  await setMode('active')
  const list = async (outcome: 'held' | 'failed' | 'unmatched') =>
    (await calcom.caller().delivery.list({ outcome, limit: 100 })).items.map(({ id }) => id)
  await until(async () => expect(await list('held')).toEqual([]))
  expect(await list('failed')).toEqual([held[31]?.id])
  expect(await list('unmatched')).toHaveLength(63)
  expect(await calcom.sql`select 1 from bookings`).toHaveLength(63)
  await mendBookings(calcom)
  await wait(minute)
  expect(await list('unmatched')).toHaveLength(64)
})

test('one whose bytes can no longer be read does not fail the others', async () => {
  await addJane()
  await setMode('paused')
  const [read, unread] = [
    await calcom.tell({ uid: 'read', sentAt }),
    await calcom.tell({ uid: 'unread', sentAt }),
  ]
  await calcom.sql`update deliveries set body = reverse(body) where id = ${unread.id}`
  await setMode('active')
  await until(async () => expect(await byId(read.id)).toMatchObject({ outcome: 'applied' }))
  await until(async () => expect(await byId(unread.id)).toMatchObject({ outcome: 'failed' }))
})

test('two processes at once apply each delivery once', async () => {
  await addJane()
  await breakBooking(calcom, 'first')
  const { id } = await calcom.tell({ sentAt })
  calcom.clock.now = new Date(calcom.clock.now.getTime() + minute)
  await Promise.all([tryAgain(calcom.deps), tryAgain(calcom.deps), tryAgain(calcom.deps)])
  expect(await attemptsOf(id)).toMatchObject({ attempts: 2 })
  expect(calcom.problems).toHaveLength(2)
})

test('what a process took and never finished is due again after a minute', async () => {
  await addJane()
  await breakBooking(calcom, 'first')
  const { id } = await calcom.tell({ sentAt })
  await mendBookings(calcom)
  const now = new Date(calcom.clock.now.getTime() + minute)
  const lease = { now, until: new Date(now.getTime() + minute) }
  expect(await claimDue(calcom.db, calcom.workspaceId, [id], lease)).toEqual([id])
  await wait(2 * minute - 1)
  expect(await byId(id)).toMatchObject({ outcome: 'failed' })
  await wait(1)
  expect(await byId(id)).toMatchObject({ outcome: 'applied' })
})

test('a paused endpoint holds what tells of bookings, and resuming applies it in the order of arrival', async () => {
  const { id: leadId } = await addJane()
  await setMode('paused')
  const moved = { trigger: 'BOOKING_RESCHEDULED', uid: 'second', rescheduleUid: 'first' }
  const later = (ms: number) => new Date(Date.parse(sentAt) + ms)
  const held = [
    // A second webhook's copy is sent later, and may arrive before.
    await calcom.tell({ sentAt: later(50).toISOString() }, later(1_000)),
    await calcom.tell({ sentAt }, later(2_000)),
    await calcom.tell({
      ...{ ...moved, sentAt: '2026-11-20T10:01:00.000Z', startTime: '2026-12-02T15:00:00.000Z' },
    }),
    await calcom.tell({
      ...{ trigger: 'BOOKING_CANCELLED', uid: 'second', sentAt: '2026-11-20T10:02:00.000Z' },
    }),
  ]
  for (const { id, result } of held) {
    expect(result).toBe('held')
    expect(await byId(id)).toMatchObject({ outcome: 'held', heldReason: 'paused', effect: null })
  }
  const ping = await calcom.deliver('{"triggerEvent":"PING","createdAt":"2026-11-20T11:00:00Z"}')
  expect(JSON.parse(ping.body)).toMatchObject({ result: 'pong' })
  expect((await calcom.caller().lead.byId({ id: leadId })).bookings).toEqual([])

  await setMode('active')
  await until(async () => {
    const found = await Promise.all(held.map(({ id }) => byId(id)))
    expect(found.map(({ outcome, heldReason, effect }) => [outcome, heldReason, effect])).toEqual([
      ['applied', null, 'New → Booked. Booked for Tue 1 Dec 2026, 15:00 UTC'],
      ['duplicate', null, null],
      ['applied', null, 'Moved Tue 1 Dec, 15:00 → Wed 2 Dec 2026, 15:00 UTC'],
      ['applied', null, 'Cancellation recorded'],
    ])
  })
  expect(calcom.problems).toEqual([])
})

test('what was on its way while somebody resumed is applied by the next look', async () => {
  await addJane()
  await setMode('paused')
  await calcom.sql`
    create function dawdle() returns trigger language plpgsql as $$ begin
      perform pg_advisory_xact_lock(77);
      return new;
    end $$`
  await calcom.sql`
    create trigger dawdle before insert on deliveries for each row execute function dawdle()`
  let told: ReturnType<typeof calcom.tell> | undefined
  await calcom.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(77)`
    told = calcom.tell({ sentAt })
    await until(async () => {
      const waiting = await tx`
        select 1 from pg_locks join pg_database on pg_database.oid = database
        where datname = current_database() and objid = 77 and not granted`
      expect(waiting).toHaveLength(1)
    })
    await setMode('active')
  })
  await calcom.sql`drop function dawdle cascade`
  const { id = '', result } = (await told) ?? {}
  expect(result).toBe('held')
  await wait(5 * minute - 1)
  expect(await byId(id)).toMatchObject({ outcome: 'held', heldReason: 'paused' })
  await wait(1)
  expect(await byId(id)).toMatchObject({ outcome: 'applied' })
})

test('who resumes while another process looks is not overruled by it', async () => {
  await addJane()
  await setMode('paused')
  const { id } = await calcom.tell({ sentAt })
  const { db, workspaceId } = calcom
  const now = new Date(calcom.clock.now.getTime() + 5 * minute)
  const taken = new Date(now.getTime() + minute)
  expect(await claimDue(db, workspaceId, [id], { now, until: taken })).toEqual([id])
  await dueNow(db, { workspaceId, endpointId: calcom.endpoint.id, now })
  await putOff(db, workspaceId, [id], { taken, until: new Date(now.getTime() + 5 * minute) })
  expect(await listDue(db, now, 10)).toEqual([{ workspaceId, id }])
})

test('what is still paused when it is due waits on', async () => {
  await addJane()
  await setMode('paused')
  const { id } = await calcom.tell({ sentAt })
  for (const _ of [1, 2, 3]) {
    await wait(5 * minute)
    expect(await byId(id)).toMatchObject({ outcome: 'held', heldReason: 'paused' })
    const { due } = (await attemptsOf(id)) ?? {}
    expect(Date.parse(due ?? '')).toBe(calcom.clock.now.getTime() + 5 * minute)
  }
  await setMode('active')
  await until(async () => expect(await byId(id)).toMatchObject({ outcome: 'applied' }))
})
