import { and, eq, inArray, sql } from 'drizzle-orm'

import { rejectionCauses, type RejectionCause } from '@solar-capture/core/signature'

import type { Db } from './connect.ts'
import type { EndpointPlace } from './last-delivery.ts'
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
/** Of these, how many of each cause always are: anybody can post, and must not push out what Cal.com sent. All causes together make no more than are kept. */
export const rejectionsKeptOfCause = Math.floor(rejectionsKept / rejectionCauses.length)

/**
 * Adds refused requests of one workspace to its log and to its counts, all or nothing. Of each endpoint that got new ones the last
 * 20 of each cause stay, and of the others the last, 200 in all.
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

/**
 * Takes refused requests of one endpoint and cause out of its log and of its counts: what was received after all. One that is not
 * kept one by one leaves the counts all the same.
 */
export async function forgetRejections(
  db: Db,
  { workspaceId, endpointId, cause }: EndpointPlace & { cause: RejectionCause },
  forgotten: { id: string; receivedAt: Date }[],
): Promise<void> {
  if (forgotten.length === 0) return
  const ofCause = (table: typeof rejections | typeof rejectionCounts) =>
    and(
      eq(table.workspaceId, workspaceId),
      eq(table.endpointId, endpointId),
      eq(table.cause, cause),
    )
  const hours = Map.groupBy(forgotten, ({ receivedAt }) => hourOf(receivedAt).getTime())
  await db.transaction(async (tx) => {
    // The counts first, by hour: so are their locks taken when more are counted.
    for (const [hour, { length }] of [...hours].toSorted(([a], [b]) => a - b)) {
      await tx
        .update(rejectionCounts)
        .set({ count: sql`greatest(${rejectionCounts.count} - ${length}, 0)` })
        .where(and(ofCause(rejectionCounts), eq(rejectionCounts.hour, new Date(hour))))
    }
    const ids = forgotten.map(({ id }) => id)
    await tx.delete(rejections).where(and(ofCause(rejections), inArray(rejections.id, ids)))
  })
}

const hourMs = 60 * 60 * 1_000

/** When the hour (UTC) began, by which refused requests are counted. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / hourMs) * hourMs)
}

async function trim(db: Db, workspaceId: string, endpointId: string): Promise<void> {
  const ofEndpoint = and(
    eq(rejections.workspaceId, workspaceId),
    eq(rejections.endpointId, endpointId),
  )
  await db.execute(sql`
    with numbered as (
      select id, row_number() over (partition by cause order by id desc) as number
      from ${rejections} where ${ofEndpoint}
    ), surplus as (
      select id from numbered
      order by number <= ${rejectionsKeptOfCause} desc, id desc offset ${rejectionsKept}
    ), taken as (
      select id from ${rejections} where ${ofEndpoint} and id in (select id from surplus)
      for update skip locked
    )
    delete from ${rejections} where ${ofEndpoint} and id in (select id from taken)`)
}

// Processes that count the same at the same time must take their row locks in the same order.
function inLockOrder(counts: RejectionCount[]): RejectionCount[] {
  const keyOf = ({ endpointId, hour, cause }: RejectionCount) =>
    `${endpointId} ${hour.toISOString()} ${cause}`
  return counts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
