import { sql, type SQL } from 'drizzle-orm'

import { insertInto, toJson } from './json-rows.ts'
import type { Plan } from './plan.ts'
import { leads as leadTable } from './schema.ts'
import type { Statement } from './statement.ts'
import type { NewRows } from './write-rows.ts'

/** The rows of bookings, leads and timelines that a projection changed. */
export function rowsOfPlan({ bookings, leads }: Plan): Partial<NewRows> {
  return {
    ...{ bookings: bookings.changed, uids: bookings.changedUids },
    ...{ leads: leads.changed, entries: leads.changedEntries },
  }
}

/**
 * The statements for what a projection seldom changes, to be sent before the rows of `rowsOfPlan` are written: one for
 * each kind of change that there is any of, however many rows.
 */
export function writeRarely(
  workspaceId: string,
  { bookings: found, leads, made }: Plan,
): Statement[] {
  const own = sql`workspace_id = ${workspaceId}::uuid`
  const statements: Statement[] = []
  const add = (rows: unknown[], make: () => Statement) => {
    if (rows.length > 0) statements.push(make())
  }
  add(made.changed, () => {
    const rows = sql`${toJson(leadTable, made.changed)}`
    return insertInto(leadTable, { workspaceId: sql`${workspaceId}`, rows }, ['id'])
  })
  add(
    found.goneUids,
    () => sql`
      delete from booking_uids using json_to_recordset(${JSON.stringify(found.goneUids)}::text::json) as gone(uid text, seat text)
      where ${own} and booking_uids.uid = gone.uid and booking_uids.seat = gone.seat`,
  )
  add(
    found.goneIds,
    () => sql`delete from bookings where ${own} and id in (${listOf(found.goneIds)})`,
  )
  add(
    leads.goneEntryIds,
    () => sql`delete from timeline_entries where ${own} and id in (${listOf(leads.goneEntryIds)})`,
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
