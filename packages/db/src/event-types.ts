import { sql } from 'drizzle-orm'

import type { Db } from './connect.ts'

/** A Cal.com event type that a booking was made of. */
export type EventType = {
  /** Cal.com's. */
  id: number
  /** As its latest booking calls it. */
  title: string | null
  /** When that booking became known. */
  lastSeenAt: Date
  /** How many there are. */
  bookings: number
}

const most = 500
// Cal.com numbers them as they are made. So many are looked at to find the last booked.
const mostLookedAt = 10_000

/**
 * The event types of all bookings that Cal.com told of, the one with the latest booking first; at most 500, of the 10,000 newest.
 * From one to the next by the index, so that a million bookings are counted but not read.
 */
export async function listEventTypes(db: Db, workspaceId: string): Promise<EventType[]> {
  const own = sql`workspace_id = ${workspaceId}::uuid`
  const rows = await db.execute<{
    id: string
    title: string | null
    latest: string
    count: number
  }>(
    sql`
    with recursive known(id) as (
      (select event_type_id from bookings where ${own} and event_type_id is not null
        order by event_type_id desc limit 1)
      union all
      select (select event_type_id from bookings where ${own} and event_type_id < known.id
        order by event_type_id desc limit 1)
      from known where known.id is not null
    ), latest as (
      select known.id, last.title, last.id as booking
      from (select id from known where id is not null limit ${mostLookedAt}) as known
      cross join lateral (
        select id, event_type as title from bookings where ${own} and event_type_id = known.id
        order by id desc limit 1
      ) as last
      order by last.id desc limit ${most}
    )
    select latest.id, latest.title, latest.booking as latest,
      (select count(*)::int from bookings where ${own} and event_type_id = latest.id) as count
    from latest order by latest.booking desc`,
  )
  return rows.map(({ id, title, latest, count }) => {
    return { id: Number(id), title, lastSeenAt: timeOf(latest), bookings: count }
  })
}

/** When a UUID v7 was made. */
function timeOf(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
}
