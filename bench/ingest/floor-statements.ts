import { sql, type SQL } from 'drizzle-orm'

import type { Template } from '../../packages/db/src/statement.ts'

/** Waits until nobody else holds the keys. */
export const lock: Template = (param) => sql`
  select pg_advisory_xact_lock(hash) from (
    select hashtextextended(${param('workspaceId')}::text || '/' || name, 0) as hash
    from unnest(${param('names')}::text[]) as named(name) order by hash
  ) as in_order`

/** Reads the leads of emails, what is known of uids, and which of the bodies came before. */
export const read: Template = (param) => {
  const own = sql`workspace_id = ${param('workspaceId')}::uuid`
  const uids = sql`any(${param('uids')}::text[])`
  const list = (row: SQL, from: SQL) => sql`(select coalesce(json_agg(${row}), '[]') from ${from})`
  return sql`
    select
      ${list(sql`json_build_array(email, id, stage)`, sql`leads where ${own} and email = any(${param('emails')}::text[])`)} as leads,
      ${list(sql`event`, sql`booking_events where ${own} and uid = ${uids}`)} as events,
      ${list(sql`json_build_array(uid, booking_id)`, sql`booking_uids where ${own} and uid = ${uids}`)} as uids,
      ${list(
        sql`encode(fingerprint, 'hex')`,
        sql`deliveries where ${own} and fingerprint = any(${param('fingerprints')}::bytea[])`,
      )} as repeats`
}

/** Writes the rows of all tables. */
export const write: Template = (param) => {
  const workspaceId = sql`${param('workspaceId')}::uuid`
  const given = (name: string, columns: string) =>
    sql`json_to_recordset(${param(name)}::text::json) as given(${sql.raw(columns)})`
  const add = (table: string, name: string, columns: string, more = '') => {
    const names = columns.split(', ').map((column) => column.split(' ')[0])
    const list = sql.raw(names.join(', '))
    return sql`
      insert into ${sql.raw(table)} (workspace_id, ${list})
      select ${workspaceId}, ${list} from ${given(name, columns)} ${sql.raw(more)}`
  }
  return sql`
    with new_deliveries as (
      insert into deliveries (workspace_id, id, received_at, trigger_event, effect, fingerprint, lead_id, booking_id, body)
      select ${workspaceId}, id, received_at, trigger_event, effect, fingerprint, lead_id, booking_id,
        substring(bytes from body_start for body_length)
      from (select decode(${param('bodies')}::text, 'base64') as bytes offset 0) as bodies,
        ${given(
          'deliveries',
          'id uuid, received_at timestamptz, trigger_event text, effect text, fingerprint bytea, lead_id uuid, booking_id uuid, body_start int, body_length int',
        )}
    ), new_events as (
      ${add('booking_events', 'events', 'fingerprint bytea, delivery_id uuid, uid text, event text')}
    ), new_contacts as (
      ${add('booking_contacts', 'contacts', 'contact text, uid text', 'on conflict do nothing')}
    ), new_bookings as (
      ${add(
        'bookings',
        'bookings',
        'id uuid, lead_id uuid, start_time timestamptz, end_time timestamptz, title text, booker_name text, booker_email text',
        'on conflict (workspace_id, id) do update set start_time = excluded.start_time, end_time = excluded.end_time',
      )}
    ), new_uids as (
      ${add('booking_uids', 'uids', 'uid text, booking_id uuid')}
    ), new_stages as (
      update leads set stage = 'Booked', updated_at = now()
      from ${given('leads', 'id uuid')} where leads.workspace_id = ${workspaceId} and leads.id = given.id
    ), new_counts as (
      ${add('lead_counts', 'counts', 'stage text, difference int')}
    ), new_entries as (
      ${add('timeline_entries', 'entries', 'id uuid, lead_id uuid, at timestamptz, detail text, fact_key text')}
    ) select 1`
}
