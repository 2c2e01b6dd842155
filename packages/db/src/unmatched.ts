import { and, asc, desc, eq, isNull, lt, notInArray, sql } from 'drizzle-orm'

import { anyOf } from './any-of.ts'
import type { Db } from './connect.ts'
import { bookingEvents, bookings, bookingUids, deliveries } from './schema.ts'

/**
 * Bookings that hold, that no lead was found for and that nobody ignored: the latest to arrive first, at most
 * `limit` after the one with id `after`; each with its uids and the delivery that told of it first.
 */
export async function listUnmatched(
  db: Db,
  workspaceId: string,
  { after, limit }: { after: string | null; limit: number },
) {
  const rows = await db
    .select()
    .from(bookings)
    .where(and(isWaiting(workspaceId), after === null ? undefined : lt(bookings.id, after)))
    .orderBy(desc(bookings.id))
    .limit(limit)
  return withFirstTold(db, workspaceId, rows)
}

/** Bookings with their uids and the delivery that told of each first. */
export async function withFirstTold<Row extends { id: string }>(
  db: Db,
  workspaceId: string,
  rows: Row[],
) {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const sentAt = sql<string | null>`${bookingEvents.event}->>'sentAt'`
  const told = await db
    .select({
      bookingId: bookingUids.bookingId,
      uid: bookingUids.uid,
      sentAt,
      deliveryId: bookingEvents.deliveryId,
    })
    .from(bookingUids)
    .leftJoin(
      bookingEvents,
      and(
        eq(bookingEvents.workspaceId, bookingUids.workspaceId),
        eq(bookingEvents.uid, bookingUids.uid),
      ),
    )
    .where(and(eq(bookingUids.workspaceId, workspaceId), anyOf(bookingUids.bookingId, ids)))
    .orderBy(asc(bookingUids.position), sentAt)
  return rows.map((row) => {
    const own = told.filter(({ bookingId }) => bookingId === row.id)
    const first = own.find((one) => one.sentAt !== null)
    return {
      ...row,
      uids: [...new Set(own.map(({ uid }) => uid))],
      sentAt: first?.sentAt ?? null,
      deliveryId: first?.deliveryId ?? null,
    }
  })
}

/** How many bookings `listUnmatched` has in all. */
export async function countUnmatched(db: Db, workspaceId: string): Promise<number> {
  return db.$count(bookings, isWaiting(workspaceId))
}

/** How many of some deliveries told of a booking that `listUnmatched` has. */
export async function countWaiting(
  db: Db,
  workspaceId: string,
  deliveryIds: string[],
): Promise<number> {
  if (deliveryIds.length === 0) return 0
  const [counted] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(deliveries)
    .innerJoin(bookings, eq(bookings.id, deliveries.bookingId))
    .where(
      and(
        eq(deliveries.workspaceId, workspaceId),
        anyOf(deliveries.id, deliveryIds),
        isWaiting(workspaceId),
      ),
    )
  return counted?.count ?? 0
}

/** The condition that a booking waits for a lead. */
export function isWaiting(workspaceId: string) {
  return and(
    eq(bookings.workspaceId, workspaceId),
    isNull(bookings.leadId),
    eq(bookings.ignored, false),
    notInArray(bookings.status, ['cancelled', 'rejected']),
  )
}
