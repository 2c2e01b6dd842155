import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import type { Scope } from '@solar-capture/core/access'
import { newId } from '@solar-capture/db/new-id'
import { recordRejections } from '@solar-capture/db/rejections'

import {
  breakBooking,
  calcomBody,
  jane,
  mendBookings,
  startWithCalcom,
  type Told,
  type WithCalcom,
} from '../calcom.testing.ts'
import { toolCaller } from '../caller.testing.ts'

const bob = { name: 'Bob Ray', phone: '+447700900123' }
const reading: Scope[] = ['leads:read', 'deliveries:read']
const minute = 60_000
const start = Date.parse('2026-11-20T10:00:00.000Z')
let calcom: WithCalcom

beforeAll(async () => {
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())
beforeEach(async () => {
  await calcom.reset()
  await calcom.sql`truncate rejections, rejection_counts, booking_contacts`
})

const at = (minutes: number) => new Date(start + minutes * minute).toISOString()
const tell = async (told: Told) => (await calcom.tell(told)).id
const as = (scopes: Scope[]) => toolCaller(calcom, scopes)

/** The ids that a filter finds, page after page. */
async function find(
  filter: Parameters<ReturnType<typeof as>['delivery']['list']>[0],
  scopes = reading,
) {
  const { delivery } = as(scopes)
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page = await delivery.list({ limit: 2, ...filter, cursor })
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)
  return ids
}

async function counts(filter: object = {}) {
  const { byOutcome } = await as(reading).delivery.counts(filter)
  return Object.fromEntries(
    byOutcome.map(({ outcome, count, isAtLeast }) => [outcome, isAtLeast ? `${count}+` : count]),
  )
}

/** A booking that is made, moved and made again, another one without a lead, a ping, and what was refused. */
async function fill() {
  await calcom.caller().lead.create(jane)
  const made = await tell({ sentAt: at(0) })
  const moved = await tell({
    ...{ trigger: 'BOOKING_RESCHEDULED', uid: 'second', rescheduleUid: 'first', sentAt: at(1) },
    booker: { name: 'Jane at work', email: 'jane@work.example' },
  })
  const again = await tell({ sentAt: at(2), title: 'In other words' })
  const waiting = await tell({ uid: 'other', sentAt: at(3), booker: bob })
  const ping = await tell({ trigger: 'PING', sentAt: at(4) })
  const receivedAt = new Date(at(5))
  const refused = newId(receivedAt.getTime())
  const { id: endpointId } = calcom.endpoint
  const rejection = { id: refused, endpointId, receivedAt, size: 9, headerShape: 'none' }
  const details = [{ ...rejection, cause: 'header_missing' as const }]
  await recordRejections(calcom.deps.db, calcom.workspaceId, { details, counts: [] })
  return { made, moved, again, waiting, ping, refused }
}

/** Adds deliveries as another one, received at the same time, whose bodies do not open. */
async function copy(id: string, times: number, outcome: 'ignored' | 'held') {
  await calcom.sql`
    insert into deliveries (workspace_id, id, endpoint_id, received_at, trigger_event, verdict, outcome, fingerprint,
      body, size, duration_ms)
    select workspace_id, (left(id::text, 24) || lpad(to_hex(number), 12, '0'))::uuid, endpoint_id, received_at, trigger_event,
      verdict, ${outcome}, int4send(number), body, size, duration_ms
    from deliveries, generate_series(1, ${times}::int) as number where id = ${id}`
}

test('a list is filtered by outcomes, trigger event, endpoint and time, page after page', async () => {
  const { made, moved, again, waiting, ping, refused } = await fill()
  const all = [refused, ping, waiting, again, moved, made]
  expect(await find({})).toEqual(all)
  expect(await find({ outcome: 'applied' })).toEqual([moved, made])
  expect(await find({ outcome: ['applied', 'rejected', 'ping'] })).toEqual([
    refused,
    ping,
    moved,
    made,
  ])
  expect(await find({ triggerEvent: 'BOOKING_CREATED' })).toEqual([waiting, again, made])
  expect(
    await find({ triggerEvent: 'BOOKING_CREATED', outcome: ['applied', 'unmatched'] }),
  ).toEqual([waiting, made])
  expect(await find({ endpointId: calcom.endpoint.id })).toEqual(all)
  expect(await find({ endpointId: newId() })).toEqual([])
  const second = 1_000
  const received = (minutes: number) => new Date(Date.parse(at(minutes)) + second).toISOString()
  expect(await find({ from: received(1), to: received(4) })).toEqual([waiting, again, moved])
  expect(await find({ from: received(1), outcome: 'applied' })).toEqual([moved])
})

test('counts tell of each outcome how many the list has, whatever outcome it shows', async () => {
  await fill()
  const all = { applied: 2, duplicate: 1, unmatched: 1, ping: 1, rejected: 1 }
  expect(await counts()).toEqual(all)
  expect(await counts({ triggerEvent: 'PING' })).toEqual({ ping: 1 })
  expect(await counts({ endpointId: calcom.endpoint.id })).toEqual(all)
  expect(await counts({ search: 'other' })).toEqual({ unmatched: 1 })
  expect(await counts({ from: at(3) })).toEqual({ unmatched: 1, ping: 1, rejected: 1 })
})

test('what is rare is found behind thousands of others, and counted as far as was looked', async () => {
  const rare = await tell({ trigger: 'BOOKING_PAID', sentAt: at(0) })
  const common = await tell({ sentAt: at(1), uid: 'other' })
  await copy(common, 5_100, 'ignored')
  const { delivery } = as(reading)
  const first = await delivery.list({ triggerEvent: 'BOOKING_PAID' })
  expect(first.items).toEqual([])
  expect(first.nextCursor).not.toBeNull()
  expect(await find({ triggerEvent: 'BOOKING_PAID' })).toEqual([rare])
  expect(await find({ triggerEvent: 'BOOKING_PAID', outcome: ['ignored', 'unmatched'] })).toEqual([
    rare,
  ])
  expect(await counts()).toEqual({ unmatched: 2, ignored: '1000+' })
  expect(await counts({ triggerEvent: 'BOOKING_PAID' })).toEqual({ unmatched: 1, ignored: '0+' })
})

test('a search finds what came of a booking by any of its uids, who booked, or its lead', async () => {
  const { made, moved, again, waiting } = await fill()
  const booking = [again, moved, made]
  expect(await find({ search: 'second' })).toEqual([moved])
  expect(await find({ search: ' first ' })).toEqual(booking)
  expect(await find({ search: 'JANE.DOE@acme.example' })).toEqual(booking)
  expect(await find({ search: 'jane@work.example' })).toEqual([moved])
  expect(await find({ search: '+44 7700 900123' })).toEqual([waiting])
  expect(await find({ search: 'ane do' })).toEqual(booking)
  expect(await find({ search: 'jane.doe@acme.example', outcome: 'duplicate' })).toEqual([again])
  expect(await find({ search: 'jane.doe@acme.example', from: at(2) })).toEqual([again])
  for (const search of ['Nobody', 'fir', '%', "' or true --"])
    expect(await find({ search })).toEqual([])
})

test('what was held, failed or cannot be read is found by its trigger event and by what its body names', async () => {
  const applied = await tell({ uid: 'fine', sentAt: at(0) })
  const stale = await calcom.tell({ sentAt: at(1) }, new Date(at(20_000)))
  await breakBooking(calcom, 'broken')
  const failed = await tell({ uid: 'broken', sentAt: at(20_001), booker: bob })
  await mendBookings(calcom)
  calcom.clock.now = new Date(at(20_002))
  await calcom.deliver('uid=form1&email=Jane.Doe@acme.example')
  const [unread] = await find({ outcome: 'malformed' })
  expect(stale.result).toBe('held')
  expect(await counts()).toEqual({ unmatched: 1, held: 1, failed: 1, malformed: 1 })

  expect(await find({ search: jane.email.toUpperCase() })).toEqual([unread, stale.id, applied])
  expect(await counts({ search: jane.email })).toEqual({ unmatched: 1, held: 1, malformed: 1 })
  expect(await find({ search: jane.email, outcome: ['held', 'applied'] })).toEqual([stale.id])
  expect(await find({ search: '+44 7700 900123' })).toEqual([failed])
  expect(await find({ search: 'broken' })).toEqual([failed])
  expect(await find({ search: 'booking_created' })).toEqual([failed, stale.id])
  expect(await find({ search: 'booking_created', from: at(20_001) })).toEqual([failed])
  for (const search of ['Survey', 'Jane', 'doe@acme.example', 'brok']) {
    expect(await find({ search })).toEqual([])
  }
  expect(await find({ search: 'first' }, ['deliveries:read'])).toEqual([stale.id])
  expect(await find({ search: jane.email }, ['deliveries:read'])).toEqual([])

  await copy(failed, 505, 'held')
  const { delivery } = as(reading)
  expect((await delivery.list({ search: jane.email })).items.map(({ id }) => id)).toEqual([unread])
  expect(await find({ search: jane.email })).toEqual([unread, stale.id, applied])
})

test('who may not read leads is told no name of one, finds nobody, and foresees nothing', async () => {
  const { made, moved, again } = await fill()
  const { delivery } = as(['deliveries:read'])
  const { items } = await delivery.list({ outcome: 'applied' })
  expect(items.map(({ leadName }) => leadName)).toEqual([null, null])
  expect((await delivery.byId({ id: made })).leadName).toBeNull()
  for (const search of [jane.email, jane.name, 'jane@work.example']) {
    expect(await find({ search }, ['deliveries:read'])).toEqual([])
  }
  expect(await find({ search: 'first' }, ['deliveries:read'])).toEqual([again, moved, made])
  await expect(delivery.preview({ id: made })).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('a delivery shows what it says with personal data masked', async () => {
  await calcom.caller().lead.create(jane)
  const id = await tell({ sentAt: at(0), location: '3 Mill Lane, Leeds', notes: 'Ring twice' })
  const { said, ...rest } = await as(reading).delivery.byId({ id })
  expect(rest).toMatchObject({ outcome: 'applied', leadName: 'Jane Doe' })
  expect(said.booking).toMatchObject({
    ...{ uid: 'first', startTime: '2026-12-01T15:00:00.000Z', location: 'inPerson' },
    attendees: [{ name: 'J••• D•••', email: 'j•••@a•••.example', phone: null }],
    organizer: { name: 'S••• R•••', email: 's•••@s•••.example', timeZone: 'Europe/London' },
  })
  expect(JSON.stringify(said)).not.toMatch(/jane|doe|sam|mill lane|twice/i)
  expect(JSON.parse(said.body ?? '')).toMatchObject({ triggerEvent: 'BOOKING_CREATED' })
})

test('personal data is revealed to who may change settings and read both, and the audit log tells', async () => {
  const body = calcomBody({ sentAt: at(0), videoCallData: { password: 'swordfish' } })
  const id = await tell({ sentAt: at(0), videoCallData: { password: 'swordfish' } })
  const all: Scope[] = [...reading, 'settings:write']
  for (const missing of all) {
    const { delivery } = as(all.filter((scope) => scope !== missing))
    await expect(delivery.reveal({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(delivery.previewRevealed({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  }
  const told = () => calcom.sql<{ target: string; name: string }[]>`
    select target_id as target, target_name as name from audit_log where action = 'delivery_revealed'`
  expect(await told()).toEqual([])
  const said = await as(all).delivery.reveal({ id })
  expect(said.booking?.attendees).toMatchObject([{ name: 'Jane Doe', email: jane.email }])
  expect(said).toMatchObject({ body: body.replace('swordfish', '•••'), isExact: false })
  const name = 'BOOKING_CREATED, received 2026-11-20T10:00:01.000Z'
  expect(await told()).toEqual([{ target: id, name }])
  const nothing = as(all).delivery.reveal({ id: newId() })
  await expect(nothing).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await told()).toHaveLength(1)
  await as(all).delivery.previewRevealed({ id })
  expect(await told()).toEqual([1, 2].map(() => ({ target: id, name })))
})

test('what was encrypted with another key is told of, but for what it says', async () => {
  const id = await tell({ sentAt: at(0) })
  await calcom.sql`update deliveries set body = set_byte(body, 40, 255 - get_byte(body, 40))`
  const { outcome, said } = await as(reading).delivery.byId({ id })
  expect({ outcome, said }).toEqual({
    outcome: 'unmatched',
    said: { booking: null, body: null, isExact: false },
  })
  const revealed = as([...reading, 'settings:write']).delivery.reveal({ id })
  await expect(revealed).rejects.toMatchObject({ code: 'CONFLICT' })
})

test('a delivery says whether its booking waits for a lead, until it is cancelled', async () => {
  const booker = { name: 'Nobody Known', email: 'nobody.known@acme.example' }
  const made = await tell({ sentAt: at(0), uid: 'waits', booker })
  const isWaiting = async (id: string) => (await as(reading).delivery.byId({ id })).isWaiting
  expect(await isWaiting(made)).toBe(true)
  const trigger = 'BOOKING_CANCELLED'
  const cancelled = await tell({ trigger, sentAt: at(1), uid: 'waits', booker })
  expect([await isWaiting(made), await isWaiting(cancelled)]).toEqual([false, false])
})

test('a delivery that found no lead names the one that its booking has now', async () => {
  const id = await tell({ sentAt: at(0), uid: 'found-later' })
  const { delivery } = as(reading)
  expect(await delivery.byId({ id })).toMatchObject({ outcome: 'unmatched', leadSince: null })
  const lead = await calcom.caller().lead.create(jane)
  const since = { id: lead.id, name: jane.name }
  const found = { outcome: 'unmatched', leadId: null, leadSince: since }
  expect(await delivery.byId({ id })).toMatchObject(found)
  const unnamed = (await as(['deliveries:read']).delivery.byId({ id })).leadSince
  expect(unnamed).toEqual({ id: lead.id, name: null })
  // Where it found its lead by itself there is nothing to add.
  const moved = await tell({ sentAt: at(1), uid: 'found-later', startTime: '2026-12-02T15:00:00Z' })
  const { leadId, leadSince } = await delivery.byId({ id: moved })
  expect({ leadId, leadSince }).toEqual({ leadId: lead.id, leadSince: null })
})
