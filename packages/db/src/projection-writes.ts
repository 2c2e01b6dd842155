import { sql, type SQL } from 'drizzle-orm'

import { writeRows } from './json-rows.ts'
import type { Plan } from './plan.ts'
import { bookings, bookingUids, leads as leadTable, timelineEntries } from './schema.ts'
import type { Statement } from './statement.ts'

/**
 * The statements that write what a projection changed, in their order: one for each table and kind of change
 * that there is any of, however many rows. Leads get `now` as the time of their change.
 */
export function writeProjection(
  { workspaceId, now }: { workspaceId: string; now: Date },
  { bookings: found, leads, made }: Pick<Plan, 'bookings' | 'leads' | 'made'>,
): Statement[] {
  const own = sql`workspace_id = ${workspaceId}::uuid`
  const statements: Statement[] = []
  const add = (rows: unknown[], make: () => Statement) => {
    if (rows.length > 0) statements.push(make())
  }
  add(made.changed, () => writeRows(leadTable, made.changed, ['workspace_id', 'id']))
  add(found.changed, () => writeRows(bookings, found.changed, ['workspace_id', 'id']))
  add(
    found.goneUids,
    () => sql`
      delete from booking_uids using json_to_recordset(${JSON.stringify(found.goneUids)}::text::json) as gone(uid text, seat text)
      where ${own} and booking_uids.uid = gone.uid and booking_uids.seat = gone.seat`,
  )
  add(found.changedUids, () =>
    writeRows(bookingUids, found.changedUids, ['workspace_id', 'uid', 'seat']),
  )
  add(
    found.goneIds,
    () => sql`delete from bookings where ${own} and id in (${listOf(found.goneIds)})`,
  )
  add(
    leads.changed,
    () => sql`
      update leads set stage_id = "stageId", stage_set_by = "stageSetBy", booked_at = "bookedAt",
        updated_at = ${now.toISOString()}::timestamptz
      from json_to_recordset(${JSON.stringify(leads.changed)}::text::json)
        as derived(id uuid, "stageId" uuid, "stageSetBy" stage_set_by, "bookedAt" timestamptz)
      where ${own} and leads.id = derived.id`,
  )
  add(
    leads.goneEntryIds,
    () => sql`delete from timeline_entries where ${own} and id in (${listOf(leads.goneEntryIds)})`,
  )
  add(leads.changedEntries, () =>
    writeRows(timelineEntries, leads.changedEntries, ['workspace_id', 'id']),
  )
  add(
    made.goneIds,
    () => sql`delete from leads where ${own} and derived and id in (${listOf(made.goneIds)})`,
  )
  return statements
}

function listOf(ids: string[]): SQL {
  return sql`select value::uuid from json_array_elements_text(${JSON.stringify(ids)}::text::json)`
}
