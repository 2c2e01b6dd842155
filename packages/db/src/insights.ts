import { inArray, sql, type SQL } from 'drizzle-orm'

import type { Breakdown } from '@solar-capture/core/insight'
import type { Week } from '@solar-capture/core/weeks'

import type { Db } from './connect.ts'
import { users } from './schema.ts'

/** What figures are about: what was captured, or starts, at or after `from` and before `to`. */
export type InsightPeriod = {
  from: Date
  to: Date
  /** Null for the figures of all together only. */
  by: Breakdown | null
  /** All weeks of the period; used when figures are broken down by them. */
  weeks: Week[]
}

/**
 * Figures of all together, and of each group by its key, the largest group first: a source, the id of an owner, the name of an
 * event type ('' where it has none), the Monday of a week. The key is null where there is no owner, booking or lead. Beyond the
 * largest 20 groups, but for weeks, all others are in `rest`.
 */
export type Insight<Figures> = {
  total: Figures
  groups: Group<Figures>[]
  rest: Figures | null
}

type Group<Figures> = { key: string | null; figures: Figures }

const mostGroups = 20

/**
 * The leads that were captured in the period, as SQL for what comes after `from`, and the key of their group. A lead is of the event
 * type of its earliest booking.
 */
export function leadsOf(
  workspaceId: string,
  period: InsightPeriod,
): { captured: SQL; key: SQL; where: SQL } {
  const { by, weeks } = period
  const where = sql`leads.workspace_id = ${workspaceId}::uuid and ${within(sql`leads.created_at`, period)}`
  if (by === 'event_type') {
    const captured = sql`leads left join (
      select distinct on (bookings.lead_id) bookings.lead_id, coalesce(bookings.event_type, '') as event_type
      from bookings join leads on leads.workspace_id = ${workspaceId}::uuid and leads.id = bookings.lead_id
      where bookings.workspace_id = ${workspaceId}::uuid and ${where}
      order by bookings.lead_id, bookings.start_time, bookings.id
    ) as earliest on earliest.lead_id = leads.id`
    return { captured, where, key: sql`earliest.event_type` }
  }
  const key = by === 'week' ? mondayOf(sql`leads.created_at`, weeks) : keyInLead(by)
  return { captured: sql`leads`, where, key }
}

/** The key of a booking's group, as SQL about `bookings` and its lead in `leads`, which may be null. */
export function keyOfBooking({ by, weeks }: InsightPeriod): SQL {
  if (by === 'event_type') return sql`coalesce(bookings.event_type, '')`
  return by === 'week' ? mondayOf(sql`bookings.start_time`, weeks) : keyInLead(by)
}

function keyInLead(by: 'source' | 'owner' | null): SQL {
  if (by === null) return sql`null::text`
  return by === 'source' ? sql`leads.source` : sql`leads.owner_id::text`
}

function mondayOf(at: SQL, weeks: Week[]): SQL {
  const starts = weeks.map(({ start }) => start.toISOString()).join(',')
  const mondays = weeks.map(({ monday }) => monday).join(',')
  return sql`(${`{${mondays}}`}::text[])[width_bucket(${at}, ${`{${starts}}`}::timestamptz[])]`
}

/** The condition that a time is within the period. */
export function within(at: SQL, { from, to }: InsightPeriod): SQL {
  return sql`${at} >= ${from.toISOString()}::timestamptz and ${at} < ${to.toISOString()}::timestamptz`
}

/**
 * Works figures out over `counted`, a statement whose rows stand for an `amount` each and have a `key`: `figures` are aggregates
 * with the names of `Figures`, and `none` are those of nothing.
 */
export async function readInsight<Figures extends Record<string, unknown>>(
  db: Db,
  { by, weeks }: InsightPeriod,
  { counted, figures, none }: { counted: SQL; figures: SQL; none: Figures },
): Promise<Insight<Figures>> {
  const most = by === 'week' ? weeks.length : mostGroups
  const grouped = sql`
    with counted as materialized (${counted}),
    largest as (
      select key from counted where key is not null group by key order by sum(amount) desc, key limit ${most}
    ),
    placed as (
      select counted.*, largest.key as group_key, counted.key is not null and largest.key is null as is_rest
      from counted left join largest on largest.key = counted.key
    )
    select grouping(is_rest) as "isTotal", is_rest as "isRest", group_key as "key", ${figures}
    from placed group by grouping sets ((), (is_rest, group_key))
    order by sum(amount) desc, "key"`
  const together = sql`
    select 1 as "isTotal", false as "isRest", null as "key", ${figures} from (${counted}) as counted`
  const rows = await db.transaction(async (tx) => {
    // A year of many leads is sorted and hashed in memory then, not in files.
    await tx.execute(sql`set local work_mem = '32MB'`)
    return tx.execute(by === null ? together : grouped)
  })
  // The statement makes them in this shape.
  const all = (rows as unknown as (Place & Figures)[]).map(({ isTotal, isRest, key, ...row }) => ({
    ...{ isTotal: isTotal === 1, isRest: isRest === true, key },
    figures: row as unknown as Figures,
  }))
  const groups = all.filter(({ isTotal, isRest }) => !isTotal && !isRest)
  return {
    total: all.find(({ isTotal }) => isTotal)?.figures ?? none,
    groups: by === 'week' ? weekByWeek(groups, weeks, none) : groups.map(toGroup),
    rest: all.find(({ isRest }) => isRest)?.figures ?? null,
  }
}

type Place = { isTotal: number; isRest: boolean | null; key: string | null }

function toGroup<Figures>({ key, figures }: Group<Figures>): Group<Figures> {
  return { key, figures }
}

function weekByWeek<Figures>(groups: Group<Figures>[], weeks: Week[], none: Figures) {
  const byMonday = new Map(groups.map(({ key, figures }) => [key, figures]))
  return weeks.map(({ monday }) => ({ key: monday, figures: byMonday.get(monday) ?? none }))
}

/** How many there are in rows that meet a condition, as an aggregate for `readInsight`. */
export function amountWhere(condition: SQL): SQL {
  return sql`coalesce(sum(amount) filter (where ${condition}), 0)::int`
}

/** The names of people who own or owned leads, by their ids; those who are gone altogether are left out. */
export async function nameOwners(db: Db, ids: string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, ids))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
