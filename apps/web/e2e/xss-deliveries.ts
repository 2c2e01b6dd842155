import { readFileSync } from 'node:fs'

import { sign } from '@solar-capture/core/signature'

import { emailWith } from './xss-payloads.ts'

const created = new URL('../../../packages/core/fixtures/10-created.body', import.meta.url)
const hour = 60 * 60 * 1000

/** Where Cal.com sends to, and the secret that it signs with. */
export type Target = { url: string; secret: string }

/** What Cal.com sends about the bookings of a lead, with the payload in every text that somebody could have written. */
export function bookingsOf(payload: string, email: string, id: number): object[] {
  const body = (triggerEvent: string, uid: string, order: number, changes: object = {}) =>
    bodyWith(payload, email, {
      triggerEvent,
      createdAt: new Date(Date.now() + order * 1000).toISOString(),
      payload: { uid: `${uid}-${id}`, ...changes },
    })
  return [
    body('BOOKING_CREATED', 'first', 0),
    body('BOOKING_RESCHEDULED', 'moved', 1, {
      ...{ rescheduleUid: `first-${id}`, rescheduledBy: payload, rescheduleReason: payload },
      startTime: new Date(Date.now() + 800 * hour).toISOString(),
    }),
    body('BOOKING_LOCATION_UPDATED', 'moved', 2, { location: `At ${payload}` }),
    body('BOOKING_REASSIGNED', 'moved', 3, { organizer: { name: `Host ${payload}` } }),
    body('BOOKING_CANCELLED', 'moved', 4, { cancellationReason: payload, cancelledBy: payload }),
    body('BOOKING_REQUESTED', 'asked', 5),
    body('BOOKING_REJECTED', 'asked', 6, { rejectionReason: payload }),
    body('BOOKING_CREATED', 'second', 7, { location: `https://x.example/${payload}` }),
  ]
}

/** A booking by somebody with the payload's name, but an address that no lead has. */
export function waitingBooking(payload: string, id: number): object {
  const email = emailWith(payload, `w${id}.example`)
  return bodyWith(payload, email, {
    triggerEvent: 'BOOKING_CREATED',
    createdAt: new Date().toISOString(),
    payload: { uid: `waiting-${id}`, cancellationReason: payload },
  })
}

/** Bodies that are of no use here, or broken, with the payload where the reason may come from. */
export function brokenBodies(payload: string, id: number): (object | string)[] {
  const createdAt = new Date().toISOString()
  const triggerEvent = 'BOOKING_CREATED'
  return [
    { triggerEvent, createdAt: payload, payload: { uid: `undated-${id}` } },
    { triggerEvent, createdAt, payload: { uid: { [payload]: payload } } },
    { triggerEvent, createdAt, payload },
    { triggerEvent: { [payload]: 1 }, createdAt },
    payload,
  ]
}

/** Posts a body as Cal.com does, signed; `signature` replaces the signature. Throws when the server failed. */
export async function send(target: Target, body: object | string, signature?: string) {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const answer = await fetch(target.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-cal-signature-256': signature ?? sign(target.secret, bytes),
      'x-cal-webhook-version': '2021-10-20',
    },
    body: bytes,
  })
  if (answer.status >= 500) throw new Error(`The webhook answered ${answer.status}.`)
}

function bodyWith(
  payload: string,
  email: string,
  { payload: changes, ...envelope }: { triggerEvent: string; createdAt: string; payload: object },
): object {
  const answer = { label: payload, value: payload, isHidden: false }
  const answers = { [payload]: answer, notes: answer, location: answer, rescheduleReason: answer }
  const start = Date.now() + 700 * hour
  const original = JSON.parse(readFileSync(created, 'utf8')) as { payload: object }
  return {
    ...envelope,
    payload: {
      ...original.payload,
      ...{ title: payload, eventTitle: payload, type: payload, location: payload },
      ...{ description: payload, eventDescription: payload, additionalNotes: payload },
      startTime: new Date(start).toISOString(),
      endTime: new Date(start + hour / 2).toISOString(),
      organizer: { name: payload, email: 'priya@northwind.example', timeZone: payload },
      attendees: [{ name: payload, email, timeZone: payload, firstName: payload }],
      responses: { ...answers, name: answer, email: { label: payload, value: email } },
      userFieldsResponses: answers,
      customInputs: { [payload]: payload },
      metadata: { [payload]: payload, videoCallUrl: payload },
      ...changes,
    },
  }
}
