import { and, eq, sql, type SQL } from 'drizzle-orm'

import type { LeadFilter, LeadSort } from '@solar-capture/core/lead-filter'

import { anyOf, uuids } from './any-of.ts'
import { findNextBookings } from './bookings.ts'
import type { Db } from './connect.ts'
import { findCandidates, type Candidates } from './lead-candidates.ts'
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

// Whether so many leads in order hold a page of what is searched for, the first of them tell. What is rare, an index finds at once.
const sampled = 300
const mostWalked = 6_000

export type LeadPage = {
  items: ListedLead[]
  /** Where the following page starts; null on the last one. */
  next: LeadPosition | null
}

/**
 * A page of at most `limit` leads that match all of a filter, in the order of `sort`; by `booking` only those with a booking to
 * come.
 */
export async function listLeads(db: Db, workspaceId: string, query: LeadQuery): Promise<LeadPage> {
  const found = await findLeads(db, workspaceId, { ...query, limit: query.limit + 1 })
  const [page] = await readPages(db, workspaceId, [found], query)
  return page ?? { items: [], next: null }
}

/** A page of each of these stages, with the leads that were changed last. */
export async function listBoard(
  db: Db,
  workspaceId: string,
  query: Pick<LeadQuery, 'filter' | 'limit' | 'now'> & { stageIds: string[] },
): Promise<LeadPage[]> {
  const { stageIds, filter, limit, now } = query
  const most = limit + 1
  const isPlain = Object.entries(filter).every(
    ([name, value]) => name === 'stageIds' || value === undefined || value.length === 0,
  )
  const found = isPlain
    ? await walkStages(db, workspaceId, stageIds, most)
    : await Promise.all(
        stageIds.map((id) => {
          const ofStage = { filter: { ...filter, stageIds: [id] }, limit: most, now }
          return findLeads(db, workspaceId, { ...ofStage, sort: 'updated', after: null })
        }),
      )
  return readPages(db, workspaceId, found, { limit, now })
}

/** Reads the leads that were found, one more of each page than it has room for. */
async function readPages(
  db: Db,
  workspaceId: string,
  found: Found[][],
  { limit, now }: Pick<LeadQuery, 'limit' | 'now'>,
): Promise<LeadPage[]> {
  const pages = found.map((all) => all.slice(0, limit))
  const ids = pages.flatMap((page) => page.map(({ id }) => id))
  const byId = new Map((await readListed(db, workspaceId, ids, now)).map((row) => [row.id, row]))
  return pages.map((page, index) => {
    const next = (found[index]?.length ?? 0) > limit ? page.at(-1) : undefined
    return { items: page.flatMap(({ id }) => byId.get(id) ?? []), next: next ?? null }
  })
}

async function findLeads(db: Db, workspaceId: string, query: LeadQuery): Promise<Found[]> {
  const text = containing(query.filter)
  if (text && query.sort !== 'booking') {
    const sample = await walkNext(db, workspaceId, query, text, sampled)
    if (sample.length >= query.limit) return sample
    if (sample.length * mostWalked >= query.limit * sampled) {
      const walked = await walkNext(db, workspaceId, query, text, mostWalked)
      if (walked.length >= query.limit) return walked
    }
  }
  const candidates = await findCandidates(db, workspaceId, query)
  return candidates ? gather(db, workspaceId, query, candidates) : walk(db, workspaceId, query)
}

/** Goes through the leads in order. */
function walk(db: Db, workspaceId: string, query: LeadQuery): Promise<Found[]> {
  const { filter, sort, after, limit, now } = query
  const { from, key, toText, direction, following } = orderOf(sort, workspaceId, now)
  const wanted = and(
    eq(leads.workspaceId, workspaceId),
    after ? following(after) : undefined,
    matching(filter, now),
  )
  return db.execute<Found>(sql`
    select leads.id, ${toText(key)} as value from ${from}
    where ${wanted} order by ${key} ${direction}, leads.id ${direction} limit ${limit}`)
}

/** Goes through the leads of each stage, the last changed first. */
async function walkStages(
  db: Db,
  workspaceId: string,
  stageIds: string[],
  limit: number,
): Promise<Found[][]> {
  const { key, toText, direction } = orderOf('updated', workspaceId, new Date(0))
  const rows = await db.execute<Found & { stageId: string }>(sql`
    select stage_id as "stageId", id, ${toText(sql`key`)} as value from unnest(${uuids(stageIds)}) as wanted(stage_id)
    cross join lateral (
      select leads.id, ${key} as key from leads
      where workspace_id = ${workspaceId}::uuid and leads.stage_id = wanted.stage_id
      order by ${key} ${direction}, leads.id ${direction} limit ${limit}
    ) as lead order by key ${direction}, id ${direction}`)
  const byStage = Map.groupBy(rows, ({ stageId }) => stageId)
  return stageIds.map((stage) => (byStage.get(stage) ?? []).map(({ id, value }) => ({ id, value })))
}

/** Goes through the next `most` leads in order, and looks first at their text. */
function walkNext(
  db: Db,
  workspaceId: string,
  query: LeadQuery,
  text: SQL,
  most: number,
): Promise<Found[]> {
  const { filter, sort, after, limit, now } = query
  const { from, key, toText, direction, following } = orderOf(sort, workspaceId, now)
  const own = eq(leads.workspaceId, workspaceId)
  const start = and(own, after ? following(after) : undefined)
  const row = matchingRow(filter, now)
  const passes =
    row && sql`where exists (select from leads where ${and(own, sql`leads.id = next.id`, row)})`
  return db.execute<Found>(sql`
    select id, ${toText(sql`key`)} as value from (
      select leads.id, ${key} as key from ${from}
      where ${start} order by ${key} ${direction}, leads.id ${direction} limit ${most}
    ) as next cross join lateral (
      select from lead_search where workspace_id = ${workspaceId}::uuid and lead_id = next.id and ${text} offset 0
    ) as held ${passes} order by key ${direction}, id ${direction} limit ${limit}`)
}

/** Looks at each of the candidates. */
async function gather(
  db: Db,
  workspaceId: string,
  { sort, after, limit, now }: LeadQuery,
  { ids, filter }: Candidates,
): Promise<Found[]> {
  const { from, key, toText, direction, following } = orderOf(sort, workspaceId, now)
  // As one array, so that those which lie side by side are found by one look.
  const wanted = and(
    sql`leads.workspace_id = ${workspaceId}::uuid and leads.id = any(array(${ids}))`,
    sql`${key} is not null`,
    matching(filter, now),
    after ? following(after) : undefined,
  )
  return db.execute<Found>(sql`
    select id, ${toText(sql`key`)} as value from (
      select leads.id, ${key} as key from ${from} where ${wanted}
      order by ${key} ${direction}, leads.id ${direction} limit ${limit}
    ) as next order by key ${direction}, id ${direction}`)
}

/** What a list tells of leads by their ids, in no order. */
export async function readListed(db: Db, workspaceId: string, ids: string[], now: Date) {
  if (ids.length === 0) return []
  const [rows, nextBookings] = await Promise.all([
    readRows(db, workspaceId, ids),
    findNextBookings(db, workspaceId, ids, now),
  ])
  return rows.map((row) => ({ ...row, nextBooking: nextBookings.get(row.id) }))
}

function readRows(db: Db, workspaceId: string, ids: string[]) {
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
    .where(and(eq(leads.workspaceId, workspaceId), anyOf(leads.id, ids)))
}
