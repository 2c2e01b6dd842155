import { z } from 'zod'

import { factKinds } from '@solar-capture/core/booking'
import { deliveryVerdicts, heldReasons, outcomes } from '@solar-capture/core/delivery'
import { rejectionTexts, whyStayed, wordEffect } from '@solar-capture/core/word-outcome'
import type { findDelivery, listDeliveries } from '@solar-capture/db/deliveries'
import type { listRejections } from '@solar-capture/db/rejection-list'

import { saidShape } from './delivery-body.ts'
import type { Principal } from './principal.ts'
import { instant, toInstant } from './routers/shapes.ts'

export const listedDelivery = z.strictObject({
  id: z.uuid(),
  at: instant,
  endpointId: z.uuid(),
  triggerEvent: z.string().nullable(),
  outcome: z.enum(outcomes),
  heldReason: z.enum(heldReasons).nullable(),
  /** Why it was not applied, and what to do. */
  cause: z.string().nullable(),
  /** What it changed, with times in UTC; `effectDetail` lets a caller word it in another zone. */
  effect: z.string().nullable(),
  effectDetail: z
    .strictObject({
      kind: z.enum(factKinds),
      startTime: instant.nullable(),
      /** Of another time: when it was to take place before, where that is known. */
      from: instant.nullable(),
      move: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
      /** Why its lead stayed in a stage though a rule leads from there; left out when there is none. */
      stay: z.strictObject({ in: z.string(), to: z.string(), why: z.enum(whyStayed) }).optional(),
    })
    .nullable(),
  leadId: z.uuid().nullable(),
  /** Null also for a key that may not read leads. */
  leadName: z.string().nullable(),
  bookingId: z.uuid().nullable(),
  /** Whether its booking waits for a lead now. */
  isWaiting: z.boolean(),
  /** How often the same body came again. */
  duplicates: z.int(),
  durationMs: z.int().nullable(),
  /** Why it is believed; `compared` was brought in by comparing with Cal.com. Null for a refused request. */
  verdict: z.enum(deliveryVerdicts).nullable(),
})

export const detailedDelivery = listedDelivery.extend({
  sentAt: instant.nullable(),
  /** Bytes of the body. */
  size: z.int(),
  lastDuplicateAt: instant.nullable(),
  /** The lead that its booking has now, where that is another one than `leadId`, or where it found none; its name as `leadName`. */
  leadSince: z.strictObject({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  /** Of a refused request: what its signature header looked like. */
  headerShape: z.string().nullable(),
  /** What it says, with personal data masked. */
  said: saidShape,
})

type Listed = z.output<typeof listedDelivery>

/** A delivery as it is listed for somebody: the names of leads are for who may read leads. */
export function viewDelivery(
  row: Awaited<ReturnType<typeof listDeliveries>>['rows'][number],
  { scopes }: Pick<Principal, 'scopes'>,
): Listed {
  const { id, at, endpointId, triggerEvent, outcome, heldReason, cause, effect } = row
  const { leadId, leadName, bookingId, isWaiting, duplicates, durationMs, verdict } = row
  return {
    ...{ id, at: toInstant(at), endpointId, triggerEvent, outcome, heldReason, cause },
    effect: effect && wordEffect(effect, 'UTC'),
    effectDetail: effect && { ...effect, from: effect.from ?? null },
    ...{ leadId, leadName: scopes.includes('leads:read') ? leadName : null },
    ...{ bookingId, isWaiting, duplicates, durationMs, verdict },
  }
}

/** The lead that the booking of a delivery came to have since; null when there is none, or it is still the same. */
export function viewLeadSince(
  { leadId, leadNowId, leadNowName }: NonNullable<Awaited<ReturnType<typeof findDelivery>>>,
  { scopes }: Pick<Principal, 'scopes'>,
): z.output<typeof detailedDelivery>['leadSince'] {
  if (leadNowId === null || leadNowId === leadId) return null
  return { id: leadNowId, name: scopes.includes('leads:read') ? leadNowName : null }
}

/** A refused request as it is listed among deliveries. */
export function viewRejection(row: Awaited<ReturnType<typeof listRejections>>[number]): Listed {
  return {
    id: row.id,
    at: toInstant(row.receivedAt),
    endpointId: row.endpointId,
    triggerEvent: null,
    outcome: 'rejected',
    heldReason: null,
    cause: rejectionTexts[row.cause],
    effect: null,
    effectDetail: null,
    leadId: null,
    leadName: null,
    bookingId: null,
    isWaiting: false,
    duplicates: 0,
    durationMs: null,
    verdict: null,
  }
}
