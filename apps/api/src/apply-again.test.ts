import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { jane, startWithCalcom, type WithCalcom } from './calcom.testing.ts'
import { listProcedures } from './procedures.testing.ts'
import { hashTables, testSecret } from './testing.ts'

const sentAt = '2026-11-20T10:00:00.000Z'
const minute = 60_000
const day = 24 * 60 * minute
let calcom: WithCalcom

beforeAll(async () => {
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())
beforeEach(() => calcom.reset())

const after = (ms: number) => new Date(Date.parse(sentAt) + ms)
const addJane = () => calcom.caller().lead.create(jane)
const byId = (id: string) => calcom.caller().delivery.byId({ id })

async function addEndpoint(): Promise<string> {
  const { id } = await calcom
    .caller()
    .endpoint.create({ name: `Another account ${crypto.randomUUID()}` })
  const { publicId } = await calcom.caller().endpoint.setSecret({ id, secret: testSecret })
  return `/webhooks/calcom/${publicId}`
}

test.each([
  ...[-day, -1_000, -1, 0].map((ms) => [7 * day + ms, null] as const),
  ...[1, 1_000, day].map((ms) => [7 * day + ms, 'stale'] as const),
  ...[-1_000, -1].map((ms) => [-10 * minute + ms, 'ahead'] as const),
  ...[0, 1, 1_000].map((ms) => [-10 * minute + ms, null] as const),
])('a booking that arrives %s ms after it was sent is held as %s', async (ms, heldReason) => {
  const { id } = await addJane()
  const told = await calcom.tell({ sentAt }, after(ms))
  expect(told.result).toBe(heldReason === null ? 'applied' : 'held')
  expect(await byId(told.id)).toMatchObject({ outcome: told.result, heldReason, sentAt })
  const stage = async () => (await calcom.caller().lead.byId({ id })).stage.name
  expect(await stage()).toBe(heldReason === null ? 'Booked' : 'New')

  const { items } = await calcom.caller().delivery.applyHeld({ ids: [told.id] })
  expect(items).toEqual(heldReason === null ? [] : [{ id: told.id, outcome: 'applied' }])
  expect(await stage()).toBe('Booked')
  expect(await byId(told.id)).toMatchObject({
    ...{ outcome: 'applied', heldReason: null, cause: null, leadId: id },
    effect: 'New → Booked. Booked for Tue 1 Dec 2026, 15:00 UTC',
  })
})

test('a body that came before is a duplicate however late it comes again, held or applied', async () => {
  await addJane()
  const applied = await calcom.tell({ uid: 'applied', sentAt })
  const held = await calcom.tell({ uid: 'held', sentAt }, after(8 * day))
  for (const { id, uid } of [
    { ...applied, uid: 'applied' },
    { ...held, uid: 'held' },
  ]) {
    const again = await calcom.tell({ uid, sentAt }, after(30 * day))
    expect(again).toMatchObject({ id, result: 'duplicate' })
    expect(await byId(id)).toMatchObject({ duplicates: 1 })
  }
  expect(await byId(held.id)).toMatchObject({ outcome: 'held', heldReason: 'stale' })
})

test('a body that another endpoint applied long ago is a duplicate, and never held', async () => {
  await addJane()
  await calcom.tell({ sentAt })
  const other = await calcom.tell({ sentAt }, after(30 * day), await addEndpoint())
  expect(other.result).toBe('duplicate')
  expect(await byId(other.id)).toMatchObject({
    ...{ outcome: 'duplicate', heldReason: null },
    cause: 'Another endpoint received the same body before.',
  })
})

test('what does not say when it was sent is held for good', async () => {
  await addJane()
  const { id, result } = await calcom.tell({ sentAt: null })
  expect(result).toBe('held')
  const held = { outcome: 'held', heldReason: 'no_time', cause: expect.stringContaining('when') }
  expect(await byId(id)).toMatchObject(held)
  const { items } = await calcom.caller().delivery.applyHeld({ ids: [id] })
  expect(items).toEqual([{ id, outcome: 'held' }])
  expect(await byId(id)).toMatchObject(held)
  expect(await calcom.sql`select 1 from booking_events`).toEqual([])
})

test('what was discarded is left alone, until somebody replays it', async () => {
  await addJane()
  const applied = await calcom.tell({ uid: 'applied', sentAt })
  const { id } = await calcom.tell({ sentAt }, after(8 * day))
  const ids = [id, applied.id, crypto.randomUUID()]
  const { items } = await calcom.caller().delivery.discard({ ids })
  expect(items).toEqual([{ id, outcome: 'ignored' }])
  expect(await byId(id)).toMatchObject({
    ...{ outcome: 'ignored', heldReason: null, cause: 'Discarded by Ana Ortiz.' },
  })
  expect(await byId(applied.id)).toMatchObject({ outcome: 'applied' })
  expect((await calcom.caller().delivery.applyHeld({ ids })).items).toEqual([])
  expect((await calcom.tell({ sentAt }, after(9 * day))).result).toBe('duplicate')
  const replayed = await calcom.caller().delivery.replay({ ids: [id] })
  expect(replayed.items).toEqual([{ id, outcome: 'applied' }])
})

test('the audit log tells of everything that somebody does with deliveries', async () => {
  const { delivery } = calcom.caller()
  const { id } = await calcom.tell({ sentAt }, after(8 * day))
  const other = await calcom.tell({ sentAt, uid: 'other' }, after(8 * day))
  const ids = [id, crypto.randomUUID()]
  const calls: Record<string, () => Promise<unknown>> = {
    'delivery.applyHeld': () => delivery.applyHeld({ ids }),
    'delivery.discard': () => delivery.discard({ ids: [id, other.id] }),
    'delivery.replay': () => delivery.replay({ ids: [id] }),
    'delivery.reveal': () => delivery.reveal({ id }),
    'delivery.previewRevealed': () => delivery.previewRevealed({ id }),
  }
  const before = await calcom.sql<{ id: string }[]>`select id from audit_log`
  const told = () => calcom.sql`
    select action, actor_kind, details from audit_log
    where id <> all(${before.map((entry) => entry.id)}::uuid[]) order by at`
  for (const call of Object.values(calls)) {
    calcom.clock.now = new Date(calcom.clock.now.getTime() + 1_000)
    await call()
  }
  // Nothing is held any more.
  await delivery.applyHeld({ ids })
  expect(await told()).toEqual([
    { action: 'deliveries_applied', actor_kind: 'key', details: { count: 1 } },
    { action: 'deliveries_discarded', actor_kind: 'key', details: { count: 1 } },
    { action: 'deliveries_replayed', actor_kind: 'key', details: { count: 1 } },
    { action: 'delivery_revealed', actor_kind: 'key', details: {} },
    { action: 'delivery_revealed', actor_kind: 'key', details: {} },
  ])
  const changing = listProcedures().filter(
    ({ path, type }) => type === 'mutation' && path.startsWith('delivery.'),
  )
  expect(Object.keys(calls)).toEqual(expect.arrayContaining(changing.map(({ path }) => path)))
})

test('replaying what was applied changes nothing, not even what it says that it did', async () => {
  await addJane()
  const first = await calcom.tell({ sentAt })
  // A second webhook's copy, and the same body at another endpoint.
  const copy = await calcom.tell({ sentAt: '2026-11-20T10:00:00.050Z' })
  const other = await calcom.tell({ sentAt }, undefined, await addEndpoint())
  const moved = await calcom.tell({
    ...{ trigger: 'BOOKING_RESCHEDULED', uid: 'second', rescheduleUid: 'first' },
    ...{ sentAt: '2026-11-20T11:00:00.000Z', startTime: '2026-12-02T15:00:00.000Z' },
  })
  const ping = await calcom.deliver('{"triggerEvent":"PING","createdAt":"2026-11-20T11:00:00Z"}')
  const pingId = (JSON.parse(ping.body) as { id: string }).id
  const ids = [first, copy, other, moved].map(({ id }) => id)
  calcom.clock.now = after(20 * day)
  const before = await hashTables(calcom.sql, ['audit_log'])
  const results = ['applied', 'duplicate', 'duplicate', 'applied']
  for (const replayed of [ids, ...ids.map((id) => [id])]) {
    const { items } = await calcom.caller().delivery.replay({ ids: replayed })
    expect(items.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))).toEqual(
      replayed.map((id) => ({ id, outcome: results[ids.indexOf(id)] })),
    )
    expect(await hashTables(calcom.sql, ['audit_log'])).toEqual(before)
  }
  const { items } = await calcom.caller().delivery.replay({ ids: [pingId] })
  expect(items).toEqual([{ id: pingId, outcome: 'ping' }])
  expect(await hashTables(calcom.sql, ['audit_log'])).toEqual(before)
  expect(await byId(first.id)).toMatchObject({
    effect: 'New → Booked. Booked for Tue 1 Dec 2026, 15:00 UTC',
  })
})

test('a booking link that was not made here is told of however often the delivery is applied', async () => {
  await addJane()
  const forged = { sentAt, metadata: { lead: 'not-made-here' } }
  const applied = await calcom.tell({ ...forged, uid: 'applied' })
  const held = await calcom.tell({ ...forged, uid: 'held' }, after(8 * day))
  expect(await byId(held.id)).toMatchObject({ cause: expect.stringContaining('7 days') })
  for (const { id } of [applied, held, applied]) {
    await calcom.caller().delivery.replay({ ids: [id] })
    expect(await byId(id)).toMatchObject({
      ...{ outcome: 'applied', cause: expect.stringContaining('not made here') },
    })
  }
})

test('a replay reads the bytes that arrived anew', async () => {
  const { id: leadId } = await addJane()
  const { id } = await calcom.tell({ sentAt })
  await calcom.sql`
    update booking_events set event = event::jsonb || '{"startTime": "2027-01-01T00:00:00.000Z"}'`
  await calcom.caller().delivery.replay({ ids: [id] })
  const lead = await calcom.caller().lead.byId({ id: leadId })
  expect(lead.bookings).toMatchObject([{ startTime: '2026-12-01T15:00:00.000Z' }])
  const [row] = await calcom.sql`select event->>'startTime' as at from booking_events`
  expect(row).toEqual({ at: '2026-12-01T15:00:00.000Z' })
})

test('very many held deliveries are applied at once, and what is not there is left out', async () => {
  const numbers = Array.from({ length: 130 }, (_, index) => index)
  const held = await Promise.all(
    numbers.map((number) =>
      calcom.tell({ uid: `many-${number}`, sentAt: after(number).toISOString() }, after(9 * day)),
    ),
  )
  expect(new Set(held.map(({ result }) => result))).toEqual(new Set(['held']))
  const { id } = await addJane()
  const ids = held.map((one) => one.id)
  const { items } = await calcom.caller().delivery.applyHeld({ ids: [crypto.randomUUID(), ...ids] })
  expect(new Map(items.map((one) => [one.id, one.outcome]))).toEqual(
    new Map(ids.map((one) => [one, 'applied'])),
  )
  expect((await calcom.caller().lead.byId({ id })).bookings).toHaveLength(130)
  expect(calcom.problems).toEqual([])
})
