import { afterAll, beforeAll, expect, test } from 'vitest'

import { bookingTriggers } from '@solar-capture/core/booking-event'
import { fixtures, fixtureSecret, type Fixture } from '@solar-capture/core/fixtures.testing'

import { sentAt } from './fixture-clock.testing.ts'
import { startTestApi, type TestApi } from './testing.ts'

let clock = new Date()
let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ now: () => clock })
  await api.addSecret(fixtureSecret)
})
afterAll(() => api.close())

const used: readonly (string | null)[] = bookingTriggers
const special: Record<string, [number, string]> = {
  '01-ping.body': [200, 'pong'],
  '02-ping-unsigned.body': [401, 'invalid_signature'],
  // They tell what another one told before.
  '11-created-second-webhook.body': [200, 'duplicate'],
  '41-requested-async-builder.body': [200, 'duplicate'],
  '92-created-v2026-07-27-ics.body': [200, 'duplicate'],
  // The meeting had been moved and cancelled by then.
  '84-meeting-ended.body': [200, 'ignored'],
  'a1-empty-object.body': [422, 'unsupported_payload'],
  'a3-json-template.body': [422, 'unsupported_payload'],
  'a4-form-template.body': [400, 'invalid_json'],
  'a6-zapier-body.body': [422, 'unsupported_payload'],
}

test.each(fixtures)('$file is answered as the contract says', async (delivery) => {
  const isUsed = used.includes(delivery.triggerEvent)
  const [status, word] = special[delivery.file] ?? [200, isUsed ? 'unmatched' : 'ignored']
  const answer = await post(delivery)
  expect(answer.status).toBe(status)
  const said = JSON.parse(answer.body) as { error?: string; result?: string }
  expect(said.error ?? said.result).toBe(word)
  const again = await post(delivery)
  expect(again.status).toBe(status)
  if (status === 200) expect(JSON.parse(again.body)).toMatchObject({ result: 'duplicate' })
})

type Payload = {
  uid: string
  title: string
  startTime: string
  endTime: string
  location: string
  eventTitle: string
  eventTypeId: number
  organizer: { name: string; timeZone: string }
  attendees: { email: string; timeZone: string }[]
  responses: { name: { value: string | object }; email: { value: string } }
}

const opening = ['BOOKING_REQUESTED', 'BOOKING_CREATED', 'BOOKING_RESCHEDULED']
const withPayload = fixtures.filter(
  ({ file, triggerEvent }) => opening.includes(triggerEvent ?? '') && !file.startsWith('a3'),
)

test.each(withPayload)('the booking of $file has what it says', async (delivery) => {
  for (const table of ['bookings', 'booking_events', 'deliveries']) {
    await api.sql`delete from ${api.sql(table)}`
  }
  await post(delivery)
  // Cal.com's opening events have all of these.
  const { payload } = JSON.parse(delivery.body.toString()) as { payload: Payload }
  const { organizer, attendees, responses } = payload
  const email = responses.email.value
  const isMadeUp = email.endsWith('@sms.cal.com')
  const name = responses.name.value
  const found = await api.sql`
    select bookings.*, uid from bookings join booking_uids on booking_id = id order by position desc limit 1`
  expect(found).toEqual([
    expect.objectContaining({
      ...{ uid: payload.uid, title: payload.title, location: payload.location },
      ...{ start_time: asStored(payload.startTime), end_time: asStored(payload.endTime) },
      ...{ event_type: payload.eventTitle, event_type_id: String(payload.eventTypeId) },
      ...{ organizer_name: organizer.name, organizer_time_zone: organizer.timeZone },
      booker_email: isMadeUp ? null : email.toLowerCase(),
      booker_phone: isMadeUp ? `+${email.split('@')[0] ?? ''}` : null,
      booker_name: typeof name === 'string' ? name : Object.values(name).join(' '),
      booker_time_zone: attendees.find((one) => one.email === email)?.timeZone,
      ...{ lead_id: null, ambiguous_lead_id: null, no_show: false, paid: false, ignored: false },
    }),
  ])
})

/** A time as PostgreSQL writes it. */
function asStored(time: string): string {
  return new Date(time).toISOString().replace('T', ' ').replace('.000Z', '+00')
}

/** Posts a fixture with its own headers and bytes, one second after it was sent. */
function post({ headers, body, ...fixture }: Fixture) {
  clock = new Date(sentAt({ headers, body, ...fixture }).getTime() + 1_000)
  return api.post(body, headers)
}
