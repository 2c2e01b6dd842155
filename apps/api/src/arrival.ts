import { hash } from 'node:crypto'

import type { BookingEvent } from '@solar-capture/core/booking-event'
import {
  heldBecause,
  type DeliveryVerdict,
  type HeldReason,
  type Outcome,
} from '@solar-capture/core/delivery'
import { readLeadToken } from '@solar-capture/core/lead-token'
import { parseDelivery, type ParsedDelivery } from '@solar-capture/core/parse-delivery'
import type { Arrival } from '@solar-capture/db/arrival'
import { newId } from '@solar-capture/db/new-id'

import type { Deps } from './deps.ts'

/** A request whose signature was found to be right, or what this process made itself. */
export type Received = {
  endpoint: { id: string; workspaceId: string; bodyKey: Uint8Array }
  verdict: DeliveryVerdict
  /** Of the secret that verified it; null for what this process made itself. */
  secretVersion: number | null
  body: Buffer
  receivedAt: Date
  /** Of `performance.now()`. */
  startedAt: number
  /** Somebody asked for it however old it is, so it is not held for that. */
  mayBeOld?: boolean
}

/** Reads a request: what is kept of it, and what it tells of a booking. */
export function toArrival(
  { encryption }: Pick<Deps, 'encryption'>,
  received: Received,
): { parsed: ParsedDelivery; arrival: Arrival } {
  const { endpoint, body, receivedAt, verdict, secretVersion, startedAt } = received
  const { id: endpointId, workspaceId, bodyKey } = endpoint
  const parsed = parseDelivery(body)
  const id = newId(receivedAt.getTime())
  const elapsedMs = () => Math.round(performance.now() - startedAt)
  const heldReason = holdReasonOf(parsed, receivedAt, received.mayBeOld ?? false)
  const sentAt = 'sentAt' in parsed ? parsed.sentAt : null
  const { event, isForged } = eventOf(encryption, workspaceId, parsed)
  const delivery = {
    ...{ workspaceId, id, endpointId, receivedAt, verdict, secretVersion, heldReason },
    sentAt: sentAt === null ? null : new Date(sentAt),
    triggerEvent: 'triggerEvent' in parsed ? parsed.triggerEvent : null,
    outcome: outcomeBefore(parsed, heldReason !== null),
    cause: causeOf(parsed, isForged),
    effect: null,
    fingerprint: hash('sha256', body, 'buffer'),
    body: encryption.sealBody(body, { workspaceId, deliveryId: id }, bodyKey),
    size: body.length,
    ...{ leadId: null, bookingId: null, duplicates: 0, lastDuplicateAt: null },
    ...{ durationMs: elapsedMs(), attempts: 1, retryAt: null },
  }
  return { parsed, arrival: { delivery, event, isAgain: false, at: receivedAt, elapsedMs } }
}

const forgedLink =
  'It named a lead by a booking link that was not made here, which was ignored: the lead was looked for by email.'

/** What a body tells of a booking, with the lead of its booking link when that was made here. */
export function eventOf(
  encryption: Deps['encryption'],
  workspaceId: string,
  parsed: ParsedDelivery,
): { event: BookingEvent | null; isForged: boolean } {
  if (parsed.kind !== 'booking' || !parsed.event) return { event: null, isForged: false }
  const { event, leadToken } = parsed
  if (leadToken === null) return { event, isForged: false }
  const leadId = readLeadToken(leadToken, leadTokenKey(encryption, workspaceId))
  return { event: { ...event, leadId }, isForged: leadId === null }
}

/** The key that a workspace's booking links are signed with. */
export function leadTokenKey(encryption: Deps['encryption'], workspaceId: string): Buffer {
  return encryption.deriveKey(`lead-ref|${workspaceId}`)
}

function holdReasonOf(
  parsed: ParsedDelivery,
  receivedAt: Date,
  mayBeOld: boolean,
): HeldReason | null {
  if (parsed.kind !== 'booking') return null
  if (parsed.event === null) return 'no_time'
  return parsed.sentAt === null || mayBeOld
    ? null
    : heldBecause(parsed.sentAt, receivedAt.toISOString())
}

export function outcomeBefore(parsed: ParsedDelivery, isHeld: boolean): Outcome {
  switch (parsed.kind) {
    case 'ping':
      return 'ping'
    case 'other':
      return 'ignored'
    case 'invalid_json':
    case 'unsupported_payload':
      return 'malformed'
    case 'booking':
      return isHeld ? 'held' : 'unmatched'
  }
}

/** What there is to say of a delivery whatever becomes of it, for the admin. */
export function causeOf(parsed: ParsedDelivery, isForged: boolean): string | null {
  if (isForged) return forgedLink
  if ('problem' in parsed) return parsed.problem
  if (parsed.kind !== 'other') return null
  return `Solar Capture does not use ${parsed.triggerEvent}. You can leave this trigger disabled in Cal.com.`
}
