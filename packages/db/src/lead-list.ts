import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'

import type { LeadFilter, LeadSort } from '@solar-capture/core/lead-filter'

import type { Db } from './connect.ts'
import { findCandidates } from './lead-candidates.ts'
import { containing, matching, matchingRow } from './lead-filter.ts'
import { orderOf, type LeadPosition } from './lead-order.ts'
import { leads, users } from './schema.ts'

/** Which leads, in which order, from where on and how many of them. */
export type LeadQuery = {
  filter: LeadFilter
  sort: LeadSort
  after: LeadPosition | null
  limit: number
  now: Date
}

/** A lead of a page, by its place in the order. */
type Found = LeadPosition

export type ListedLead = Awaited<ReturnType<typeof readListed>>[number]

// So many leads in order hold a page of what is common; what is rare, an index finds at once.
const mostWalked = 3_000

/**
 * A page of at most `limit` leads that match all of a filter, in the order of `sort`; by `booking` only those with a booking to
 * come. `next` is where the following page starts, null on the last one.
 */
export async function listLeads(
  db: Db,
  workspaceId: string,
  query: LeadQuery,
): Promise<{ items: ListedLead[]; next: LeadPosition | null }> {
  const found = await findLeads(db, workspaceId, { ...query, limit: query.limit + 1 })
  const page = found.slice(0, query.limit)
  const rows = await readListed(
    db,
    workspaceId,
    page.map(({ id }) => id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const items = page.flatMap(({ id }) => byId.get(id) ?? [])
  const last = page.at(-1)
  return { items, next: found.length > query.limit && last ? last : null }
}

async function findLeads(db: Db, workspaceId: string, query: LeadQuery): Promise<Found[]> {
  const text = containing(query.filter)
  if (text && query.sort !== 'booking') {
    const walked = await walkNext(db, workspaceId, query, text)
    if (walked.length >= query.limit) return walked
  }
  const candidates = await findCandidates(db, workspaceId, query)
  return candidates ? gather(db, workspaceId, query, candidates) : walk(db, workspaceId, query)
}

/** Goes through the leads in order. */
function walk(db: Db, workspaceId: string, query: LeadQuery): Promise<Found[]> {
  const { filter, sort, after, limit, now } = query
  const { from, key, value, direction, following } = orderOf(sort, workspaceId, now)
  const wanted = and(
    eq(leads.workspaceId, workspaceId),
    after ? following(after) : undefined,
    matching(filter, now),
  )
  return db.execute<Found>(sql`
    select leads.id, ${value} as value from ${from}
    where ${wanted} order by ${key} ${direction}, leads.id ${direction} limit ${limit}`)
}

/** Goes through the next few thousand leads in order, and looks first at their text. */
function walkNext(db: Db, workspaceId: string, query: LeadQuery, text: SQL): Promise<Found[]> {
  const { filter, sort, after, limit, now } = query
  const { from, key, value, direction, following } = orderOf(sort, workspaceId, now)
  const own = eq(leads.workspaceId, workspaceId)
  const start = and(own, after ? following(after) : undefined)
  const row = matchingRow(filter, now)
  const fits = sql`exists (select from lead_search where workspace_id = ${workspaceId}::uuid and lead_id = next.id and ${text})`
  const passes =
    row && sql`exists (select from leads where ${and(own, sql`leads.id = next.id`, row)})`
  return db.execute<Found>(sql`
    select id, value from (
      select leads.id, ${value} as value, ${key} as key from ${from}
      where ${start} order by ${key} ${direction}, leads.id ${direction} limit ${mostWalked}
    ) as next where ${and(fits, passes)} order by key ${direction}, id ${direction} limit ${limit}`)
}

/** Looks at each of the candidates. */
async function gather(
  db: Db,
  workspaceId: string,
  { filter, sort, after, limit, now }: LeadQuery,
  candidates: SQL,
): Promise<Found[]> {
  const { from, key, value, direction, following } = orderOf(sort, workspaceId, now)
  const wanted = and(
    sql`leads.workspace_id = ${workspaceId}::uuid and leads.id = candidates.id`,
    matching(filter, now),
    after ? following(after) : undefined,
  )
  return db.execute<Found>(sql`
    with candidates as materialized (${candidates})
    select found.id, found.value from candidates cross join lateral (
      select leads.id, ${value} as value, ${key} as key from ${from} where ${wanted} offset 0
    ) as found where key is not null order by key ${direction}, id ${direction} limit ${limit}`)
}

/** What a list tells of leads, in no order. */
async function readListed(db: Db, workspaceId: string, ids: string[]) {
  if (ids.length === 0) return []
  return db
    .select({
      id: leads.id,
      name: leads.name,
      email: leads.email,
      phone: leads.phone,
      postcode: leads.postcode,
      source: leads.source,
      owner: { id: users.id, name: users.name },
      stageId: leads.stageId,
      stageSince: sql<Date>`coalesce(${leads.stageSince}, ${leads.createdAt})`.mapWith(
        leads.createdAt,
      ),
      pinned: leads.pinned,
      bookedAt: leads.bookedAt,
      createdAt: leads.createdAt,
      updatedAt: leads.updatedAt,
    })
    .from(leads)
    .leftJoin(users, eq(users.id, leads.ownerId))
    .where(and(eq(leads.workspaceId, workspaceId), inArray(leads.id, ids)))
}
