import { and, sql, type SQL } from 'drizzle-orm'

import { nobody, type LeadFilter, type LeadSort } from '@solar-capture/core/lead-filter'

import type { Db } from './connect.ts'
import { bookingOf, isToCome, matching, selectHolding } from './lead-filter.ts'
import { listGroups } from './lead-groups.ts'
import { orderOf, type LeadPosition } from './lead-order.ts'

// Going through leads in order is quicker than looking at candidates when it meets a page of them within so many.
const mostPassed = 5_000
const mostGathered = 20_000
// What a filter without a limit is asked for: whether there are more than so many.
const mostCounted = 1_000

/** Which leads are wanted, and of those in which order the next ones; all of them when `limit` is null. */
export type Wanted = {
  filter: LeadFilter
  sort: LeadSort
  after: LeadPosition | null
  limit: number | null
  now: Date
}

/** A way to leads that a filter may want: a statement of their ids, and how many these are about. */
type Way = { ids: SQL; count: number }

/**
 * A statement that selects the ids of all leads that can match a filter, by whatever of it is rarest; null when so many can that it
 * is quicker to go through the leads in order.
 */
export async function findCandidates(
  db: Db,
  workspaceId: string,
  query: Wanted,
): Promise<SQL | null> {
  const own = sql`workspace_id = ${workspaceId}::uuid`
  const ways = await Promise.all([ofBookings(db, own, query), ofGroups(db, workspaceId, query)])
  const [rarest] = ways
    .filter((way) => way !== null && way.count <= mostGathered)
    .toSorted((one, other) => (one?.count ?? 0) - (other?.count ?? 0))
  if (rarest) return rarest.ids
  if (query.sort === 'booking') {
    return ofStatus(own, sql`status in ('confirmed', 'requested') and ${isToCome(query.now)}`)
  }
  return selectHolding(workspaceId, query.filter) ?? null
}

function ofStatus(own: SQL, condition: SQL): SQL {
  return sql`select distinct lead_id as id from bookings where ${own} and lead_id is not null and ${condition}`
}

async function ofBookings(db: Db, own: SQL, { filter, now }: Wanted): Promise<Way | null> {
  const { booking } = filter
  if (!booking || booking === 'none') return null
  const wanted = bookingOf(booking, now)
  const count = await countUpTo(db, sql`from bookings where ${own} and ${wanted}`)
  return { ids: ofStatus(own, wanted), count }
}

async function countUpTo(db: Db, rows: SQL): Promise<number> {
  const [found] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from (select ${rows} limit ${mostGathered + 1}) as counted`,
  )
  return found?.count ?? 0
}

// Numbers are kept of them, so it is known beforehand what to expect.
async function ofGroups(db: Db, workspaceId: string, query: Wanted): Promise<Way | null> {
  const { filter, sort, after, limit, now } = query
  const { stageIds, sources = [], ownerIds = [] } = filter
  if (sources.length === 0 && ownerIds.length === 0) return null
  const all = await listGroups(db, workspaceId, { stageIds })
  const people = new Set<string | null>(ownerIds.map((id) => (id === nobody ? null : id)))
  const wanted = all.filter(
    ({ source, ownerId }) =>
      (sources.length === 0 || sources.includes(source)) &&
      (people.size === 0 || people.has(ownerId)),
  )
  const total = sum(all)
  const count = sum(wanted)
  if (count * mostPassed > (limit ?? mostCounted) * total) return null
  const groups = JSON.stringify(wanted)
  const own = sql`workspace_id = ${workspaceId}::uuid and stage_id = "stageId" and leads.source = wanted.source
    and ${ownerKey(sql`owner_id`)} = ${ownerKey(sql`"ownerId"`)}`
  const from = sql`from json_to_recordset(${groups}::text::json) as wanted("stageId" uuid, source text, "ownerId" uuid)`
  if (sort !== 'updated' || limit === null) {
    return {
      ids: sql`select id ${from} cross join lateral (select id from leads where ${own}) as lead`,
      count,
    }
  }
  // In this order, only the first few of each group can be on the page.
  const next = sql`order by updated_at desc, id desc limit ${limit}`
  const passed = and(
    own,
    after ? orderOf(sort, workspaceId, now).following(after) : undefined,
    matching(filter, now),
  )
  return {
    ids: sql`select id ${from} cross join lateral (select id, updated_at from leads where ${passed} ${next}) as lead ${next}`,
    count: Math.min(count, limit),
  }
}

// As in the index `leads_by_group`.
function ownerKey(ownerId: SQL): SQL {
  return sql`coalesce(${ownerId}, '00000000-0000-0000-0000-000000000000')`
}

function sum(groups: { count: number }[]): number {
  return groups.reduce((total, { count }) => total + count, 0)
}
