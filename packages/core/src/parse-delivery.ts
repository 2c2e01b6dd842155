import { bookingTriggers, type BookingEvent, type BookingTrigger } from './booking-event.ts'
import { parseInstant, type Instant } from './instant.ts'
import { asObject, asText, isTooDeep, whyUnusable } from './json-reader.ts'
import { asBookingEvent, asInstant } from './parse-booking-event.ts'

/** What a verified body says. */
export type ParsedDelivery =
  | { kind: 'ping'; triggerEvent: string; sentAt: Instant | null }
  /**
   * `event` is null when it has no place in the order. `sentAt` alone is null when the place is given by the
   * meeting, and nobody says when it was sent.
   */
  | {
      kind: 'booking'
      triggerEvent: BookingTrigger
      sentAt: Instant | null
      event: BookingEvent | null
      /** Of the booking link that was used, not verified yet. */
      leadToken: string | null
    }
  | { kind: 'other'; triggerEvent: string; sentAt: Instant | null }
  | { kind: 'invalid_json'; problem: string }
  | { kind: 'unsupported_payload'; triggerEvent: string | null; problem: string }

const removeTemplate =
  'Remove the payload template from the webhook in Cal.com (Settings, Developer, Webhooks).'

/**
 * Reads the exact bytes of a verified body: leniently, by the name of the trigger event only. Never
 * throws; what cannot be used says in `problem` where the first problem is, as the path of a field where there is
 * one, and what the admin should change in Cal.com.
 */
export function parseDelivery(body: Uint8Array): ParsedDelivery {
  const text = decode(body)
  if (text === null)
    return { kind: 'invalid_json', problem: `The body is not UTF-8 text. ${removeTemplate}` }
  if (isTooDeep(text)) return unsupported(null, 'The body is nested too deeply.')
  const json = parseJson(text)
  if (json === undefined) {
    return { kind: 'invalid_json', problem: `The body is not JSON. ${removeTemplate}` }
  }
  const envelope = asObject(json)
  if (!envelope) return unsupported(null, `The body is not a JSON object. ${removeTemplate}`)
  const triggerEvent = asText(envelope['triggerEvent'], 100)
  if (triggerEvent === null) {
    const problem = whyUnusable('triggerEvent', envelope['triggerEvent'], 'text')
    return unsupported(null, `${problem} ${removeTemplate}`)
  }
  const createdAt = asText(envelope['createdAt'], 50)
  const sentAt = createdAt === null ? null : parseInstant(createdAt)
  if (triggerEvent === 'PING') return { kind: 'ping', triggerEvent, sentAt }
  if (!isBookingTrigger(triggerEvent)) return { kind: 'other', triggerEvent, sentAt }
  // Cal.com sends these without an envelope, with the booking's own time of creation (`scheduleTrigger.ts`).
  const isFlat = triggerEvent === 'MEETING_ENDED'
  const payload = isFlat ? envelope : asObject(envelope['payload'])
  if (!payload) {
    const problem = whyUnusable('payload', envelope['payload'], 'an object')
    return unsupported(triggerEvent, `${problem} ${removeTemplate}`)
  }
  const at = isFlat ? asInstant(payload['endTime']) : sentAt
  const read = asBookingEvent(triggerEvent, at, payload, isFlat ? '' : 'payload.')
  if ('problem' in read) return unsupported(triggerEvent, `${read.problem} ${removeTemplate}`)
  return { kind: 'booking', triggerEvent, sentAt: isFlat ? null : sentAt, ...read }
}

function unsupported(triggerEvent: string | null, problem: string): ParsedDelivery {
  return { kind: 'unsupported_payload', triggerEvent, problem }
}

function isBookingTrigger(name: string): name is BookingTrigger {
  return bookingTriggers.some((trigger) => trigger === name)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decode(body: Uint8Array): string | null {
  try {
    return utf8.decode(body)
  } catch {
    return null
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
