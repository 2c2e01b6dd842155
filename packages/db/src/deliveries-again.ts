import { and, asc, eq, lte } from 'drizzle-orm'

import { anyOf } from './any-of.ts'
import type { NewDelivery } from './arrival.ts'
import type { Db } from './connect.ts'
import { deliveries, endpoints, workspaces } from './schema.ts'

/** A delivery that is applied again, with what its body is encrypted with. */
export type StoredDelivery = {
  delivery: NewDelivery
  /** Wrapped. */
  bodyKey: Uint8Array
}

/** What has to be known before a delivery is applied again; `size` is that of its body, in bytes. */
export type DeliveryOutline = Pick<NewDelivery, 'id' | 'outcome' | 'heldReason' | 'size'> & {
  mode: 'active' | 'paused' | 'disabled'
}

/** Those of the deliveries that there are, without their bodies, in the order of their arrival. */
export async function outlineDeliveries(
  db: Db,
  workspaceId: string,
  ids: string[],
): Promise<DeliveryOutline[]> {
  if (ids.length === 0) return []
  const { id, outcome, heldReason, size } = deliveries
  return db
    .select({ id, outcome, heldReason, size, mode: endpoints.mode })
    .from(deliveries)
    .innerJoin(endpoints, eq(endpoints.id, deliveries.endpointId))
    .where(among(workspaceId, ids))
    .orderBy(asc(deliveries.id))
}

/** Those of the deliveries that there are, in the order of their arrival. */
export async function listStoredDeliveries(
  db: Db,
  workspaceId: string,
  ids: string[],
): Promise<StoredDelivery[]> {
  if (ids.length === 0) return []
  return db
    .select({ delivery: deliveries, bodyKey: workspaces.bodyKey })
    .from(deliveries)
    .innerJoin(workspaces, eq(workspaces.id, deliveries.workspaceId))
    .where(among(workspaceId, ids))
    .orderBy(asc(deliveries.id))
}

/** At most `limit` deliveries of any workspace that are to be tried again by `now`, the longest due first. */
export async function listDue(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ workspaceId: string; id: string }[]> {
  return db
    .select({ workspaceId: deliveries.workspaceId, id: deliveries.id })
    .from(deliveries)
    .where(lte(deliveries.retryAt, now))
    .orderBy(asc(deliveries.retryAt))
    .limit(limit)
}

/**
 * Takes those of the due deliveries that no other process took, until `until`: whoever took them and dies leaves them
 * due again then. Answers their ids.
 */
export async function claimDue(
  db: Db,
  workspaceId: string,
  ids: string[],
  { now, until }: { now: Date; until: Date },
): Promise<string[]> {
  const rows = await db
    .update(deliveries)
    .set({ retryAt: until })
    .where(and(among(workspaceId, ids), lte(deliveries.retryAt, now)))
    .returning({ id: deliveries.id })
  return rows.map(({ id }) => id)
}

/** Puts off what this process took until `taken`, unless somebody else made it due meanwhile. */
export async function putOff(
  db: Db,
  workspaceId: string,
  ids: string[],
  { taken, until }: { taken: Date; until: Date },
): Promise<void> {
  await db
    .update(deliveries)
    .set({ retryAt: until })
    .where(and(among(workspaceId, ids), eq(deliveries.retryAt, taken)))
}

/** Lets what an endpoint held while it was paused be applied now. */
export async function dueNow(
  db: Db,
  { workspaceId, endpointId, now }: { workspaceId: string; endpointId: string; now: Date },
): Promise<void> {
  await db
    .update(deliveries)
    .set({ retryAt: now })
    .where(
      and(
        eq(deliveries.workspaceId, workspaceId),
        eq(deliveries.endpointId, endpointId),
        eq(deliveries.outcome, 'held'),
        eq(deliveries.heldReason, 'paused'),
      ),
    )
}

/** Lets held deliveries be, for a reason in words. Answers the ids of those that were held. */
export async function discardHeld(
  db: Db,
  workspaceId: string,
  ids: string[],
  cause: string,
): Promise<string[]> {
  const rows = await db
    .update(deliveries)
    .set({ outcome: 'ignored', heldReason: null, cause, retryAt: null })
    .where(and(among(workspaceId, ids), eq(deliveries.outcome, 'held')))
    .returning({ id: deliveries.id })
  return rows.map(({ id }) => id)
}

function among(workspaceId: string, ids: string[]) {
  return and(eq(deliveries.workspaceId, workspaceId), anyOf(deliveries.id, ids))
}
