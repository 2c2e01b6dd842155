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

/** Shared by all that reads the stages and writes by them, so that whoever changes them can wait for the rest. */
const pipelineKey = 'pipeline'

/** Waits until nobody else in this workspace reads or writes stages of leads, and keeps them waiting until this transaction ends. */
export function lockPipeline(workspaceId: string): SQL {
  return sql`select pg_advisory_xact_lock(hashtextextended(${`${workspaceId}/${pipelineKey}`}::text, 0))`
}

/** Makes what stands for the parameter of a statement. */
type Param = Parameters<Template>[0]

/** Two sets of seeds as one. */
export function mergeSeeds(a: Seeds, b: Seeds): Seeds {
  const both = (name: keyof Seeds) => [...new Set([...(a[name] ?? []), ...(b[name] ?? [])])]
  return {
    uids: both('uids'),
    contacts: both('contacts'),
    changedContacts: both('changedContacts'),
    leadIds: both('leadIds'),
    bodies: both('bodies'),
  }
}

/** Seeds as the parameters `uids`, `emails`, `phones`, `changedContacts` and `leadIds` of a statement. */
export function toParams(seeds: Seeds): Record<string, string> {
  const { uids = [], contacts = [], changedContacts = [], leadIds = [] } = seeds
  const all = [...new Set([...contacts, ...changedContacts])]
  return {
    uids: toArray(uids),
    emails: toArray(all.filter(isEmail)),
    phones: toArray(all.filter((contact) => !isEmail(contact))),
    changedContacts: toArray(changedContacts),
    leadIds: toArray(leadIds),
  }
}

function isEmail(contact: string): boolean {
  return contact.includes('@')
}

/** Texts as PostgreSQL writes an array of them. */
export function toArray(values: string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join()}}`
}

/**
 * The ids of the leads that seeds reach at once: theirs, those that theirs were merged into, those of their contacts, and those
 * of the bookings they name.
 */
export function leadsNear(param: Param): SQL {
  const own = sql`workspace_id = ${param('workspaceId')}::uuid`
  const [uids, emails] = [sql`any(${param('uids')}::text[])`, sql`any(${param('emails')}::text[])`]
  return sql`
    select id from leads where ${own} and email = ${emails}
    union all
    select lead_id from lead_aliases where ${own} and email = ${emails}
    union all
    -- A phone counts when only one lead has it: whether a hundred more do makes no difference.
    select found.id from unnest(${param('phones')}::text[]) as given(phone) cross join lateral (
      (select id from leads where ${own} and phone = given.phone and not derived order by id::text limit 2)
      union all
      select id from (select id, derived, email from leads where ${own} and phone = given.phone offset 0) as same
        where derived and email is null
    ) as found
    union all
    select lead_id from booking_decisions where ${own} and uid = ${uids} and lead_id is not null
    union all
    select lead_id from booking_uids join bookings on bookings.id = booking_id
      where booking_uids.${own} and uid = ${uids} and bookings.${own} and lead_id is not null
    union all
    select unnest(${param('leadIds')}::uuid[])
    union all
    select into_id from merged_leads where ${own} and id = any(${param('leadIds')}::uuid[])`
}

// All transactions together can hold some thousands.
const mostKeys = 1_000

/**
 * Waits until this transaction alone holds the seeds and the leads that they reach at once, in an order that cannot
 * deadlock, and answers which keys these are. Very many are held by keeping everybody else in the workspace waiting. What
 * is reached may change while it waits, and goes further at times: whoever reads it compares it with these keys.
 */
export function lockReach(workspaceId: string, seeds: Seeds): Statement {
  const names = namesOf(seeds)
  return {
    template: names.length > mostKeys ? lockAll : lock,
    values: { workspaceId, names: toArray(names), ...toParams(seeds) },
  }
}

function namesOf({
  uids = [],
  contacts = [],
  changedContacts = [],
  leadIds = [],
  bodies = [],
}: Seeds): string[] {
  const named = (kind: string, keys: string[]) => keys.map((key) => `${kind}:${key}`)
  return [
    pipelineKey,
    ...named('uid', uids),
    ...named('contact', contacts),
    ...named('contact', changedContacts),
    ...named('lead', leadIds),
    ...named('body', bodies),
  ]
}

const namesNear = (param: Param) => sql`
  select unnest(${param('names')}::text[]) union select 'lead:' || id from (${leadsNear(param)}) as near(id)`

const lock: Template = (param) => sql`
  select name,
    case when name = '${sql.raw(pipelineKey)}' then pg_advisory_xact_lock_shared(hash) else pg_advisory_xact_lock(hash) end
  from (
    select name, hashtextextended(${param('workspaceId')}::text || '/' || name, 0) as hash
    from (${namesNear(param)}) as named(name) order by hash
  ) as in_order`

// Everybody who locks anything shares this key. The leads that are near may have changed until it is held.
const lockAll: Template = (param) => sql`
  with held as materialized (
    select pg_advisory_xact_lock(hashtextextended(${param('workspaceId')}::text || '/${sql.raw(pipelineKey)}', 0))
  )
  select name from held, (${namesNear(param)}) as named(name)`
