import { and, desc, eq, isNull, sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { bookingDecisions, bookings, bookingUids } from './schema.ts'
import { withFirstTold } from './unmatched.ts'

/** A place in the list of ignored bookings: that of the booking which has it all. */
export type IgnoredPlace = { at: string; id: string }

/**
 * Bookings that somebody decided need no lead, whatever became of them since: the last ignored first, at most `limit` after the place
 * `after`; each with who decided that, when and why, its uids and the delivery that told of it first.
 */
export async function listIgnored(
  db: Db,
  workspaceId: string,
  { after, limit }: { after: IgnoredPlace | null; limit: number },
) {
  const last = db
    .selectDistinctOn([bookingUids.bookingId], {
      bookingId: bookingUids.bookingId,
      at: bookingDecisions.at,
      actor: bookingDecisions.actor,
      reason: bookingDecisions.reason,
    })
    .from(bookingDecisions)
    .innerJoin(
      bookingUids,
      and(
        eq(bookingUids.workspaceId, bookingDecisions.workspaceId),
        eq(bookingUids.uid, bookingDecisions.uid),
        eq(bookingUids.seat, bookingDecisions.seat),
      ),
    )
    .where(and(eq(bookingDecisions.workspaceId, workspaceId), isNull(bookingDecisions.leadId)))
    .orderBy(bookingUids.bookingId, desc(bookingDecisions.at))
    .as('last')
  const rows = await db
    .select({ booking: bookings, at: last.at, actor: last.actor, reason: last.reason })
    .from(last)
    .innerJoin(bookings, eq(bookings.id, last.bookingId))
    .where(
      and(
        eq(bookings.workspaceId, workspaceId),
        eq(bookings.ignored, true),
        isNull(bookings.leadId),
        after === null
          ? undefined
          : sql`(${last.at}, ${bookings.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(last.at), desc(bookings.id))
    .limit(limit)
  return withFirstTold(
    db,
    workspaceId,
    rows.map(({ booking, ...ignored }) => ({ ...booking, ignored })),
  )
}
