import { and, eq, lt, sql } from 'drizzle-orm'

import type { RejectionCause } from '@solar-capture/core/signature'

import type { Db } from './connect.ts'
import { rejectionCounts, rejections } from './schema-deliveries.ts'

export type Rejection = {
  id: string
  endpointId: string
  receivedAt: Date
  cause: RejectionCause
  /** Bytes of the body. */
  size: number
  headerShape: string
}

/** How many requests an endpoint refused for one cause within the hour (UTC) that begins at `hour`. */
export type RejectionCount = {
  endpointId: string
  hour: Date
  cause: RejectionCause
  count: number
}

/** How many refused requests of an endpoint are kept one by one. */
export const rejectionsKept = 200

/**
 * Adds refused requests of one workspace to its log and to its counts, all or nothing, and removes what is
 * older than the last 200 of each endpoint that got new ones.
 */
export async function recordRejections(
  db: Db,
  workspaceId: string,
  { details, counts }: { details: Rejection[]; counts: RejectionCount[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    if (counts.length > 0) {
      await tx
        .insert(rejectionCounts)
        .values(inLockOrder(counts).map((count) => ({ ...count, workspaceId })))
        .onConflictDoUpdate({
          target: [
            rejectionCounts.workspaceId,
            rejectionCounts.endpointId,
            rejectionCounts.hour,
            rejectionCounts.cause,
          ],
          set: { count: sql`${rejectionCounts.count} + excluded.count` },
        })
    }
    if (details.length === 0) return
    await tx.insert(rejections).values(details.map((detail) => ({ ...detail, workspaceId })))
    for (const endpointId of new Set(details.map((detail) => detail.endpointId))) {
      await trim(tx, workspaceId, endpointId)
    }
  })
}

async function trim(db: Db, workspaceId: string, endpointId: string): Promise<void> {
  const ofEndpoint = and(
    eq(rejections.workspaceId, workspaceId),
    eq(rejections.endpointId, endpointId),
  )
  const oldestKept = sql`(
    select id from ${rejections} where ${ofEndpoint} order by id desc offset ${rejectionsKept - 1} limit 1)`
  await db.delete(rejections).where(and(ofEndpoint, lt(rejections.id, oldestKept)))
}

// Processes that count the same at the same time must take their row locks in the same order.
function inLockOrder(counts: RejectionCount[]): RejectionCount[] {
  const keyOf = ({ endpointId, hour, cause }: RejectionCount) =>
    `${endpointId} ${hour.toISOString()} ${cause}`
  return counts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
