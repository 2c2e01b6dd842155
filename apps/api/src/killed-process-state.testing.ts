import type { Connection } from '@solar-capture/db/connect'

import type { Workspace } from './killed-process-workspace.testing.ts'

type Sql = Connection['sql']

/** How often each body was counted, by its fingerprint. Throws when a body has two rows. */
export async function readCounts(sql: Sql, { id }: Workspace): Promise<Map<string, number>> {
  const rows = await sql<{ body: string; times: number }[]>`
    select encode(fingerprint, 'hex') as body, 1 + duplicates as times
    from deliveries where workspace_id = ${id}`
  const counts = new Map(rows.map(({ body, times }) => [body, times]))
  if (counts.size < rows.length) throw new Error('A body has two rows.')
  return counts
}

/** What follows from deliveries, by the name of a kind of rows. */
export type State = Record<string, unknown[]>

/**
 * All that follows from a workspace's deliveries, without ids and times of receipt: its booking events, leads,
 * bookings and timelines. Whatever names a delivery names its body.
 */
export async function readState(sql: Sql, { id }: Workspace): Promise<State> {
  const own = sql`workspace_id = ${id}`
  const [row] = await sql<State[]>`
    with body as (
      select id as delivery, encode(fingerprint, 'hex') as body from deliveries where ${own}
    ), lead as (
      select leads.id as lead, email, pipeline_stages.name as stage
      from leads join pipeline_stages on pipeline_stages.id = stage_id where leads.${own}
    )
    select (
      select json_agg(body order by body) from body
    ) as deliveries, (
      select json_agg(to_jsonb(booking_events) - ${['workspace_id', 'delivery_id']}::text[]
        || jsonb_build_object('delivery', body) order by fingerprint)
      from booking_events left join body on delivery = delivery_id where ${own}
    ) as events, (
      select json_agg(to_jsonb(leads)
        - ${['workspace_id', 'id', 'stage_id', 'base_stage_id', 'stage_since', 'updated_at']}::text[]
        || jsonb_build_object('stage', stage) order by leads.email)
      from leads left join lead on lead = id where ${own}
    ) as leads, (
      select json_agg(to_jsonb(bookings) - ${['workspace_id', 'id', 'lead_id']}::text[]
        || jsonb_build_object('lead', email, 'uids', uids) order by uids::text)
      from bookings left join lead on lead = lead_id left join lateral (
        select json_agg(json_build_array(uid, seat) order by position) as uids
        from booking_uids where ${own} and booking_id = bookings.id
      ) as named on true where ${own}
    ) as bookings, (
      select json_agg(to_jsonb(timeline_entries) - ${['workspace_id', 'id', 'lead_id', 'delivery_id']}::text[]
        || jsonb_build_object('lead', email, 'detail', detail - 'fromStageId' - 'toStageId', 'delivery', body)
        order by email, at, position, fact_key)
      from timeline_entries left join lead on lead = lead_id left join body on delivery = delivery_id
      where ${own}
    ) as entries`
  if (!row) throw new Error('A select without a table has a row.')
  return row
}

/** How many advisory locks somebody holds or waits for in the database. */
export async function countLocks(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from pg_locks
    where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`
  return row?.count ?? 0
}
