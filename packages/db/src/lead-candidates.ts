import { and, sql, type SQL } from 'drizzle-orm'

import { nobody, type LeadFilter, type LeadSort } from '@solar-capture/core/lead-filter'

import type { Db } from './connect.ts'
import { bookingOf, isToCome, matching, selectHolding } from './lead-filter.ts'
import { listGroups, type LeadGroup } from './lead-groups.ts'
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

/** A statement that selects the ids of leads, and what of a filter these do not match by themselves. */
export type Candidates = { ids: SQL; filter: LeadFilter }

/** A way to leads that a filter may want, and how many these are about. */
type Way = Candidates & { count: number }

/**
 * All leads that can match a filter, by whatever of it is rarest; null when so many can that it is quicker to go
 * through the leads in order.
 */
export async function findCandidates(
  db: Db,
  workspaceId: string,
  query: Wanted,
): Promise<Candidates | null> {
  const own = sql`workspace_id = ${workspaceId}::uuid`
  const ways = await Promise.all([ofBookings(db, own, query), ofGroups(db, workspaceId, query)])
  const [rarest] = ways
    .filter((way) => way !== null && way.count <= mostGathered)
    .toSorted((one, other) => (one?.count ?? 0) - (other?.count ?? 0))
  if (rarest) return rarest
  const { filter } = query
  if (query.sort === 'booking') {
    const toCome = sql`status in ('confirmed', 'requested') and ${isToCome(query.now)}`
    return { ids: ofStatus(own, toCome), filter }
  }
  const ids = selectHolding(workspaceId, filter)
  return ids ? { ids, filter } : null
}

function ofStatus(own: SQL, condition: SQL): SQL {
  return sql`select distinct lead_id as id from bookings where ${own} and lead_id is not null and ${condition}`
}

async function ofBookings(db: Db, own: SQL, { filter, now }: Wanted): Promise<Way | null> {
  const { booking } = filter
  if (!booking || booking === 'none') return null
  const wanted = bookingOf(booking, now)
  const count = await countUpTo(db, sql`from bookings where ${own} and ${wanted}`)
  // One that is to come is all that it takes; the others depend on further bookings of the lead.
  const left = booking === 'upcoming' ? { ...filter, booking: undefined } : filter
  return { ids: ofStatus(own, wanted), filter: left, count }
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
  const own = sql`workspace_id = ${workspaceId}::uuid and stage_id = "stageId" and leads.source = wanted.source
    and ${ownerKey(sql`owner_id`)} = ${ownerKey(sql`"ownerId"`)}`
  if (sort !== 'updated' || limit === null) {
    const ids = sql`
      select id from ${groupsAs(wanted)} cross join lateral (select id from leads where ${own}) as lead`
    return { ids, filter, count }
  }
  const passed =
    and(
      own,
      after ? orderOf(sort, workspaceId, now).following(after) : undefined,
      matching(filter, now),
    ) ?? own
  return {
    ids: firstOfGroups(wanted, passed, { limit, count }),
    filter: {},
    count: Math.min(count, limit),
  }
}

/**
 * Of leads of groups, in the order of their change, the first `limit`: no more of a group are read than about its
 * share of these, unless that turns out to be too few.
 */
function firstOfGroups(
  groups: LeadGroup[],
  passed: SQL,
  { limit, count }: { limit: number; count: number },
): SQL {
  const shares = groups.map((group) => ({
    ...group,
    share: Math.min(limit, Math.ceil((2 * limit * group.count) / count) + 3),
  }))
  const next = sql`order by updated_at desc, id desc limit`
  const read = (most: SQL) => sql`
    ${groupsAs(shares)} cross join lateral (
      select id, updated_at, row_number() over (order by updated_at desc, id desc) as place
      from leads where ${passed} ${next} ${most}
    ) as lead`
  // Behind the last one that was read of a group others of it may follow: what comes later than any of those is not known whole.
  return sql`
    with shares as materialized (select id, updated_at, place = share as is_last from ${read(sql`share`)}),
    whole as (
      select count(*) >= ${limit}::int or not exists (select from shares where is_last) as is_enough from shares
      where (updated_at, id) >= (select updated_at, id from shares where is_last ${next} 1)
        or not exists (select from shares where is_last)
    )
    (select id from shares where (select is_enough from whole) ${next} ${limit})
    union all
    (select id from ${read(sql`${limit}`)} where not (select is_enough from whole) ${next} ${limit})`
}

function groupsAs(groups: (LeadGroup & { share?: number })[]): SQL {
  return sql`json_to_recordset(${JSON.stringify(groups)}::text::json)
    as wanted("stageId" uuid, source text, "ownerId" uuid, share int)`
}

// As in the index `leads_by_group`.
function ownerKey(ownerId: SQL): SQL {
  return sql`coalesce(${ownerId}, '00000000-0000-0000-0000-000000000000')`
}

function sum(groups: { count: number }[]): number {
  return groups.reduce((total, { count }) => total + count, 0)
}
