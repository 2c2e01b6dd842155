import { sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { bookingEvents, bookings, bookingUids, deliveries } from './schema.ts'

/** A booking whose time is over: at which endpoint it was booked, and whether Cal.com said that it ended. */
export type EndedMeeting = { endpointId: string; endedAt: Date; isTold: boolean }

const mostOfEach = 200

/**
 * The bookings of a workspace that took place as booked between `from` and `to` as far as is known, at most two hundred that
 * Cal.com said the end of and as many others, the latest of each. In no order.
 */
export async function listEndedMeetings(
  db: Db,
  workspaceId: string,
  { from, to }: { from: Date; to: Date },
): Promise<EndedMeeting[]> {
  const ended = (status: 'confirmed' | 'completed') => sql`
    (select id, status, coalesce(end_time, start_time) as ended_at from ${bookings}
    where workspace_id = ${workspaceId} and status = ${status} and not no_show and not needs_check
      and coalesce(end_time, start_time) between ${from.toISOString()}::timestamptz and ${to.toISOString()}::timestamptz
    order by coalesce(end_time, start_time) desc limit ${mostOfEach})`
  const rows = await db.execute<{ endpoint_id: string; at: number; is_told: boolean }>(sql`
    select d.endpoint_id, (extract(epoch from b.ended_at) * 1000)::float8 as at, b.status = 'completed' as is_told
    from (${ended('confirmed')} union all ${ended('completed')}) b, lateral (
      select endpoint_id from ${bookingUids} u
      join ${bookingEvents} e on e.workspace_id = u.workspace_id and e.uid = u.uid
      join ${deliveries} d on d.workspace_id = e.workspace_id and d.id = e.delivery_id
      where u.workspace_id = ${workspaceId} and u.booking_id = b.id
      order by d.id limit 1
    ) d`)
  return rows.map((row) => ({
    endpointId: row.endpoint_id,
    endedAt: new Date(row.at),
    isTold: row.is_told,
  }))
}
