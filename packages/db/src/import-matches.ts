import { sql, type SQL } from 'drizzle-orm'

import type { KnownLead, KnownLeads } from '@solar-capture/core/import-decision'
import type { ReadRow } from '@solar-capture/core/import-row'

import type { Db } from './connect.ts'

/**
 * Whose the contacts of rows are: by an email the lead that has it, else those that had it; by the phone of a row without an email
 * those that have it. Leads that only stand for bookings are found by their email alone.
 */
export async function findKnown(db: Db, workspaceId: string, rows: ReadRow[]): Promise<KnownLeads> {
  const values = rows.flatMap((row) => (row.ok ? [row.values] : []))
  const emails = values.flatMap(({ email }) => email ?? [])
  const phones = values.flatMap(({ email, phone }) => (email === null ? (phone ?? []) : []))
  const known = new Map<string, KnownLead | 'several'>()
  const add = (contact: string, lead: KnownLead) =>
    known.set(contact, known.has(contact) ? 'several' : lead)
  for (const { contact, ...lead } of await byPhone(db, workspaceId, phones)) add(contact, lead)
  for (const lead of await byEmail(db, workspaceId, emails)) add(lead.email ?? '', lead)
  const rest = emails.filter((email) => !known.has(email))
  for (const { contact, ...lead } of await byAlias(db, workspaceId, rest)) add(contact, lead)
  return known
}

async function byEmail(db: Db, workspaceId: string, emails: string[]) {
  if (emails.length === 0) return []
  return db.execute<KnownLead>(sql`
    select id, name, leads.email, phone, postcode, address, source from ${listed(emails, 'email')}
    join leads on workspace_id = ${workspaceId}::uuid and leads.email = given.email`)
}

async function byAlias(db: Db, workspaceId: string, emails: string[]) {
  if (emails.length === 0) return []
  return db.execute<KnownLead & { contact: string }>(sql`
    select given.email as contact, id, name, leads.email, phone, postcode, address, source
    from ${listed(emails, 'email')}
    join lead_aliases as alias on alias.workspace_id = ${workspaceId}::uuid and alias.email = given.email
    join leads on leads.workspace_id = ${workspaceId}::uuid and leads.id = alias.lead_id`)
}

// Whether two have a phone or a hundred makes no difference.
async function byPhone(db: Db, workspaceId: string, phones: string[]) {
  if (phones.length === 0) return []
  return db.execute<KnownLead & { contact: string }>(sql`
    select given.phone as contact, found.*
    from ${listed(phones, 'phone')}
    cross join lateral (
      select id, name, email, phone, postcode, address, source from leads
      where workspace_id = ${workspaceId}::uuid and phone = given.phone and not derived
      order by id limit 2
    ) as found`)
}

/** Texts as a table `given` of one column, each of them once. */
function listed(texts: string[], column: 'email' | 'phone'): SQL {
  const list = JSON.stringify([...new Set(texts)])
  return sql`json_array_elements_text(${list}::text::json) as given(${sql.raw(column)})`
}
