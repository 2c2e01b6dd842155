import { afterAll, beforeAll, expect, test } from 'vitest'

import {
  fixture,
  fixtures,
  fixtureSecret,
  type Fixture,
} from '@solar-capture/core/fixtures.testing'
import { sign, signatureHeader } from '@solar-capture/core/signature'

import { toolCaller } from './caller.testing.ts'
import { sentAt } from './fixture-clock.testing.ts'
import { fixturesOfNoBooking, moreFixtureLives } from './fixture-lives-confirmed.testing.ts'
import { fixtureLives } from './fixture-lives.testing.ts'
import { readStory, wordAnswer, wordChange } from './tell-story.testing.ts'
import { startTestApi, type TestApi } from './testing.ts'

let clock = new Date('2026-11-20T09:00:00.000Z')
let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
  await api.addSecret(fixtureSecret)
  const { lead } = toolCaller(api, ['leads:read', 'leads:write'])
  for (const one of [...bookers, ...others]) await lead.create(one)
})
afterAll(() => api.close())

const bookers = [
  { name: 'Jane Doe', email: 'jane.doe@acme.example' },
  { name: 'Bob Lee', email: 'bob@initech.example' },
  { name: 'Zoë', email: 'zoe.obrien+demo@example.com' },
  { name: 'Raj Patel', phone: '+91 98765 43210' },
  { name: 'Max', email: 'max@example.org' },
]
// Hosts, guests, whom a ping and a form name, and an address that Cal.com made up: none of them books.
const others = [
  ...['priya@northwind.example', 'sam@northwind.example', 'lena@northwind.example'],
  ...['cfo+calendar@acme.example', 'it@acme.example', 'obrien@example.com'],
  ...['jdoe@example.com', 'mallory@evil.example', '919876543210@sms.cal.com'],
].map((email) => ({ name: email, email }))

const uidNames = Object.fromEntries([
  ...Object.entries({
    ...{ A: '10', A2: '12', A3: '13', G: '20', Z: '21', Z2: '63', P: '22', C: '23', R: '24' },
    ...{ R2: '50', W1: '25', W2: '26', S: '30', Q: '40', Q2: '44', H: '47', H2: '48', N: '52' },
    ...{ B: '66', F: '70', M: 'a8' },
  }).map(([name, number]) => [fixture(number).uid, name]),
  ['tjMyfjtNoM8FTQ1PgJJRXZ', 'O'],
]) as Record<string, string>

const lives = Object.entries({ ...fixtureLives, ...moreFixtureLives, ...fixturesOfNoBooking })

test.each(lives)('%s is told as it happened', expectStory)

// The body of a meeting's end was made with the booking, and tells the place of then.
test('a place that was changed stays when the meeting ends', () =>
  expectStory(
    '10 90 84',
    `
    200 applied to Jane: Meeting took place
    Jane is Booked since 2026-11-20 10:02
    Jane completed 2026-12-01 15:00-15:30 A, jane.doe@acme.example with Priya Raman, at https://meet.google.com/abc-defg-hij
    + Jane: Took place on Tue 1 Dec 2026, 15:00 UTC`,
  ))

async function expectStory(played: string, expected: string) {
  await startAnew()
  const numbers = played.split(' ')
  const known = await readLeads()
  for (const number of numbers.slice(0, -1)) expect((await post(number)).status).toBe(200)
  const before = await readStory(api, uidNames)
  const last = numbers.at(-1) ?? ''
  const answer = await post(last)
  const after = await readStory(api, uidNames)
  const told = [await wordAnswer(api, answer), ...wordChange(before, after)]
  expect(told).toEqual(expected.trim().split(/\n\s+/))
  const again = await post(last)
  expect(again.status).toBe(answer.status)
  if (answer.status === 200) expect(again.body).toContain('"result":"duplicate"')
  expect(await readStory(api, uidNames)).toEqual(after)
  expect(await readLeads()).toEqual(known)
  expect(api.problems).toEqual([])
}

test('every fixture is told of', () => {
  const told = new Set(lives.map(([played]) => played.split(' ').at(-1)))
  expect(fixtures).toHaveLength(53)
  expect(fixtures.filter(({ file }) => !told.has(file.slice(0, 2)))).toEqual([])
})

// What else was changed of leads fails the test that changed it.
async function startAnew() {
  for (const table of ['timeline_entries', 'bookings', 'booking_events', 'deliveries']) {
    await api.sql`delete from ${api.sql(table)}`
  }
  await api.sql`update leads set stage_id = base_stage_id, stage_set_by = 'user', booked_at = null`
}

/** What people entered of all leads. */
function readLeads() {
  return api.sql`
    select id, name, email, phone, postcode, address, source, owner_id, pinned, base_stage_id
    from leads order by id`
}

/** Posts a fixture with its own headers and bytes, one second after it was sent. */
function post(number: string) {
  const delivery = number.endsWith('c')
    ? createdBefore(fixture(number.slice(0, -1)))
    : fixture(number)
  clock = new Date(sentAt(delivery).getTime() + 1_000)
  return api.post(delivery.body, delivery.headers)
}

/** The BOOKING_CREATED of the booking that a fixture ends, moves or is paid for, sent a minute before it. */
function createdBefore(later: Fixture): Fixture {
  const { payload, ...envelope } = JSON.parse(later.body.toString()) as {
    payload: Record<string, string>
  }
  const { rescheduleUid, rescheduleStartTime, rescheduleEndTime, rescheduledBy, ...common } =
    payload
  const body = Buffer.from(
    JSON.stringify({
      ...{ ...envelope, triggerEvent: 'BOOKING_CREATED' },
      createdAt: new Date(sentAt(later).getTime() - 60_000).toISOString(),
      payload: {
        ...{ ...common, status: 'ACCEPTED' },
        uid: rescheduleUid ?? common['uid'],
        startTime: rescheduleStartTime ?? common['startTime'],
        endTime: rescheduleEndTime ?? common['endTime'],
      },
    }),
  )
  return { ...later, body, headers: { [signatureHeader]: sign(fixtureSecret, body) } }
}
