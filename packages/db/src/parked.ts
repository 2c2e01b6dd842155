import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import type { EndpointPlace } from './last-delivery.ts'
import { endpoints, endpointSecrets, parkedBodies } from './schema.ts'

export type Parked = Omit<typeof parkedBodies.$inferSelect, 'workspaceId' | 'endpointId'>

/** How much of an endpoint is parked at most, and for how long. */
export const parkedLimits = { count: 50, bytes: 1024 * 1024, ms: 24 * 60 * 60 * 1000 }

/**
 * Parks a request for an endpoint that has no secret at all, while there is room: the first ones stay, so that a flood costs
 * no more than filling it once. One that is there already is not kept twice. Answers whether it was kept.
 */
export async function park(db: Db, place: EndpointPlace, parked: Parked): Promise<boolean> {
  return db.transaction(async (tx) => {
    await lockParked(tx, place)
    const [known] = await tx
      .select({ version: endpointSecrets.version })
      .from(endpointSecrets)
      .where(eq(endpointSecrets.endpointId, place.endpointId))
      .limit(1)
    if (known) return false
    const [used] = await tx
      .select({
        count: sql<number>`count(*)::int`,
        bytes: sql<number>`coalesce(sum(${parkedBodies.size}), 0)::int`,
        isKnown: sql<boolean>`coalesce(bool_or(${parkedBodies.signature} = ${parked.signature}), false)`,
      })
      .from(parkedBodies)
      .where(notExpired(place, parked.receivedAt))
    if (!used || used.isKnown || used.count >= parkedLimits.count) return false
    if (used.bytes + parked.size > parkedLimits.bytes) return false
    await tx.insert(parkedBodies).values({ ...parked, ...place })
    return true
  })
}

/** What is parked of an endpoint and not older than a day, in the order of arrival. */
export async function listParked(db: Db, place: EndpointPlace, now: Date): Promise<Parked[]> {
  return db
    .select({
      id: parkedBodies.id,
      receivedAt: parkedBodies.receivedAt,
      signature: parkedBodies.signature,
      body: parkedBodies.body,
      size: parkedBodies.size,
    })
    .from(parkedBodies)
    .where(notExpired(place, now))
    .orderBy(asc(parkedBodies.id))
}

/** Removes what is parked of an endpoint, that with these ids. */
export async function removeParked(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return
  await db
    .delete(parkedBodies)
    .where(
      and(
        eq(parkedBodies.workspaceId, workspaceId),
        eq(parkedBodies.endpointId, endpointId),
        inArray(parkedBodies.id, ids),
      ),
    )
}

/** Removes what was parked more than a day before `now`, of every workspace. */
export async function sweepParked(db: Db, now: Date): Promise<void> {
  await db.delete(parkedBodies).where(lte(parkedBodies.receivedAt, oldestAt(now)))
}

/** Until the end of the transaction nobody else parks at the endpoint, or applies what is parked. */
export async function lockParked(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
): Promise<void> {
  await db
    .select({ id: endpoints.id })
    .from(endpoints)
    .where(and(eq(endpoints.workspaceId, workspaceId), eq(endpoints.id, endpointId)))
    // Deliveries that refer to the endpoint are recorded meanwhile.
    .for('no key update')
}

function notExpired({ workspaceId, endpointId }: EndpointPlace, now: Date) {
  return and(
    eq(parkedBodies.workspaceId, workspaceId),
    eq(parkedBodies.endpointId, endpointId),
    gt(parkedBodies.receivedAt, oldestAt(now)),
  )
}

function oldestAt(now: Date): Date {
  return new Date(now.getTime() - parkedLimits.ms)
}
