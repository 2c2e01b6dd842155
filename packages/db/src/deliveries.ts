import { and, desc, eq, lt } from 'drizzle-orm'

import type { Outcome } from '@solar-capture/core/delivery'

import type { Db } from './connect.ts'
import { deliveries, leads, rejections } from './schema.ts'

export type DeliveryFilter = {
  outcome?: Outcome | undefined
  triggerEvent?: string | undefined
  endpointId?: string | undefined
}

const listed = {
  id: deliveries.id,
  at: deliveries.receivedAt,
  endpointId: deliveries.endpointId,
  triggerEvent: deliveries.triggerEvent,
  outcome: deliveries.outcome,
  heldReason: deliveries.heldReason,
  cause: deliveries.cause,
  effect: deliveries.effect,
  leadId: deliveries.leadId,
  leadName: leads.name,
  bookingId: deliveries.bookingId,
  duplicates: deliveries.duplicates,
  durationMs: deliveries.durationMs,
}

const leadOfDelivery = and(
  eq(leads.workspaceId, deliveries.workspaceId),
  eq(leads.id, deliveries.leadId),
)

/** The deliveries that match all of the filter, the latest first, at most `limit` after the one with id `after`. */
export async function listDeliveries(
  db: Db,
  workspaceId: string,
  { filter, after, limit }: { filter: DeliveryFilter; after: string | null; limit: number },
) {
  const { outcome, triggerEvent, endpointId } = filter
  return db
    .select(listed)
    .from(deliveries)
    .leftJoin(leads, leadOfDelivery)
    .where(
      and(
        eq(deliveries.workspaceId, workspaceId),
        outcome && eq(deliveries.outcome, outcome),
        triggerEvent === undefined ? undefined : eq(deliveries.triggerEvent, triggerEvent),
        endpointId === undefined ? undefined : eq(deliveries.endpointId, endpointId),
        after === null ? undefined : lt(deliveries.id, after),
      ),
    )
    .orderBy(desc(deliveries.id))
    .limit(limit)
}

/** The refused requests that are kept, in the same way. */
export async function listRejections(
  db: Db,
  workspaceId: string,
  { filter, after, limit }: { filter: DeliveryFilter; after: string | null; limit: number },
) {
  if (filter.triggerEvent !== undefined) return []
  return db
    .select()
    .from(rejections)
    .where(
      and(
        eq(rejections.workspaceId, workspaceId),
        filter.endpointId === undefined ? undefined : eq(rejections.endpointId, filter.endpointId),
        after === null ? undefined : lt(rejections.id, after),
      ),
    )
    .orderBy(desc(rejections.id))
    .limit(limit)
}

/** A delivery as it is listed, with when it was sent and its size; null when there is none. */
export async function findDelivery(db: Db, workspaceId: string, id: string) {
  const [delivery] = await db
    .select({
      ...listed,
      sentAt: deliveries.sentAt,
      size: deliveries.size,
      verdict: deliveries.verdict,
      lastDuplicateAt: deliveries.lastDuplicateAt,
    })
    .from(deliveries)
    .leftJoin(leads, leadOfDelivery)
    .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.id, id)))
  return delivery ?? null
}

/** A refused request that is kept; null when it is not. */
export async function findRejection(db: Db, workspaceId: string, id: string) {
  const [rejection] = await db
    .select()
    .from(rejections)
    .where(and(eq(rejections.workspaceId, workspaceId), eq(rejections.id, id)))
  return rejection ?? null
}
