import { and, asc, desc, eq, ilike, inArray, or, sql, type SQL } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'

import type { Db } from './connect.ts'
import { leads, users } from './schema.ts'

export const leadSorts = ['updated', 'created', 'name'] as const
export type LeadSort = (typeof leadSorts)[number]

export type LeadFilter = { search?: string | undefined; stageIds?: string[] | undefined }

/** After which lead a page goes on: its value of the sorted column, and its id. */
export type LeadPosition = { value: string; id: string }

const listed = {
  id: leads.id,
  name: leads.name,
  email: leads.email,
  phone: leads.phone,
  postcode: leads.postcode,
  source: leads.source,
  stageId: leads.stageId,
  pinned: leads.pinned,
  bookedAt: leads.bookedAt,
  createdAt: leads.createdAt,
  updatedAt: leads.updatedAt,
}

const sorts = {
  updated: { column: leads.updatedAt, descending: true },
  created: { column: leads.createdAt, descending: true },
  name: { column: sql<string>`lower(${leads.name})`, descending: false },
}

/**
 * A page of at most `limit` leads that match all of the filter: the last changed first, the newest first, or
 * by name. `next` is where the following page starts, null on the last one.
 */
export async function listLeads(
  db: Db,
  workspaceId: string,
  {
    filter,
    sort,
    after,
    limit,
  }: { filter: LeadFilter; sort: LeadSort; after: LeadPosition | null; limit: number },
) {
  const { column, descending } = sorts[sort]
  const order = descending ? desc : asc
  const rows = await db
    .select({ ...listed, position: positionOf(sort) })
    .from(leads)
    .where(and(matching(workspaceId, filter), after ? following(sort, after) : undefined))
    .orderBy(order(column), order(leads.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const next = rows.length > limit && last ? { value: last.position, id: last.id } : null
  return { items, next }
}

// In UTC, whatever the time zone of the connection.
function positionOf(sort: LeadSort) {
  const { column } = sorts[sort]
  return sort === 'name'
    ? sql<string>`${column}`
    : sql<string>`(${column} at time zone 'UTC')::text || '+00'`
}

function following(sort: LeadSort, { value, id }: LeadPosition): SQL {
  const { column, descending } = sorts[sort]
  const given = sort === 'name' ? sql`${value}` : sql`${value}::timestamptz`
  return descending
    ? sql`(${column}, ${leads.id}) < (${given}, ${id}::uuid)`
    : sql`(${column}, ${leads.id}) > (${given}, ${id}::uuid)`
}

/** How many leads match `search` in all and in each stage that has any. */
export async function countLeads(db: Db, workspaceId: string, search: string | undefined) {
  const byStage = await db
    .select({ stageId: leads.stageId, count: sql<number>`count(*)::int` })
    .from(leads)
    .where(matching(workspaceId, { search }))
    .groupBy(leads.stageId)
  return { total: byStage.reduce((sum, { count }) => sum + count, 0), byStage }
}

function matching(workspaceId: string, { search, stageIds }: LeadFilter): SQL | undefined {
  return and(
    eq(leads.workspaceId, workspaceId),
    stageIds && stageIds.length > 0 ? inArray(leads.stageId, stageIds) : undefined,
    ...(search ?? '').split(/\s+/).filter(Boolean).map(containing),
  )
}

function containing(word: string): SQL | undefined {
  const pattern = `%${word.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
  return or(
    ilike(leads.name, pattern),
    ilike(leads.email, pattern),
    ilike(leads.phone, pattern),
    ilike(leads.postcode, pattern),
  )
}

/** Everything about a lead but its bookings and timeline. Throws `not_found`. */
export async function getLead(db: Db, workspaceId: string, id: string) {
  const [lead] = await db
    .select({
      ...listed,
      address: leads.address,
      aliases: leads.aliases,
      stageSetBy: leads.stageSetBy,
      owner: { id: users.id, name: users.name },
    })
    .from(leads)
    .leftJoin(users, eq(users.id, leads.ownerId))
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
  if (!lead) throw noSuchLead()
  return lead
}

/** What is answered for a lead that does not exist, or belongs to another workspace. */
export function noSuchLead(): DomainError {
  return new DomainError('not_found', 'There is no such lead. It may have been removed.')
}
