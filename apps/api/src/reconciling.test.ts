import { afterAll, beforeAll, expect, test } from 'vitest'

import { csvLine } from '@solar-capture/core/csv'

import { toolCaller } from './caller.testing.ts'
import { hashTables, startTestApi, type TestApi } from './testing.ts'

// Each booking as Cal.com knows it, with the webhooks that it sent of it; one of those may be lost.
type Told = { trigger: string; at: string; payload: Record<string, unknown> }
type Life = {
  number: number
  told: Told[]
  rows: (string | null)[][]
  /** What has to be here in the end. */
  truth: { status: string }
  /** Which of its webhooks is lost, if any. */
  lost: number | null
}

const now = '2026-11-20T12:00:00.000Z'
const header = [
  ...['id', 'uid', 'title', 'createdAt', 'timeStatus', 'eventTypeId', 'eventLength', 'startTime'],
  ...['endTime', 'paid', 'userEmail', 'attendee1', 'attendeePhone1'],
]

let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ now: () => new Date(now) })
  await api.addSecret()
}, 60_000)
afterAll(() => api.close())

function caller() {
  return toolCaller(api, ['leads:read', 'leads:write', 'deliveries:read', 'settings:write'])
}

/** The life of a booking: made, and every third moved, every fifth cancelled. */
function lifeOf(number: number): Life {
  const time = (days: number, hour: number) =>
    new Date(Date.UTC(2026, 10, days, hour, number % 60, 0)).toISOString()
  const email = `p${number}@example.com`
  const first = { uid: `u${number}a`, start: time(21 + (number % 7), 9), at: time(16, number % 20) }
  const moved = {
    uid: `u${number}b`,
    start: time(23 + (number % 7), 14),
    at: time(18, number % 20),
  }
  const payload = ({ uid, start }: typeof first) => ({
    ...{ uid, startTime: start, endTime: start, eventTypeId: 7, title: 'Survey' },
    organizer: { email: 'sam@solar.example' },
    attendees: [{ name: `Person ${number}`, email }],
    responses: { name: { value: `Person ${number}` }, email: { value: email } },
  })
  const row = ({ uid, start, at }: typeof first, status: string) => [
    ...[String(number), uid, 'Survey', at, status, '7', '60', start, start, 'false'],
    ...['sam@solar.example', `Person ${number} (${email})`, null],
  ]
  const told = [{ trigger: 'BOOKING_CREATED', at: first.at, payload: payload(first) as object }]
  const isMoved = number % 3 === 0
  if (isMoved) {
    const link = { ...payload(moved), rescheduleUid: first.uid }
    told.push({ trigger: 'BOOKING_RESCHEDULED', at: moved.at, payload: link })
  }
  const last = isMoved ? moved : first
  const isCancelled = number % 5 === 0
  if (isCancelled) {
    told.push({ trigger: 'BOOKING_CANCELLED', at: time(19, number % 20), payload: payload(last) })
  }
  const uids = isMoved ? [first.uid, moved.uid] : [first.uid]
  const lost = number % 16 === 11 ? Math.floor(number / 16) % told.length : null
  return {
    ...{ number, lost },
    told: told as Told[],
    truth: {
      ...{ booker_email: email, uids, start_time: last.start },
      ...{ status: isCancelled ? 'cancelled' : 'confirmed', reschedule_count: uids.length - 1 },
      ...(hasLead(number) ? { email, stage: 'Booked' } : { email: null, stage: null }),
    },
    rows: [
      ...(isMoved ? [row(first, 'rescheduled')] : []),
      row(last, isCancelled ? 'cancelled' : 'upcoming'),
    ],
  }
}

// A quarter of the bookers are leads; the others' bookings wait.
function hasLead(number: number): boolean {
  return number % 7 < 2
}

async function deliver(told: Told[]) {
  const answers = await inParts(told, ({ trigger, at: createdAt, payload }) =>
    api.deliver(JSON.stringify({ triggerEvent: trigger, createdAt, payload })),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
}

/** Does `work` for each of many, some at a time. */
async function inParts<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>) {
  const results: Result[] = []
  for (let at = 0; at < items.length; at += 128) {
    results.push(...(await Promise.all(items.slice(at, at + 128).map((item) => work(item)))))
  }
  return results
}

/** What there is of bookings, with the stage of their leads. */
async function bookingsHere() {
  const rows = await api.sql`
    select booking.booker_email, booking.status, booking.reschedule_count, lead.email, stage.name as stage,
      to_char(booking.start_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as start_time,
      (select array_agg(uid order by position) from booking_uids own
        where own.workspace_id = booking.workspace_id and own.booking_id = booking.id) as uids
    from bookings booking
    left join leads lead on lead.workspace_id = booking.workspace_id and lead.id = booking.lead_id
    left join pipeline_stages stage on stage.workspace_id = lead.workspace_id and stage.id = lead.stage_id
    order by substring(booking.booker_email from '[0-9]+')::int`
  return rows.map((row) => ({ ...row }))
}

test('of 1,000 bookings, of 50 of which any webhook was lost and is missed, all 50 are found and applied once', async () => {
  const lives = Array.from({ length: 1_000 }, (_, number) => lifeOf(number))
  await inParts(
    lives.filter(({ number }) => hasLead(number)),
    ({ number }) =>
      caller().lead.create({
        ...{ name: `Person ${number}`, email: `p${number}@example.com`, source: 'Website' },
      }),
  )
  const isLost = ({ lost }: Life, index: number) => lost === index
  const lost = lives.flatMap((life) => life.told.filter((_, index) => isLost(life, index)))
  await deliver(lives.flatMap((life) => life.told.filter((_, index) => !isLost(life, index))))
  const text = [header, ...lives.flatMap(({ rows }) => rows)].map((row) => csvLine(row)).join('')
  const place = { endpointId: api.endpoint.id, source: { kind: 'csv' as const, text } }
  const found = await caller().reconcile.compare(place)
  // That a booking was made is lost on nobody who heard what came of it.
  const missing = lives.filter(({ lost: index, told }) => index !== null && (index > 0 || !told[1]))
  expect(missing).toHaveLength(50)
  expect(found.gaps).toHaveLength(50)
  expect(new Set(found.gaps.map(({ email }) => email))).toEqual(
    new Set(missing.map(({ number }) => `p${number}@example.com`)),
  )
  expect(found).toMatchObject({ onlyHere: [], differing: [], refused: [] })
  // Cal.com told of this event type without asking the host.
  expect(found.gaps.filter(({ mayBeUnconfirmed }) => mayBeUnconfirmed)).toEqual([])
  const keys = found.gaps.map(({ key }) => key)
  const applied = await caller().reconcile.applyGaps({ ...place, keys })
  const leadless = missing.filter(({ number }) => !hasLead(number))
  const isCancelled = ({ truth: { status } }: Life) => status === 'cancelled'
  const closed = leadless.filter(isCancelled).length
  expect(closed).toBeGreaterThan(0)
  expect(applied).toEqual({
    ...{ applied: 50 - leadless.length, unmatched: leadless.length - closed, closed },
    ...{ unchanged: 0, failed: 0 },
  })
  const truth = lives.map((life) => life.truth)
  // That a lead had a booking before it was cancelled is all that nobody here can know.
  const known = lives.map((life) =>
    life.lost === 0 && life.told[1]?.trigger === 'BOOKING_CANCELLED' && hasLead(life.number)
      ? { ...life.truth, stage: 'New' }
      : life.truth,
  )
  expect(await bookingsHere()).toEqual(known)
  const before = await hashTables(api.sql, ['audit_log'])
  expect(await caller().reconcile.compare(place)).toMatchObject({ gaps: [] })
  expect(await caller().reconcile.applyGaps({ ...place, keys })).toMatchObject({ applied: 0 })
  expect(await hashTables(api.sql, ['audit_log'])).toEqual(before)
  // What was lost may only be late.
  await deliver(lost)
  expect(await bookingsHere()).toEqual(truth)
}, 120_000)

test('what is only here is told, and another file is refused with what to do', async () => {
  const text = [header, ...lifeOf(1).rows, ...lifeOf(6).rows].map((row) => csvLine(row)).join('')
  const endpointId = api.endpoint.id
  const { onlyHere, gaps } = await caller().reconcile.compare({
    endpointId,
    source: { kind: 'csv', text },
  })
  expect(gaps).toEqual([])
  expect(onlyHere.length).toBeGreaterThan(100)
  expect(onlyHere.map(({ name }) => name)).not.toContain('Person 1')
  for (const [kind, other] of [
    ['csv', 'Name,Email\nJane,jane@example.com\n'],
    ['ics', 'not a calendar'],
  ] as const) {
    await expect(
      caller().reconcile.compare({ endpointId, source: { kind, text: other } }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('This is no') })
  }
})
