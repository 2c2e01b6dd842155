import { createHash } from 'node:crypto'

import type { Fact } from '@solar-capture/core/booking-facts'
import { heldBecause, type HeldReason, type Outcome } from '@solar-capture/core/delivery'
import { parseDelivery, type ParsedDelivery } from '@solar-capture/core/parse-delivery'
import type { Verdict } from '@solar-capture/core/signature'
import { heldTexts } from '@solar-capture/core/word-outcome'
import type { Db } from '@solar-capture/db/connect'
import { newId } from '@solar-capture/db/new-id'
import { withProjection, type Projected } from '@solar-capture/db/projection'
import {
  contactsOf,
  isSecretActive,
  recordBookingEvent,
  recordDelivery,
  settleDelivery,
  type NewDelivery,
} from '@solar-capture/db/receiving'
import { isUnavailable } from '@solar-capture/db/unavailable'

import type { Deps } from './deps.ts'

/** A request whose signature was found to be right. */
export type Received = {
  endpoint: { id: string; workspaceId: string; bodyKey: Uint8Array }
  verdict: Verdict
  /** Of the secret that verified it; null for what this process made itself, as demo data. */
  secretVersion: number | null
  body: Buffer
  receivedAt: Date
  /** Of `performance.now()`. */
  startedAt: number
}

/** What to answer. Everything but `secret_revoked` was committed. */
export type Receipt =
  | {
      kind: 'received'
      id: string
      result: 'applied' | 'duplicate' | 'unmatched' | 'ignored' | 'held' | 'pong'
    }
  | { kind: 'invalid_json' }
  | { kind: 'unsupported_payload' }
  | { kind: 'secret_revoked' }

/**
 * Records a verified delivery together with all that follows from it, in one transaction, and answers
 * once that is committed. A body that came before changes nothing. An error in applying it does not lose
 * it: it is kept as `failed`, and applied when it is sent again. Throws only when the database (also for lack
 * of time or memory) or the encryption key is not available; then nothing was changed.
 */
export async function receiveDelivery(deps: Deps, received: Received): Promise<Receipt> {
  const parsed = parseDelivery(received.body)
  const delivery = toDelivery(deps, received, parsed)
  try {
    return await apply(deps, received, parsed, delivery)
  } catch (error) {
    if (isUnavailable(error)) throw error
    return keepAsFailed(deps, received, delivery, error)
  }
}

function toDelivery(deps: Deps, received: Received, parsed: ParsedDelivery): NewDelivery {
  const { endpoint, body, receivedAt } = received
  const { id: endpointId, workspaceId, bodyKey } = endpoint
  const id = newId(receivedAt.getTime())
  const heldReason = holdReasonOf(parsed, receivedAt)
  const problem = 'problem' in parsed ? parsed.problem : null
  const sentAt = 'sentAt' in parsed ? parsed.sentAt : null
  return {
    workspaceId,
    id,
    endpointId,
    receivedAt,
    sentAt: sentAt === null ? null : new Date(sentAt),
    triggerEvent: 'triggerEvent' in parsed ? parsed.triggerEvent : null,
    verdict: received.verdict,
    secretVersion: received.secretVersion,
    outcome: outcomeBefore(parsed, heldReason !== null),
    heldReason,
    cause: heldReason === null ? (problem ?? unusedCause(parsed)) : heldTexts[heldReason],
    fingerprint: createHash('sha256').update(body).digest(),
    body: deps.encryption.sealBody(body, { workspaceId, deliveryId: id }, bodyKey),
    size: body.length,
    durationMs: elapsed(received),
  }
}

function holdReasonOf(parsed: ParsedDelivery, receivedAt: Date): HeldReason | null {
  if (parsed.kind !== 'booking') return null
  if (parsed.event === null) return 'no_time'
  return parsed.sentAt === null ? null : heldBecause(parsed.sentAt, receivedAt.toISOString())
}

function outcomeBefore(parsed: ParsedDelivery, isHeld: boolean): Outcome {
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

function unusedCause(parsed: ParsedDelivery): string | null {
  if (parsed.kind !== 'other') return null
  return `Solar Capture does not use ${parsed.triggerEvent}. You can leave this trigger disabled in Cal.com.`
}

async function apply(
  deps: Deps,
  received: Received,
  parsed: ParsedDelivery,
  delivery: NewDelivery,
): Promise<Receipt> {
  const { endpoint, receivedAt } = received
  const { workspaceId } = endpoint
  const event = parsed.kind === 'booking' && delivery.outcome !== 'held' ? parsed.event : null
  const fingerprint = Buffer.from(delivery.fingerprint).toString('hex')
  const stored = event && { fingerprint, deliveryId: delivery.id, event }
  const lock = {
    uids: [event?.uid, event?.rescheduleUid].filter((uid) => uid != null),
    contacts: event
      ? contactsOf([event.responder ?? event.attendees[0]].filter((one) => one != null))
      : [],
  }
  return withProjection(deps.ingestDb, {
    workspaceId,
    now: receivedAt,
    lock,
    write: async (tx) => {
      if (!(await stillCounts(tx, received))) return null
      const recorded = await recordDelivery(tx, delivery)
      if (!recorded.isToApply || !stored) return { ...recorded, isNews: false }
      const event = { ...stored, deliveryId: recorded.id }
      return { ...recorded, isNews: await recordBookingEvent(tx, workspaceId, event) }
    },
    seeds: (written) => (written?.isNews ? { uids: lock.uids } : null),
    finish: async (tx, written, projected) => {
      if (written === null) return { receipt: { kind: 'secret_revoked' as const }, leadIds: [] }
      if (parsed.kind === 'invalid_json' || parsed.kind === 'unsupported_payload') {
        return { receipt: { kind: parsed.kind }, leadIds: [] }
      }
      if (!written.isToApply) return { receipt: receiptOf(written.id, 'duplicate'), leadIds: [] }
      if (!stored) return { receipt: receiptOf(written.id, delivery.outcome), leadIds: [] }
      const effect = projected
        ? effectOf(projected, fingerprint)
        : {
            outcome: 'duplicate' as const,
            cause: 'Another endpoint received the same body before.',
          }
      const settled = { cause: null, ...effect, durationMs: elapsed(received) }
      await settleDelivery(tx, { workspaceId, id: written.id }, settled)
      const leadIds = projected?.changedLeadIds ?? []
      return { receipt: receiptOf(written.id, effect.outcome), leadIds }
    },
  }).then(({ receipt, leadIds }) => {
    const kinds = ['delivery' as const, 'endpoint' as const]
    if (receipt.kind === 'secret_revoked') return receipt
    deps.changes.publish(workspaceId, {
      kinds: leadIds.length > 0 ? [...kinds, 'lead'] : kinds,
      leadIds,
    })
    return receipt
  })
}

function effectOf(projected: Projected, fingerprint: string) {
  const tells = (fact: Fact) => fact.fingerprints.includes(fingerprint)
  const isTold = ({ booking }: Projected['bookings'][number]) => booking.facts.some(tells)
  // What is about a whole slot is told by the booking of each seat: one with a lead says most.
  const withLead = projected.bookings.findIndex((one) => one.leadId !== null && isTold(one))
  const index = withLead === -1 ? projected.bookings.findIndex(isTold) : withLead
  const found = projected.bookings[index]
  const fact = found?.booking.facts.find(tells)
  if (!found || !fact) {
    const cause =
      'It tells nothing new of a booking that is known. It counts if that booking arrives later.'
    return { outcome: 'ignored' as const, cause }
  }
  const { leadId } = found
  const place = { leadId, bookingId: projected.bookingIds[index] ?? null }
  if (fact.fingerprints.length > 1) {
    const cause =
      'Another delivery told the same before, probably from a second webhook in Cal.com.'
    return { ...place, outcome: 'duplicate' as const, cause }
  }
  if (leadId === null) {
    const who = fact.booker === null ? 'It does not say who booked' : 'No lead has this email'
    return { ...place, outcome: 'unmatched' as const, cause: `${who}. The booking is kept.` }
  }
  return {
    ...place,
    outcome: 'applied' as const,
    effect: { kind: fact.kind, startTime: fact.startTime, move: moveOf(projected, leadId) },
  }
}

function moveOf(projected: Projected, leadId: string): { from: string; to: string } | null {
  const before = projected.before.leads.find(({ id }) => id === leadId)?.stageId
  const after = projected.leads.find(({ id }) => id === leadId)?.stageId
  const name = (stageId: string | undefined) =>
    projected.stages.find(({ id }) => id === stageId)?.name ?? ''
  return before === after ? null : { from: name(before), to: name(after) }
}

function receiptOf(id: string, outcome: Outcome): Receipt {
  switch (outcome) {
    case 'ping':
      return { kind: 'received', id, result: 'pong' }
    case 'applied':
    case 'duplicate':
    case 'unmatched':
    case 'ignored':
      return { kind: 'received', id, result: outcome }
    case 'held':
    case 'failed':
    case 'malformed':
    case 'rejected':
      return { kind: 'received', id, result: 'held' }
  }
}

async function keepAsFailed(
  deps: Deps,
  received: Received,
  delivery: NewDelivery,
  error: unknown,
): Promise<Receipt> {
  const { workspaceId } = received.endpoint
  const cause = 'An error of Solar Capture kept this from being applied. It is safe here.'
  const failed = { ...delivery, outcome: 'failed' as const, cause }
  const id = await deps.ingestDb.transaction(async (tx) => {
    return (await stillCounts(tx, received)) ? (await recordDelivery(tx, failed)).id : null
  })
  if (id === null) return { kind: 'secret_revoked' }
  deps.reportError(error, `Delivery ${id} could not be applied`)
  deps.changes.publish(workspaceId, { kinds: ['delivery', 'endpoint'], leadIds: [] })
  return { kind: 'received', id, result: 'held' }
}

function stillCounts(tx: Db, { endpoint, secretVersion, receivedAt }: Received) {
  return secretVersion === null || isSecretActive(tx, endpoint.id, secretVersion, receivedAt)
}

function elapsed({ startedAt }: Received): number {
  return Math.round(performance.now() - startedAt)
}
