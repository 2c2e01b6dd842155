import { and, count, desc, eq, gte, lt, min, sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import type { DeliveryCount, DeliveryPage } from './deliveries.ts'
import type { DeliveryFilter } from './delivery-filter.ts'
import { rejectionsKept, rejectionsKeptOfCause } from './rejections.ts'
import { rejections } from './schema.ts'

/** The refused requests that are kept and match all of the filter, the latest first, at most `limit` below the id `after`. */
export async function listRejections(
  db: Db,
  workspaceId: string,
  { filter, after, limit }: DeliveryPage,
) {
  if (!canMatch(filter)) return []
  return db
    .select()
    .from(rejections)
    .where(
      and(
        ofEndpoint(workspaceId, filter),
        received(filter),
        after === null ? undefined : lt(rejections.id, after),
      ),
    )
    .orderBy(desc(rejections.id))
    .limit(limit)
}

/** How many refused requests `listRejections` has in all: at least so many, where older ones were not kept. */
export async function countRejections(
  db: Db,
  workspaceId: string,
  filter: DeliveryFilter,
): Promise<DeliveryCount> {
  const none: DeliveryCount = { outcome: 'rejected', count: 0, isAtLeast: false }
  if (!canMatch(filter)) return none
  const found = received(filter)
  const rows = await db
    .select({
      endpointId: rejections.endpointId,
      kept: count(),
      found: found === undefined ? count() : sql<number>`count(*) filter (where ${found})::int`,
      oldest: min(rejections.receivedAt),
    })
    .from(rejections)
    .where(ofEndpoint(workspaceId, filter))
    .groupBy(rejections.endpointId, rejections.cause)
  const full = [...Map.groupBy(rows, ({ endpointId }) => endpointId).values()].filter(
    (causes) => causes.reduce((sum, { kept }) => sum + kept, 0) >= rejectionsKept,
  )
  // Of a cause with few nothing was left out.
  const isCut = full
    .flat()
    .filter(({ kept }) => kept >= rejectionsKeptOfCause)
    .some(({ oldest }) => !filter.from || oldest === null || oldest > filter.from)
  return { ...none, count: rows.reduce((sum, row) => sum + row.found, 0), isAtLeast: isCut }
}

/** A refused request that is kept; null when it is not. */
export async function findRejection(db: Db, workspaceId: string, id: string) {
  const [rejection] = await db
    .select()
    .from(rejections)
    .where(and(eq(rejections.workspaceId, workspaceId), eq(rejections.id, id)))
  return rejection ?? null
}

// Nothing of their content is kept.
function canMatch({ outcomes, triggerEvent, search }: DeliveryFilter): boolean {
  const isWanted = outcomes?.includes('rejected') ?? true
  return isWanted && triggerEvent === undefined && search === undefined
}

function ofEndpoint(workspaceId: string, { endpointId }: DeliveryFilter) {
  return and(
    eq(rejections.workspaceId, workspaceId),
    endpointId === undefined ? undefined : eq(rejections.endpointId, endpointId),
  )
}

function received({ from, to }: DeliveryFilter) {
  return and(from && gte(rejections.receivedAt, from), to && lt(rejections.receivedAt, to))
}
