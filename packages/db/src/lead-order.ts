import { sql, type SQL } from 'drizzle-orm'

import type { LeadSort } from '@solar-capture/core/lead-filter'

import { isToCome } from './lead-filter.ts'

/** After which lead a page goes on: its value of what it is sorted by, and its id. */
export type LeadPosition = { value: string; id: string }

/** How leads are sorted: `key` is an expression over `from`, and `toText` makes a `LeadPosition`'s value of it. */
export type LeadOrder = {
  from: SQL
  key: SQL
  toText: (key: SQL) => SQL<string>
  direction: SQL
  following: (after: LeadPosition) => SQL
}

/** The order in which `sort` wants the leads of a workspace; by `booking` those that have one to come at `now`. */
export function orderOf(sort: LeadSort, workspaceId: string, now: Date): LeadOrder {
  switch (sort) {
    case 'updated':
      return { from: sql`leads`, ...downwards(sql`leads.updated_at`) }
    case 'created':
      return { from: sql`leads`, ...downwards(sql`leads.created_at`) }
    case 'name':
      // Letter by letter, also what are numbers: leads are listed page by page along an index, which keeps no natural order.
      return {
        from: sql`leads join lead_search on lead_search.workspace_id = ${workspaceId}::uuid and lead_id = leads.id`,
        ...upwards(sql`lead_search.name_key`, sql`text`),
        toText: (key) => sql`${key}`,
      }
    case 'booking':
      return {
        from: sql`leads cross join lateral (
          select min(start_time) as start_time from bookings
          where workspace_id = ${workspaceId}::uuid and lead_id = leads.id
            and status in ('confirmed', 'requested') and ${isToCome(now)}
        ) as next`,
        ...upwards(sql`next.start_time`, sql`timestamptz`),
        toText: inUtc,
      }
  }
}

function upwards(key: SQL, type: SQL) {
  const following = ({ value, id }: LeadPosition) =>
    sql`(${key}, leads.id) > (${value}::${type}, ${id}::uuid)`
  return { key, direction: sql`asc`, following }
}

function downwards(key: SQL) {
  const following = ({ value, id }: LeadPosition) =>
    sql`(${key}, leads.id) < (${value}::timestamptz, ${id}::uuid)`
  return { key, direction: sql`desc`, following, toText: inUtc }
}

// Whatever the time zone of the connection.
function inUtc(key: SQL): SQL<string> {
  return sql`(${key} at time zone 'UTC')::text || '+00'`
}
