import { and, asc, desc, eq, gt, inArray, or, sql } from 'drizzle-orm'

import { nodeKey } from '@solar-capture/core/seats'

import { anyOf } from './any-of.ts'
import { listLinks } from './booking-links.ts'
import type { Db } from './connect.ts'
import { bookings, bookingUids } from './schema.ts'

/** The bookings of a lead, the latest meeting first, each with its uids, the oldest first, and by which link of a person it is there. */
export async function listBookings(db: Db, workspaceId: string, leadId: string) {
  const rows = await db
    .select()
    .from(bookings)
    .where(and(eq(bookings.workspaceId, workspaceId), eq(bookings.leadId, leadId)))
    .orderBy(sql`${bookings.startTime} desc nulls last`, desc(bookings.id))
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const uids = await db
    .select()
    .from(bookingUids)
    .where(and(eq(bookingUids.workspaceId, workspaceId), anyOf(bookingUids.bookingId, ids)))
    .orderBy(asc(bookingUids.position))
  const byBooking = Map.groupBy(uids, ({ bookingId }) => bookingId)
  const { standing } = await listLinks(db, workspaceId, leadId)
  return rows.map((row) => {
    const nodes = byBooking.get(row.id) ?? []
    const link = nodes
      .map((node) => standing.get(nodeKey(node.uid, node.seat)))
      .find((one) => one !== undefined)
    return { ...row, uids: nodes.map(({ uid }) => uid), link: link ?? null }
  })
}

/** For each of the leads that has one: the soonest booking that still holds and has not ended at `now`. */
export async function findNextBookings(db: Db, workspaceId: string, leadIds: string[], now: Date) {
  if (leadIds.length === 0) return new Map()
  const rows = await db
    .selectDistinctOn([bookings.leadId], {
      leadId: bookings.leadId,
      startTime: bookings.startTime,
      endTime: bookings.endTime,
      status: bookings.status,
    })
    .from(bookings)
    .where(
      and(
        eq(bookings.workspaceId, workspaceId),
        anyOf(bookings.leadId, leadIds),
        inArray(bookings.status, ['confirmed', 'requested']),
        or(gt(bookings.endTime, now), gt(bookings.startTime, now)),
      ),
    )
    .orderBy(bookings.leadId, asc(bookings.startTime))
  return new Map(rows.map(({ leadId, ...booking }) => [leadId ?? '', booking]))
}
