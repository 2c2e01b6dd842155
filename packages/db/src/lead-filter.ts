import { and, gte, inArray, isNull, lt, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm'

import {
  fragmentsOf,
  nobody,
  type BookingState,
  type LeadFilter,
} from '@solar-capture/core/lead-filter'

import { leads } from './schema.ts'

/** The condition that a row of `leads` matches a filter, with bookings as they stand at `now`; undefined when all do. */
export function matching(filter: LeadFilter, now: Date): SQL | undefined {
  const text = containing(filter)
  return and(matchingRow(filter, now), text && inText(leads.id, text))
}

/** The condition that what is written of the lead with this id meets one about `lead_search`. */
function inText(id: SQLWrapper, text: SQL): SQL {
  return sql`exists (select from lead_search where workspace_id = ${leads.workspaceId} and lead_id = ${id} and ${text})`
}

/** As `matching`, without what is searched for. */
export function matchingRow(filter: LeadFilter, now: Date): SQL | undefined {
  const { stageIds = [], sources = [], ownerIds = [], booking, capturedFrom, capturedTo } = filter
  return and(
    stageIds.length > 0 ? inArray(leads.stageId, stageIds) : undefined,
    sources.length > 0 ? inArray(leads.source, sources) : undefined,
    ownerIds.length > 0 ? ownedBy(ownerIds) : undefined,
    capturedFrom === undefined ? undefined : gte(leads.createdAt, new Date(capturedFrom)),
    capturedTo === undefined ? undefined : lt(leads.createdAt, new Date(capturedTo)),
    booking ? standing(booking, now) : undefined,
  )
}

/** What of a filter the rows of `lead_search` answer; undefined when nothing is searched for. */
export function containing(filter: LeadFilter): SQL | undefined {
  return and(...fragmentsOf(filter.search ?? '').map((fragment) => like(beginning(fragment))))
}

/** Selects, by their index, the `id`s of the leads of a workspace that hold what is searched for; undefined when nothing is. */
export function selectHolding(workspaceId: string, filter: LeadFilter): SQL | undefined {
  const parts = fragmentsOf(filter.search ?? '').map((fragment) =>
    holding(workspaceId, beginning(fragment)),
  )
  if (parts.length === 0) return undefined
  return sql`select lead_id as id from lead_search where ${and(sql`workspace_id = ${workspaceId}::uuid`, ...parts)}`
}

/** The condition that a row of `lead_search` holds a text, by the index of such rows. */
export function holding(workspaceId: string, text: string): SQL {
  return sql`(${like(text)} and lead_search.grams @> fragment_grams(${workspaceId}::uuid, searchable(${text}::text)))`
}

function like(text: string): SQL {
  const escaped = text.replace(/[\\%_]/g, (character) => `\\${character}`)
  return sql`lead_search.text like '%' || searchable(${escaped}::text) || '%'`
}

// One or two characters are looked for where a word begins: within words they are everywhere.
function beginning(fragment: string): string {
  return fragment.length < 3 ? ` ${fragment}` : fragment
}

function ownedBy(ownerIds: string[]): SQL | undefined {
  const people = ownerIds.filter((id) => id !== nobody)
  return or(
    people.length > 0 ? inArray(leads.ownerId, people) : undefined,
    people.length < ownerIds.length ? isNull(leads.ownerId) : undefined,
  )
}

/** The condition that a booking has not ended at `now`. */
export function isToCome(now: Date): SQL {
  return sql`coalesce(end_time, start_time) > ${now.toISOString()}::timestamptz`
}

/** The condition that some booking of a lead has to meet for the lead to stand like that. */
export function bookingOf(state: Exclude<BookingState, 'none'>, now: Date): SQL {
  switch (state) {
    case 'upcoming':
      return sql`status = 'confirmed' and ${isToCome(now)}`
    case 'requested':
      return sql`status = 'requested' and ${isToCome(now)}`
    case 'reschedule_requested':
      return sql`status = 'reschedule_requested'`
    case 'cancelled':
      return sql`status in ('cancelled', 'rejected')`
    case 'no_show':
      return sql`status in ('confirmed', 'completed') and no_show`
    case 'past':
      return sql`status in ('requested', 'confirmed', 'completed') and not no_show`
  }
}

function standing(state: BookingState, now: Date): SQL {
  const own = sql`from bookings where workspace_id = ${leads.workspaceId} and lead_id = ${leads.id}`
  if (state === 'none') return sql`not exists (select ${own})`
  const has = (condition: SQL) => sql`exists (select ${own} and ${condition})`
  const wanted = bookingOf(state, now)
  if (state === 'upcoming') return has(wanted)
  if (state === 'requested') return sql`${has(wanted)} and not ${has(bookingOf('upcoming', now))}`
  return sql`
    not ${has(sql`status in ('confirmed', 'requested') and ${isToCome(now)}`)}
    and (select ${wanted} ${own} order by start_time desc nulls last, id desc limit 1)`
}
