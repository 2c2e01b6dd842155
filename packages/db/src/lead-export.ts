import { and, eq, sql, type SQL } from 'drizzle-orm'

import type { BookingStatus } from '@solar-capture/core/booking'
import type { LeadRecord } from '@solar-capture/core/lead-csv'
import type { LeadFilter } from '@solar-capture/core/lead-filter'

import { anyOf } from './any-of.ts'
import type { Db } from './connect.ts'
import { selectHolding, isToCome, matching } from './lead-filter.ts'
import { leads } from './schema.ts'

export type ExportedLead = LeadRecord

/** All leads of a filter, or those of these ids that there are. */
export type Exported = { filter: LeadFilter } | { ids: string[] }

const leadsAtOnce = 2_000
const mostFew = 20_000
const firstId = '00000000-0000-0000-0000-000000000000'

/**
 * All leads that are wanted, the oldest first, in parts of which only one is in memory. Each part is looked for in the next two
 * thousand leads, so none of them takes long however few match. What changes meanwhile may be there or not.
 */
export async function* eachExported(
  db: Db,
  workspaceId: string,
  wanted: Exported,
  now: Date,
): AsyncGenerator<ExportedLead[]> {
  const read = (condition: SQL | undefined) => readPart(db, workspaceId, condition, now)
  const condition = 'filter' in wanted ? matching(wanted.filter, now) : undefined
  const few = 'ids' in wanted ? wanted.ids : await findFew(db, workspaceId, wanted.filter)
  if (few) {
    const ids = [...new Set(few)].toSorted()
    for (let at = 0; at < ids.length; at += leadsAtOnce) {
      yield await read(and(anyOf(leads.id, ids.slice(at, at + leadsAtOnce)), condition))
    }
    return
  }
  for (let after = firstId; ;) {
    const last = await findLast(db, workspaceId, after)
    const part = and(
      sql`leads.id > ${after}::uuid`,
      last ? sql`leads.id <= ${last}::uuid` : undefined,
    )
    yield await read(and(part, condition))
    if (last === null) return
    after = last
  }
}

/** The leads whose text has what is searched for, where these are few: then all others need not be gone through. */
async function findFew(db: Db, workspaceId: string, filter: LeadFilter): Promise<string[] | null> {
  const holding = selectHolding(workspaceId, filter)
  if (!holding) return null
  const rows = await db.execute<{ id: string }>(sql`${holding} limit ${mostFew + 1}`)
  return rows.length > mostFew ? null : rows.map(({ id }) => id)
}

/** The id of the last lead of the part that follows; null when it is the last part. */
async function findLast(db: Db, workspaceId: string, after: string): Promise<string | null> {
  const [row] = await db
    .select({ id: leads.id })
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), sql`leads.id > ${after}::uuid`))
    .orderBy(leads.id)
    .offset(leadsAtOnce - 1)
    .limit(1)
  return row?.id ?? null
}

type Row = Omit<ExportedLead, 'nextBooking'> & {
  nextStart: string | null
  nextStatus: BookingStatus | null
}

async function readPart(
  db: Db,
  workspaceId: string,
  condition: SQL | undefined,
  now: Date,
): Promise<ExportedLead[]> {
  const own = sql`workspace_id = ${workspaceId}::uuid`
  const rows = await db.execute<Row>(sql`
    select leads.id, leads.name, leads.email, leads.aliases as "otherEmails", leads.phone, leads.postcode, leads.address,
      leads.source, stage.name as stage, users.name as owner, leads.pinned, leads.booked_at as "bookedAt",
      next.start_time as "nextStart", next.status as "nextStatus",
      leads.created_at as "createdAt", leads.updated_at as "updatedAt"
    from leads join pipeline_stages as stage on stage.${own} and stage.id = leads.stage_id
      left join users on users.id = leads.owner_id
      left join lateral (
        select start_time, status from bookings
        where bookings.${own} and lead_id = leads.id and status in ('confirmed', 'requested') and ${isToCome(now)}
        order by start_time limit 1
      ) as next on true
    where leads.${own} and ${condition} order by leads.id`)
  return rows.map(({ nextStart, nextStatus, ...lead }) => ({
    ...lead,
    bookedAt: toIso(lead.bookedAt),
    nextBooking: nextStatus && { startTime: toIso(nextStart), status: nextStatus },
    createdAt: toIso(lead.createdAt) ?? '',
    updatedAt: toIso(lead.updatedAt) ?? '',
  }))
}

function toIso(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
