import { sql, type SQL } from 'drizzle-orm'

import { comparableName } from '@solar-capture/core/matching'
import {
  comparablePlace,
  suggestLeads,
  type LeadlessBooking,
  type SuggestableLead,
  type SuggestionReason,
} from '@solar-capture/core/suggest-leads'

import type { Pool } from './connect.ts'
import { transact } from './statement.ts'

/** A lead that a waiting booking may be of, and why. */
export type Suggestion = {
  leadId: string
  name: string
  email: string | null
  phone: string | null
  stageId: string
  reason: SuggestionReason
  /** It is called as the booker. */
  isNamesake: boolean
}

/** Leads that waiting bookings may be of, by the booking's id, the likeliest first. */
export async function listSuggestions(
  pool: Pool,
  workspaceId: string,
  waiting: readonly ({ id: string } & LeadlessBooking)[],
): Promise<Map<string, Suggestion[]>> {
  const found = await transact(pool, async (run) => ({
    result: await Promise.all(waiting.map((booking) => run(findCandidates(workspaceId, booking)))),
    last: [],
  }))
  return new Map(
    waiting.map((booking, index) => [booking.id, suggestionsOf(booking, found[index] ?? [])]),
  )
}

// One name alone is many people's, and so is a near email under another one.
const samePersonReasons: readonly SuggestionReason[] = [
  'same_email',
  'same_phone',
  'same_name_and_email_one_edit',
  'same_name_and_postcode',
  'email_one_edit',
]

/** Other leads that may be the same person as a lead, at most five, the likeliest first. */
export async function listSamePerson(
  pool: Pool,
  workspaceId: string,
  lead: Pick<SuggestableLead, 'id' | 'name' | 'email' | 'phone' | 'postcode'>,
): Promise<Suggestion[]> {
  const { name: bookerName, email: bookerEmail, phone: bookerPhone, postcode: location } = lead
  const person = { bookerName, bookerEmail, bookerPhone, location, ambiguousLeadId: null }
  const found = await transact(pool, async (run) => ({
    result: await run(findCandidates(workspaceId, person)),
    last: [],
  }))
  return suggestionsOf(
    person,
    found.filter(({ id }) => id !== lead.id),
  ).filter(({ reason }) => samePersonReasons.includes(reason))
}

/** What the rows that `findCandidates` found are to a booking. */
function suggestionsOf(booking: LeadlessBooking, rows: Record<string, unknown>[]): Suggestion[] {
  // The statement makes them in this shape.
  const candidates = rows as (SuggestableLead & { stageId: string })[]
  return suggestLeads(booking, candidates).map(({ lead, ...why }) => {
    const { id: leadId, name, email, phone, stageId } = lead
    return { leadId, name, email, phone, stageId, ...why }
  })
}

/**
 * At most twenty leads that a booking may be of, each kind found by an index of its own. Emails of one edit are looked up one
 * by one: among a million leads that takes milliseconds, and their trigrams would take a hundred of them.
 */
function findCandidates(workspaceId: string, booking: LeadlessBooking): SQL {
  const own = sql`workspace_id = ${workspaceId}::uuid`
  const email = sql`${booking.bookerEmail}::text`
  const name = booking.bookerName === null ? null : comparableName(booking.bookerName)
  const place = booking.location === null ? null : comparablePlace(booking.location)
  return sql`
    with found as materialized (
      select id from leads where ${own} and id = ${booking.ambiguousLeadId}::uuid
      union
      select id from leads where ${own} and email = ${email}
      union
      (select lead_id from lead_aliases where ${own} and email = ${email} limit 3)
      union
      (select id from leads where ${own} and phone = ${booking.bookerPhone}::text limit 5)
      union
      (select id from leads where ${own} and email = any(array(${emailsNear(email)})) limit 5)
      union
      (select id from (
          select id, postcode from (
            select lead_id from lead_search where ${own} and name_key = lower(${name}::text) limit 1000
          ) as called cross join lateral (
            select id, postcode from leads where ${own} and id = lead_id offset 0
          ) as lead
        ) as namesake
        order by coalesce(strpos(${place}::text, upper(replace(postcode, ' ', ''))) > 0, false) desc, id limit 5)
    )
    select lead.* from found cross join lateral (
      select id, name, email, aliases, phone, postcode, stage_id as "stageId" from leads where ${own} and id = found.id offset 0
    ) as lead`
}

// What people type wrong is among these. Other characters are only found when they are missing or in the wrong place.
const typed = "abcdefghijklmnopqrstuvwxyz0123456789.-_+'@"
const longestEmail = 100

/** Selects what is one edit away from an email: one character more, less or other, or two neighbours swapped. */
function emailsNear(email: SQL): SQL {
  return sql`
    select before || other || after from (
      select left(${email}, place) as before, substr(${email}, place + 1 + gone) as after
        from generate_series(0, length(${email})) as place, generate_series(0, 1) as gone
        where length(${email}) <= ${longestEmail}::int offset 0
    ) as parts, unnest(array_append(string_to_array(${typed}::text, null), '')) as other
    union all
    select left(${email}, place) || substr(${email}, place + 2, 1) || substr(${email}, place + 1, 1) || substr(${email}, place + 3)
      from generate_series(0, length(${email}) - 2) as place
      where length(${email}) <= ${longestEmail}::int`
}
