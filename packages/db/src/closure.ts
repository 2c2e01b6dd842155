import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

import type { StoredEvent } from '@solar-capture/core/booking-event'
import type { LeadCreation } from '@solar-capture/core/lead-creation'
import type { BookingDecision } from '@solar-capture/core/matching'
import type { Stage } from '@solar-capture/core/pipeline'
import type { StageRule } from '@solar-capture/core/stage-rule'

import { fromJson } from './json-rows.ts'
import { toRule } from './pipeline.ts'
import { reachFrom, toText, type Seeds } from './reach.ts'
import {
  bookingDecisions,
  bookings,
  bookingUids,
  leads,
  pipelineStages,
  stageRules,
  timelineEntries,
} from './schema.ts'
import type { Statement, Template } from './statement.ts'

export type LeadRow = typeof leads.$inferSelect
export type BookingRow = typeof bookings.$inferSelect
export type BookingUidRow = typeof bookingUids.$inferSelect
export type EntryRow = typeof timelineEntries.$inferSelect

/** All that some seeds reach, so that nothing outside of it can be changed by them. */
export type Closure = {
  events: StoredEvent[]
  leads: LeadRow[]
  bookings: BookingRow[]
  uids: BookingUidRow[]
  decisions: BookingDecision[]
  /** Those that were derived, of all these leads. */
  entries: EntryRow[]
  stages: Stage[]
  rules: StageRule[]
  leadCreation: LeadCreation[]
  /** What has to be locked so that it stays true. */
  keys: string[]
}

type Json = Record<string, unknown>

/** Reads everything that the seeds reach with one statement, whose only row `toClosure` takes. */
export function readReach(workspaceId: string, seeds: Seeds): Statement {
  return { template: read, values: { workspaceId, seeds: toText(seeds) } }
}

const read: Template = (param) => {
  const workspaceId = param('workspaceId')
  const own = sql`workspace_id = ${workspaceId}::uuid`
  // By their keys one by one: estimates of how much is reached are guesses.
  const reached = (kind: 'uid' | 'lead', found: SQL, row: SQL = sql`to_json(found)`) => sql`(
    select coalesce(json_agg(${row}), '[]') from reach cross join lateral (${found} offset 0) as found
      where reach.kind = ${sql.raw(`'${kind}'`)})`
  const uid = sql.raw("case when reach.kind = 'uid' then reach.key end")
  const lead = sql.raw("(case when reach.kind = 'lead' then reach.key end)::uuid")
  return sql`
    with recursive ${reachFrom(workspaceId, param('seeds'))}, booking_ids(id) as materialized (
      select booking_id from reach cross join lateral (
        select booking_id from booking_uids where ${own} and uid = ${uid} offset 0) as named
      union
      select id from reach cross join lateral (
        select id from bookings where ${own} and lead_id = ${lead} offset 0) as owned
    )
    select
      (select coalesce(json_agg(kind || ':' || key), '[]') from lockable) as keys,
      ${reached(
        'uid',
        sql`select fingerprint, delivery_id, event from booking_events where ${own} and uid = ${uid}`,
        sql`json_build_object('fingerprint', encode(fingerprint, 'hex'), 'deliveryId', delivery_id, 'event', event)`,
      )} as events,
      ${reached('lead', sql`select * from leads where ${own} and id = ${lead}`)} as leads,
      ${reached('uid', sql`select * from booking_decisions where ${own} and uid = ${uid}`)} as decisions,
      ${reached(
        'lead',
        sql`select * from timeline_entries where ${own} and lead_id = ${lead} and fact_key is not null`,
      )} as entries,
      (select coalesce(json_agg(found), '[]') from booking_ids cross join lateral (
        select * from bookings where ${own} and bookings.id = booking_ids.id offset 0) as found) as bookings,
      (select coalesce(json_agg(found), '[]') from booking_ids cross join lateral (
        select * from booking_uids where ${own} and booking_id = booking_ids.id offset 0) as found) as uids,
      (select json_agg(found order by found.position) from pipeline_stages as found where ${own}) as stages,
      (select coalesce(json_agg(found), '[]') from stage_rules as found where ${own}) as rules,
      (select lead_creation from workspaces where id = ${workspaceId}::uuid) as lead_creation`
}

/** What `readReach` read. */
export function toClosure(row: Json | undefined): Closure {
  const list = (name: string) => (row?.[name] ?? []) as Json[]
  const rows = <Table extends PgTable>(table: Table, name: string) =>
    list(name).map((json) => fromJson(table, json))
  return {
    // The statement makes them in this shape.
    events: list('events') as StoredEvent[],
    keys: (row?.['keys'] ?? []) as string[],
    leads: rows(leads, 'leads').toSorted(byId),
    bookings: rows(bookings, 'bookings').toSorted(byId),
    uids: rows(bookingUids, 'uids').toSorted(
      (a, b) => a.bookingId.localeCompare(b.bookingId) || a.position - b.position,
    ),
    decisions: rows(bookingDecisions, 'decisions').map(({ uid, seat, leadId, at }) => ({
      uid,
      seat,
      leadId,
      at: at.toISOString(),
    })),
    entries: rows(timelineEntries, 'entries'),
    stages: rows(pipelineStages, 'stages').map(({ workspaceId: _, ...stage }) => stage),
    rules: rows(stageRules, 'rules').map(toRule),
    leadCreation: list('lead_creation') as LeadCreation[],
  }
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}
