import { sql, type SQL } from 'drizzle-orm'

import type { Statement, Template } from './statement.ts'

/** From where to look for all that a change can touch. */
export type Seeds = {
  uids?: string[]
  /** Normalised emails and phones whose lead counts. */
  contacts?: string[]
  /** Of these also every booking whose booker may have them: they changed hands. */
  changedContacts?: string[]
  leadIds?: string[]
  /** Fingerprints of bodies, as hex. */
  bodies?: string[]
}

type Key = { kind: 'uid' | 'contact' | 'changed_contact' | 'lead' | 'body'; key: string }

function keysOf(seeds: Seeds): Key[] {
  const of = (kind: Key['kind'], keys: string[] = []) => keys.map((key) => ({ kind, key }))
  return [
    ...of('uid', seeds.uids),
    ...of('contact', seeds.contacts),
    ...of('contact', seeds.changedContacts),
    ...of('changed_contact', seeds.changedContacts),
    ...of('lead', seeds.leadIds),
    ...of('body', seeds.bodies),
  ]
}

/** Seeds as the parameter of a statement. */
export function toText(seeds: Seeds): string {
  return JSON.stringify(keysOf(seeds))
}

/**
 * The tables `seed` and `reach` of a statement: everything that the seeds (by `toText`) reach. A uid reaches what its events
 * name (uids along reschedules both ways, contacts of who may be the booker, a lead by its booking link), its
 * decisions and the lead that its booking has; a contact its leads; a lead its bookings.
 */
export function reachFrom(workspaceId: SQL, seeds: SQL): SQL {
  const own = sql`workspace_id = ${workspaceId}::uuid`
  // Null for keys of other kinds: an index finds nothing for it, at once.
  const when = (kind: Key['kind']) => sql.raw(`case when reach.kind = '${kind}' then reach.key end`)
  const lead = sql`(${when('lead')})::uuid`
  return sql`
    seed as materialized (
      select kind, key from json_to_recordset(${seeds}::text::json) as given(kind text, key text)
    ), reach(kind, key) as (
      select kind, key from seed
      union
      select found.kind, found.key from reach cross join lateral (
        select named.kind, named.key from booking_events cross join lateral (
          select 'uid', reschedule_uid union all
          select 'lead', booking_events.lead_id::text union all
          select 'contact', unnest(contacts)
        ) as named(kind, key) where ${own} and uid = ${when('uid')}
        union all
        select 'uid', uid from booking_events where ${own} and reschedule_uid = ${when('uid')}
        union all
        select 'uid', uid from booking_contacts where ${own} and contact = ${when('changed_contact')}
        union all
        select 'lead', lead_id::text from booking_decisions where ${own} and uid = ${when('uid')}
        union all
        select 'lead', (select bookings.lead_id::text from bookings where ${own} and id = booking_id)
          from booking_uids where ${own} and uid = ${when('uid')}
        union all
        select 'lead', id::text from leads where ${own} and email = ${when('contact')}
        union all
        select 'lead', lead_id::text from lead_aliases where ${own} and email = ${when('contact')}
        union all
        -- A phone counts when only one lead has it: whether a hundred more do makes no difference.
        (select 'lead', id::text from leads where ${own} and phone = ${when('contact')} and not derived order by id limit 2)
        union all
        (select 'lead', id::text from leads where ${own} and phone = ${when('contact')} and derived and email is null)
        union all
        select 'uid', booking_uids.uid from bookings, booking_uids
          where bookings.workspace_id = ${workspaceId}::uuid and lead_id = ${lead} and booking_uids.workspace_id = ${workspaceId}::uuid and booking_id = bookings.id
      ) as found(kind, key) where found.key is not null
    ), lockable(kind, key) as (
      select kind, key from seed where kind <> 'changed_contact'
      union
      select kind, key from reach where kind = 'lead'
      union
      -- Whoever touches a booking that has a lead holds the lead.
      select kind, key from reach where kind = 'uid' and not coalesce((
        select bool_and(lead_id is not null) from booking_uids, bookings
          where booking_uids.workspace_id = ${workspaceId}::uuid and uid = reach.key and bookings.workspace_id = ${workspaceId}::uuid and bookings.id = booking_id
      ), false)
    )`
}

/**
 * Waits until this transaction alone holds everything that the seeds reach, in an order that cannot
 * deadlock, and answers which keys these are. What is reached may change while it waits.
 */
export function lockReach(workspaceId: string, seeds: Seeds): Statement {
  return { template: lock, values: { workspaceId, seeds: toText(seeds) } }
}

const lock: Template = (param) => sql`
  with recursive ${reachFrom(param('workspaceId'), param('seeds'))}
  select kind || ':' || key as name, pg_advisory_xact_lock(hash) from (
    select kind, key, hashtextextended(${param('workspaceId')}::text || '/' || kind || ':' || key, 0) as hash
    from lockable order by hash
  ) as in_order`
