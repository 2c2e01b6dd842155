import { readFileSync } from 'node:fs'

import { sign } from '@solar-capture/core/signature'

const fixtures = new URL('../../../packages/core/fixtures/', import.meta.url)

/**
 * Names of deliveries: those about the booking of Jane Doe in the order in which Cal.com sent them, then one
 * about the booking of somebody with an unusual name, and one of somebody known by a phone.
 */
export type Delivery =
  | '01-ping'
  | '10-created'
  | '12-rescheduled'
  | '14-cancelled-by-attendee'
  | '21-created-custom-fields-nasty-text'
  | '22-created-phone-only'

/**
 * Posts a delivery as Cal.com does, signed with `secret` and sent now, about a meeting in four weeks, and
 * answers the status, which is all that Cal.com looks at. `changes` are to the payload; `createdAt` is when Cal.com says
 * that it happened, an ISO time.
 */
export async function post(
  url: string,
  secret: string,
  delivery: Delivery,
  changes: object = {},
  createdAt = new Date().toISOString(),
): Promise<number> {
  // The project's own file.
  const body = JSON.parse(readFileSync(new URL(`${delivery}.body`, fixtures), 'utf8')) as {
    createdAt: string
    payload: Record<string, unknown>
  }
  const weeks = Date.now() - Date.parse('2026-11-20T00:00:00Z') + 14 * 24 * 60 * 60 * 1000
  const later = (time: unknown) => new Date(Date.parse(String(time)) + weeks).toISOString()
  const { payload } = body
  for (const key of ['startTime', 'endTime', 'rescheduleStartTime'].filter(
    (one) => one in payload,
  )) {
    payload[key] = later(payload[key])
  }
  const sent = { createdAt, payload: { ...payload, ...changes } }
  const bytes = Buffer.from(JSON.stringify({ ...body, ...sent }))
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-cal-signature-256': sign(secret, bytes),
      'x-cal-webhook-version': '2021-10-20',
    },
    body: bytes,
  })
  return answer.status
}
