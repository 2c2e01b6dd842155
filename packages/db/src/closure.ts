import { sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'

import type { StoredEvent } from '@solar-capture/core/booking-event'
import type { LeadCreation } from '@solar-capture/core/lead-creation'
import type { BookingDecision } from '@solar-capture/core/matching'
import type { Stage } from '@solar-capture/core/pipeline'
import type { PipelineHistory } from '@solar-capture/core/pipeline-history'
import type { StageRule } from '@solar-capture/core/stage-rule'

import { contactsOf } from './arrival.ts'
import { fromJson } from './json-rows.ts'
import { toFormer, toMerged, toRule, toStage } from './pipeline-rows.ts'
import { leadsNear, mergeSeeds, toParams, type Seeds } from './reach.ts'
import {
  bookingDecisions,
  bookings,
  bookingUids,
  formerPipelines,
  leads,
  type mergedLeads,
  pipelineStages,
  stageRules,
  timelineEntries,
} from './schema.ts'
import type { Run, Template } from './statement.ts'

export type LeadRow = typeof leads.$inferSelect
export type BookingRow = typeof bookings.$inferSelect
export type BookingUidRow = typeof bookingUids.$inferSelect
export type MergedRow = Pick<typeof mergedLeads.$inferSelect, 'id' | 'intoId'>
export type EntryRow = typeof timelineEntries.$inferSelect

/** All that some seeds reach, so that nothing outside of it can be changed by them. */
export type Closure = {
  events: StoredEvent[]
  leads: LeadRow[]
  /** What was merged into these leads. */
  merged: MergedRow[]
  bookings: BookingRow[]
  uids: BookingUidRow[]
  decisions: BookingDecision[]
  /** Those that were derived, of all these leads. */
  entries: EntryRow[]
  stages: Stage[]
  rules: StageRule[]
  history: PipelineHistory
  leadCreation: LeadCreation[]
  /** What has to be locked so that it stays true. */
  keys: string[]
}

type Json = Record<string, unknown>

/** Reads everything that the seeds reach; the first statement is sent at once, and seldom is there another. */
export async function readReach(run: Run, workspaceId: string, seeds: Seeds): Promise<Closure> {
  const { closure } = await readReachWith(run, workspaceId, seeds, { template: reach, values: {} })
  return closure
}

/** As `readReach` with a first statement that has more columns than `reach`, which are in `row`. */
export async function readReachWith(
  run: Run,
  workspaceId: string,
  seeds: Seeds,
  { template, values }: { template: Template; values: Record<string, string> },
): Promise<{ closure: Closure; row: Json | undefined }> {
  const readFrom = (from: Seeds, first: Template, more: Record<string, string>) =>
    run({ template: first, values: { workspaceId, ...toParams(from), ...more } })
  const [row] = await readFrom(seeds, template, values)
  for (let [from, latest] = [seeds, row]; ;) {
    const closure = toClosure(latest)
    const further = furtherOf(latest, closure, from)
    if (!further) return { closure, row }
    from = mergeSeeds(from, further)
    latest = (await readFrom(from, reach, {}))[0]
  }
}

/**
 * Reads what seeds reach at once: their leads, the bookings of these or that they name themselves, all uids of those, and
 * all that is known of each. `further` are uids that this in turn reaches.
 */
export const reach: Template = (param) => {
  const own = sql`workspace_id = ${param('workspaceId')}::uuid`
  const near = sql`any((select ids from near)::uuid[])`
  const owned = sql`any((select ids from owned)::uuid[])`
  const named = sql`any((select uids from named)::text[])`
  const seedUids = sql`${param('uids')}::text[]`
  const list = (found: SQL, row = sql`to_json(found)`) =>
    sql`(select coalesce(json_agg(${row}), '[]') from (${found}) as found)`
  return sql`
    with near as materialized (select array(${leadsNear(param)}) as ids),
    owned as materialized (select array(
      select id from bookings where ${own} and lead_id = ${near}
      union
      select booking_id from booking_uids where ${own} and uid = any(${seedUids})
    ) as ids),
    named as materialized (select array(
      select unnest(${seedUids})
      union
      select uid from booking_uids where ${own} and booking_id = ${owned}
      union
      select uid from booking_contacts where ${own} and contact = any(${param('changedContacts')}::text[])
    ) as uids)
    select
      (select to_json(ids) from near) as lead_ids,
      (select to_json(uids) from named) as named_uids,
      ${list(
        sql`
        select uid from booking_uids where ${own} and uid = ${named} and not booking_id = ${owned}
        union
        select uid from booking_events where ${own} and reschedule_uid = ${named} and not uid = ${named}`,
        sql`uid`,
      )} as further_uids,
      ${list(
        sql`select fingerprint, delivery_id, event from booking_events where ${own} and uid = ${named}`,
        sql`json_build_object('fingerprint', encode(fingerprint, 'hex'), 'deliveryId', delivery_id, 'event', event)`,
      )} as events,
      ${list(sql`select * from leads where ${own} and id = ${near}`)} as leads,
      ${list(sql`select id, into_id as "intoId" from merged_leads where ${own} and into_id = ${near}`)} as merged,
      ${list(sql`select * from booking_decisions where ${own} and uid = ${named}`)} as decisions,
      ${list(sql`select * from timeline_entries where ${own} and lead_id = ${near} and fact_key is not null`)} as entries,
      ${list(sql`select * from bookings where ${own} and id = ${owned}`)} as bookings,
      ${list(sql`select * from booking_uids where ${own} and booking_id = ${owned}`)} as uids,
      (select json_agg(found order by found.position) from pipeline_stages as found
        where ${own} and merged_at is null) as stages,
      ${list(sql`select * from pipeline_stages where ${own} and merged_into_id is not null`)} as merged_stages,
      ${list(sql`select * from former_pipelines where ${own}`)} as former_pipelines,
      (select coalesce(json_agg(found), '[]') from stage_rules as found where ${own}) as rules,
      (select lead_creation from workspaces where id = ${param('workspaceId')}::uuid) as lead_creation`
}

/** What was read reaches in turn, and was not read for yet; null when that is nothing. */
function furtherOf(row: Json | undefined, closure: Closure, from: Seeds): Seeds | null {
  const uids = new Set(listOf(row, 'named_uids'))
  const contacts = new Set([...(from.contacts ?? []), ...(from.changedContacts ?? [])])
  const leadIds = new Set(listOf(row, 'lead_ids'))
  const events = closure.events.map(({ event }) => event)
  const further = {
    uids: [
      ...listOf(row, 'further_uids'),
      ...unknownOf(
        uids,
        events.map(({ rescheduleUid }) => rescheduleUid),
      ),
    ],
    contacts: unknownOf(contacts, events.flatMap(contactsOf)),
    leadIds: unknownOf(
      leadIds,
      [...events, ...closure.decisions, ...closure.bookings].map(({ leadId }) => leadId),
    ),
  }
  return Object.values(further).some((keys) => keys.length > 0) ? further : null
}

function unknownOf(known: ReadonlySet<string>, keys: (string | null)[]): string[] {
  return keys.filter((key) => key !== null).filter((key) => !known.has(key))
}

function listOf<Item = string>(row: Json | undefined, name: string): Item[] {
  // The statement makes them in this shape.
  return (row?.[name] ?? []) as Item[]
}

function toClosure(row: Json | undefined): Closure {
  const rows = <Table extends PgTable>(table: Table, name: string) =>
    listOf<Json>(row, name).map((json) => fromJson(table, json))
  const read = {
    events: listOf<StoredEvent>(row, 'events'),
    leads: rows(leads, 'leads').toSorted(byId),
    merged: listOf<MergedRow>(row, 'merged'),
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
    stages: rows(pipelineStages, 'stages').map(toStage),
    history: {
      former: rows(formerPipelines, 'former_pipelines').map(toFormer),
      merged: rows(pipelineStages, 'merged_stages').flatMap(toMerged),
    },
    rules: rows(stageRules, 'rules').map(toRule),
    leadCreation: listOf<LeadCreation>(row, 'lead_creation'),
  }
  const leadIds = listOf(row, 'lead_ids')
  return { ...read, keys: keysOf(leadIds, listOf(row, 'named_uids'), read) }
}

// Whoever touches a booking that has a lead holds the lead.
function keysOf(
  leadIds: string[],
  namedUids: string[],
  { uids, bookings: rows }: Pick<Closure, 'uids' | 'bookings'>,
): string[] {
  const withLead = new Set(rows.filter(({ leadId }) => leadId !== null).map(({ id }) => id))
  const byUid = Map.groupBy(uids, ({ uid }) => uid)
  const isFree = (uid: string) =>
    byUid.get(uid)?.every(({ bookingId }) => withLead.has(bookingId)) !== true
  return [
    ...leadIds.map((id) => `lead:${id}`),
    ...namedUids.filter(isFree).map((uid) => `uid:${uid}`),
  ]
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1
}
