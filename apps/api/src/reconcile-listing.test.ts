import { afterAll, beforeAll, expect, test } from 'vitest'

import { csvLine } from '@solar-capture/core/csv'
import { readApiBookings } from '@solar-capture/core/reconcile-api'
import { getEndpoint } from '@solar-capture/db/endpoints'

import { calcomBooking } from './calcom-api.testing.ts'
import { toolCaller } from './caller.testing.ts'
import { applyGaps, limitsOf, reconcile } from './reconciling.ts'
import { startTestApi, type TestApi } from './testing.ts'

const now = '2026-11-20T12:00:00.000Z'
const at = (day: number, hour: number) => new Date(Date.UTC(2026, 10, day, hour)).toISOString()

let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ now: () => new Date(now) })
  await api.addSecret()
}, 60_000)
afterAll(() => api.close())

const caller = () => toolCaller(api, ['leads:read', 'leads:write', 'settings:write'])

async function deliver(
  trigger: string,
  createdAt: string,
  payload: {
    uid: string
    email: string
    startTime: string
    eventTypeId?: number
    rescheduleUid?: string
    seatsPerTimeSlot?: number
  },
) {
  const { email, ...rest } = payload
  const person = { name: 'Ana', email }
  const body = {
    ...{ triggerEvent: trigger, createdAt },
    payload: {
      ...{ eventTypeId: 12, attendees: [person], organizer: { email: 'sam@solar.example' } },
      responses: { name: { value: 'Ana' }, email: { value: email } },
      ...rest,
    },
  }
  expect(await api.deliver(JSON.stringify(body))).toMatchObject({ status: 200 })
}

/** Compares what Cal.com's API answers, applies what is missing, and compares again. */
async function compareAndApply(answer: object[]) {
  const place = { workspaceId: api.workspaceId, endpointId: api.endpoint.id }
  const listing = readApiBookings(answer)
  const run = async () => (await reconcile(api.deps, place, listing, limitsOf.api)).comparison
  const { gaps } = await run()
  const endpoint = await getEndpoint(api.deps.db, place.workspaceId, place.endpointId)
  await applyGaps(api.deps, endpoint, { gaps, tell: async () => {} })
  const again = await run()
  return {
    gaps: gaps.map(({ kind, uid }) => [kind, uid]),
    again: { gaps: again.gaps.length, differing: again.differing.length },
  }
}

async function bookingsOf(email: string) {
  const rows = await api.sql`
    select status, reschedule_count as moves,
      (select array_agg(uid order by position) from booking_uids own where own.booking_id = booking.id) as uids
    from bookings booking where booker_email = ${email} order by start_time`
  return rows.map((row) => ({ ...row }))
}

/** Cal.com's CSV of bookings that nobody knows of here, each of an event type. */
async function compareCsv(rows: { uid: string; type: number; attendees: string[] }[]) {
  const lines = [
    ['uid', 'timeStatus', 'createdAt', 'startTime', 'eventTypeId', 'attendee1', 'attendee2'],
    ...rows.map(({ uid, type, attendees: [first = '', second = ''] }) => [
      ...[uid, 'uncompleted', at(17, 9), at(25, 9), String(type), first, second],
    ]),
  ]
  const text = lines.map((cells) => csvLine(cells)).join('')
  const source = { kind: 'csv' as const, text }
  const { gaps } = await caller().reconcile.compare({ endpointId: api.endpoint.id, source })
  return gaps.map(({ uid, email, mayBeUnconfirmed }) => ({ uid, email, mayBeUnconfirmed }))
}

const done = { gaps: 0, differing: 0 }

test('a lost move is found though a later word about the new time arrived', async () => {
  const email = 'cancelled@x.example'
  const of = { email, createdAt: at(18, 9) }
  await deliver('BOOKING_CREATED', at(16, 9), { uid: 'a1', email, startTime: at(23, 9) })
  await deliver('BOOKING_CANCELLED', at(19, 9), { uid: 'b1', email, startTime: at(24, 9) })
  const found = await compareAndApply([
    calcomBooking({
      ...{ email, uid: 'a1', start: at(23, 9), createdAt: at(16, 9), updatedAt: at(18, 9) },
      ...{ status: 'cancelled', rescheduledToUid: 'b1' },
    }),
    calcomBooking({
      ...{ ...of, uid: 'b1', start: at(24, 9), updatedAt: at(19, 9), status: 'cancelled' },
      rescheduledFromUid: 'a1',
    }),
  ])
  expect(found).toEqual({ gaps: [['joined', 'b1']], again: done })
  expect(await bookingsOf(email)).toEqual([{ status: 'cancelled', moves: 1, uids: ['a1', 'b1'] }])
})

test('a move that the host confirmed, and that was told without what it moved, is one booking', async () => {
  const email = 'asked@x.example'
  await caller().lead.create({ name: 'Ana', email, source: 'Website' })
  await deliver('BOOKING_CREATED', at(16, 9), { uid: 'a2', email, startTime: at(23, 9) })
  await deliver('BOOKING_REQUESTED', at(18, 9), { uid: 'b2', email, startTime: at(24, 9) })
  await deliver('BOOKING_CREATED', at(18, 11), { uid: 'b2', email, startTime: at(24, 9) })
  const found = await compareAndApply([
    calcomBooking({
      ...{ email, uid: 'a2', start: at(23, 9), createdAt: at(16, 9), updatedAt: at(18, 9) },
      ...{ status: 'cancelled', rescheduledToUid: 'b2' },
    }),
    calcomBooking({
      ...{ email, uid: 'b2', start: at(24, 9), createdAt: at(18, 9), updatedAt: at(18, 11) },
      rescheduledFromUid: 'a2',
    }),
  ])
  expect(found).toEqual({ gaps: [['joined', 'b2']], again: done })
  expect(await bookingsOf(email)).toEqual([{ status: 'confirmed', moves: 0, uids: ['a2', 'b2'] }])
})

test('what Cal.com sent of an event type tells what its CSV leaves open', async () => {
  const person = { startTime: at(26, 9), email: 'type@x.example' }
  await deliver('BOOKING_CREATED', at(17, 9), { ...person, uid: 'direct', eventTypeId: 71 })
  await deliver('BOOKING_CREATED', at(17, 9), { ...person, uid: 'unasked', eventTypeId: 72 })
  await deliver('BOOKING_REQUESTED', at(17, 9), { ...person, uid: 'asked', eventTypeId: 72 })
  await deliver('BOOKING_CREATED', at(17, 9), {
    ...{ ...person, uid: 'slot', eventTypeId: 73, seatsPerTimeSlot: 4 },
  })
  const cy = 'Cy (cy@x.example)'
  const rows = [71, 72, 73, 74].map((type) => ({ uid: `type${type}`, type, attendees: [cy] }))
  const found = await compareCsv(rows)
  expect(found.map(({ uid, mayBeUnconfirmed }) => [uid, mayBeUnconfirmed])).toEqual([
    ...[
      ['type71', false],
      ['type72', true],
      ['type73', false],
      ['type74', true],
    ],
  ])
  const seats = await compareCsv([{ uid: 'seats', type: 73, attendees: [cy, 'Di (di@x.example)'] }])
  expect(seats.map(({ email }) => email)).toEqual(['cy@x.example', 'di@x.example'])
})

test('what comparing brought in tells nothing of its event type', async () => {
  const booking = { email: 'b@x.example', start: at(25, 9), createdAt: at(17, 9) }
  const of = { eventType: { id: 81, slug: 'survey' } }
  await compareAndApply([{ ...calcomBooking({ ...booking, uid: 'brought' }), ...of }])
  expect(await compareCsv([{ uid: 'other', type: 81, attendees: ['B (b@x.example)'] }])).toEqual([
    { uid: 'other', email: 'b@x.example', mayBeUnconfirmed: true },
  ])
})

test('a booking that a calendar names by a uid of before makes no second one', async () => {
  const email = 'calendar@x.example'
  await deliver('BOOKING_RESCHEDULED', at(18, 9), {
    ...{ uid: 'c5', rescheduleUid: 'b5', email, startTime: at(24, 9) },
  })
  const compareIcs = (...meetings: string[]) => {
    const text = ['BEGIN:VCALENDAR', ...meetings, 'END:VCALENDAR'].join('\r\n')
    const source = { kind: 'ics' as const, text }
    return caller().reconcile.compare({ endpointId: api.endpoint.id, source })
  }
  const meeting = (uid: string, hour: string) =>
    [
      ...['BEGIN:VEVENT', `UID:${uid}@Cal.com`, `DTSTART:20261124T${hour}0000Z`],
      ...[`ATTENDEE;CN=Ana:mailto:${email}`, 'END:VEVENT'],
    ].join('\r\n')
  expect(await compareIcs(meeting('a5', '09'))).toMatchObject({
    ...{ inBoth: 1, gaps: [], undecided: [] },
  })
  const other = await compareIcs(meeting('a5', '11'), meeting('d5', '08'))
  expect(other).toMatchObject({
    ...{
      inBoth: 0,
      gaps: [],
      undecided: [
        { uid: 'a5', email },
        { uid: 'd5', email },
      ],
    },
  })
})

test('a seat that was given up is cancelled, and the others stay', async () => {
  for (const [email, hour] of [
    ['s1@x.example', 9],
    ['s2@x.example', 10],
  ] as const) {
    await deliver('BOOKING_CREATED', at(17, hour), {
      ...{ uid: 'slot6', email, startTime: at(24, 9), seatsPerTimeSlot: 4 },
    })
  }
  const slot = calcomBooking({
    ...{ uid: 'slot6', email: 's2@x.example', start: at(24, 9), createdAt: at(17, 9) },
    updatedAt: at(17, 9),
  })
  const seated = { attendees: slot.attendees.map((one) => ({ ...one, seatUid: 'seat2' })) }
  // No newer than what is here of the first seat.
  expect(await compareAndApply([{ ...slot, ...seated }])).toEqual({ gaps: [], again: done })
  expect(await compareAndApply([{ ...slot, ...seated, updatedAt: at(18, 9) }])).toEqual({
    ...{ gaps: [['cancelled', 'slot6']], again: done },
  })
  const seatsOf = [await bookingsOf('s1@x.example'), await bookingsOf('s2@x.example')]
  expect(seatsOf).toMatchObject([[{ status: 'cancelled' }], [{ status: 'confirmed' }]])
})
