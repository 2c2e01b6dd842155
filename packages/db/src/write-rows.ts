import { sql, type SQL } from 'drizzle-orm'

import { insertInto, namesOf, recordsOf, toJson, toRecord, type RowOf } from './json-rows.ts'
import type { LeadChanges } from './projection-leads.ts'
import { bookingEvents, bookings, bookingUids, deliveries, timelineEntries } from './schema.ts'
import type { Statement, Template } from './statement.ts'

/** The rows of a workspace that nearly every change writes. */
export type NewRows = {
  deliveries: RowOf<typeof deliveries>[]
  /** Deliveries that are there, how often their bodies came again, and when last. */
  repeats: { id: string; times: number; last: Date }[]
  events: RowOf<typeof bookingEvents>[]
  contacts: { contact: string; uid: string }[]
  bookings: RowOf<typeof bookings>[]
  uids: RowOf<typeof bookingUids>[]
  leads: LeadChanges['changed']
  entries: RowOf<typeof timelineEntries>[]
}

/**
 * Writes rows of all tables with one statement, whose text is the same whatever there is of each: most of what
 * a small write costs is not the rows. Leads get `now` as the time of their change; one that was changed by somebody who asked
 * later keeps that, unless the clock of their server must be wrong.
 */
export function writeRows(
  { workspaceId, now }: { workspaceId: string; now: Date },
  rows: Partial<NewRows>,
): Statement {
  const { deliveries: received = [], repeats = [], events = [], contacts = [] } = rows
  const { bookings: changed = [], uids = [], leads: moved = [], entries = [] } = rows
  return {
    template: write,
    values: {
      ...{ workspaceId, now: now.toISOString() },
      ...packDeliveries(received),
      repeats: JSON.stringify(repeats),
      events: toJson(bookingEvents, events),
      contacts: JSON.stringify(contacts),
      bookings: toJson(bookings, changed),
      uids: toJson(bookingUids, uids),
      leads: JSON.stringify(moved),
      entries: toJson(timelineEntries, entries),
    },
  }
}

// As one text for all: each as hex within JSON costs three times as much to read.
function packDeliveries(received: NewRows['deliveries']): { deliveries: string; bodies: string } {
  let start = 1
  const records = received.map(({ body, ...row }) => {
    const record = { ...toRecord(deliveries, row), body_start: start, body_length: body.length }
    start += body.length
    return record
  })
  const bodies = Buffer.concat(received.map(({ body }) => body)).toString('base64')
  return { deliveries: JSON.stringify(records), bodies }
}

const write: Template = (param) => {
  const workspaceId = param('workspaceId')
  const given = (name: string) => ({ workspaceId, rows: param(name) })
  return sql`
    with new_deliveries as (${insertDeliveries(given('deliveries'), param('bodies'))}
    ), new_repeats as (
      update deliveries set duplicates = duplicates + times, last_duplicate_at = greatest(last_duplicate_at, last)
      from json_to_recordset(${param('repeats')}::text::json) as repeat(id uuid, times int, last timestamptz)
      where workspace_id = ${workspaceId}::uuid and deliveries.id = repeat.id
    ), new_events as (${insertInto(bookingEvents, given('events'), ['fingerprint'])}
    ), new_contacts as (
      insert into booking_contacts (workspace_id, contact, uid)
      select ${workspaceId}::uuid, contact, uid
      from json_to_recordset(${param('contacts')}::text::json) as given(contact text, uid text)
      on conflict do nothing
    ), new_bookings as (${insertInto(bookings, given('bookings'), ['id'])}
    ), new_uids as (${insertInto(bookingUids, given('uids'), ['uid', 'seat'])}
    ), new_stages as (
      update leads set stage_id = "stageId", stage_set_by = "stageSetBy", booked_at = "bookedAt",
        updated_at = greatest(${param('now')}::timestamptz, least(updated_at, ${param('now')}::timestamptz + interval '10 s'))
      from json_to_recordset(${param('leads')}::text::json)
        as derived(id uuid, "stageId" uuid, "stageSetBy" stage_set_by, "bookedAt" timestamptz)
      where workspace_id = ${workspaceId}::uuid and leads.id = derived.id
    ), new_entries as (${insertInto(timelineEntries, given('entries'), ['id'])}
    ) select 1`
}

function insertDeliveries(
  { workspaceId, rows }: { workspaceId: SQL; rows: SQL },
  bodies: SQL,
): SQL {
  const names = sql.raw(
    namesOf(deliveries)
      .filter((name) => name !== 'body')
      .join(', '),
  )
  return sql`
    insert into deliveries (workspace_id, ${names}, body)
    select ${workspaceId}::uuid, ${names}, substring(bytes from body_start for body_length)
    from (select decode(${bodies}::text, 'base64') as bytes offset 0) as bodies,
      ${recordsOf(deliveries, rows, ['body_start int', 'body_length int'])}`
}
