import { and, eq, isNull, or } from 'drizzle-orm'

import { anyOf } from './any-of.ts'
import type { Db } from './connect.ts'
import { bookings, bookingUids } from './schema.ts'

/** Joins `bookings` with the nodes that they consist of. */
export const nodeOfBooking = and(
  eq(bookingUids.workspaceId, bookings.workspaceId),
  eq(bookingUids.bookingId, bookings.id),
)

/** The nodes of the bookings that leads have, and of those that came by their links and wait for a person (`leadId` is null). */
export function listNodes(tx: Db, workspaceId: string, leadIds: string[]) {
  return tx
    .select({
      uid: bookingUids.uid,
      seat: bookingUids.seat,
      position: bookingUids.position,
      leadId: bookings.leadId,
    })
    .from(bookings)
    .innerJoin(bookingUids, nodeOfBooking)
    .where(
      and(
        eq(bookings.workspaceId, workspaceId),
        or(
          anyOf(bookings.leadId, leadIds),
          and(isNull(bookings.leadId), anyOf(bookings.ambiguousLeadId, leadIds)),
        ),
      ),
    )
}

/** The uids of nodes, each once. */
export function uidsOf(nodes: { uid: string }[]): string[] {
  return [...new Set(nodes.map(({ uid }) => uid))]
}
