import { afterAll, beforeAll, expect, test } from 'vitest'

import { fixture } from '@solar-capture/core/fixtures.testing'
import { hostileEmails, sameEmails } from '@solar-capture/core/hostile-emails.testing'

import { toolCaller } from './caller.testing.ts'
import { createSender } from './many-deliveries.testing.ts'
import { startTestApi, testSecret, type TestApi } from './testing.ts'

const targets = ['kate.iris+solar@sky-solar.example', 'zo\u00eb.m\u00fcller+1@b\u00fccher.example']
const clock = new Date('2026-11-20T10:02:12.482Z')
let api: TestApi
let sender: ReturnType<typeof createSender>

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
  await api.addSecret()
  sender = createSender(api, { secret: testSecret, inFlight: 32 })
})
afterAll(async () => {
  sender.close()
  await api.close()
})

test.each(targets)(
  'only %s has its bookings, and nobody who looks like it',
  async (email) => {
    const { lead } = toolCaller(api, ['leads:read', 'leads:write'])
    const hostile = hostileEmails(email)
    expect(hostile.length).toBeGreaterThan(700)
    const texts: unknown[] = [
      ...hostile.map(({ text }) => text),
      ...[[email], { value: email }, { toString: email }, [[email]], [email, 'x@y.example']],
    ]
    // Some of them are there before the lead is.
    await book(texts.slice(0, 200))
    const { id } = await lead.create({ name: 'Kate', email })
    await book(texts.slice(200))
    // Whoever answers no form is the first attendee.
    const others = texts.filter((_, index) => index % 3 === 0)
    await book(others, { responses: null })
    const found = await api.sql`
    select status, lead_id, booker_email = ${email} as "isTarget", count(*)::int from bookings
    group by 1, 2, 3 order by 3`
    const alone = { status: 'confirmed', lead_id: null, count: expect.any(Number) as number }
    expect(found).toEqual([
      { ...alone, isTarget: false },
      { ...alone, isTarget: null },
    ])
    expect(found.reduce((sum, { count }) => sum + Number(count), 0)).toBe(
      texts.length + others.length,
    )
    expect(await lead.byId({ id })).toMatchObject({
      ...{ stage: { name: 'New' }, bookings: [], bookedAt: null, emails: [email] },
      timeline: [{ kind: 'captured' }],
    })
    // Every way in which the address itself may be written is the lead's.
    const same = sameEmails(email)
    const answers = await sender.sendAll(same.map((text) => bookingOf(nextUid(), text, {})))
    expect(answers.filter(({ word }) => word !== 'applied')).toEqual([])
    expect((await lead.byId({ id })).bookings.map(({ bookerEmail }) => bookerEmail)).toEqual(
      same.map(() => email),
    )
    await api.sql`delete from bookings`
    await api.sql`delete from booking_events`
  },
  120_000,
)

let booked = 0
const nextUid = () => `uid-${(booked += 1)}`

/** Books once with each text for an email; all are kept, and none finds a lead. */
async function book(texts: unknown[], changes: object = {}) {
  const bodies = texts.map((text) => bookingOf(nextUid(), text, changes))
  const answers = await sender.sendAll(bodies)
  const other = answers.flatMap(({ status, word }, index) =>
    status === 200 && word === 'unmatched' ? [] : [[texts[index], status, word]],
  )
  expect(other).toEqual([])
  expect(api.problems).toEqual([])
}

type Payload = { attendees: object[]; responses: Record<string, object> }
const { payload, ...envelope } = JSON.parse(fixture('10').body.toString()) as { payload: Payload }

/** The body of a BOOKING_CREATED whose booker gave `email`, whatever that is. */
function bookingOf(uid: string, email: unknown, changes: object): string {
  const attendees = [{ ...payload.attendees[0], email, name: 'Somebody' }]
  const responses = {
    ...{ ...payload.responses, name: { label: 'your_name', value: 'Somebody' } },
    email: { label: 'email_address', value: email },
  }
  return JSON.stringify({
    ...envelope,
    payload: { ...payload, uid, attendees, responses, ...changes },
  })
}
