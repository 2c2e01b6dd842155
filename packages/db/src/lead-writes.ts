import { and, eq } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import type { LeadChanges, NewLead } from '@solar-capture/core/lead'
import type { EditedField } from '@solar-capture/core/timeline'

import { decide } from './booking-decisions.ts'
import type { Change } from './change.ts'
import type { LeadRow } from './closure.ts'
import type { Db } from './connect.ts'
import { assignHeldLeads } from './lead-owners.ts'
import { readLead, touchLead, turnOf } from './lead-row.ts'
import { newId } from './new-id.ts'
import { findFirstStage } from './pipeline.ts'
import { withProjection } from './projection.ts'
import { leads } from './schema.ts'
import { addEntry } from './timeline.ts'

/**
 * Adds a lead in the first stage, together with whatever bookings were waiting for it, and answers its id.
 * `forBooking` names a node of one that is the lead's in any case. Throws `conflict` when the email belongs to
 * another lead.
 */
export async function addLead(
  db: Db,
  lead: NewLead,
  change: Change,
  forBooking?: { uid: string; seat: string },
): Promise<string> {
  const { workspaceId, actor, now } = change
  const id = newId(now.getTime())
  const contacts = [lead.email, lead.phone].filter((contact) => contact !== null)
  await withProjection(db, {
    workspaceId,
    now,
    lock: { changedContacts: contacts, leadIds: [id], uids: forBooking ? [forBooking.uid] : [] },
    write: async (tx) => {
      await claimEmail(tx, workspaceId, lead.email)
      const stageId = await findFirstStage(tx, workspaceId)
      const stage = { stageId, baseStageId: stageId, stageSetBy: 'user' as const }
      const row = { ...lead, ...stage, workspaceId, id, createdAt: now, updatedAt: now }
      await tx.insert(leads).values(row)
      const detail = { kind: 'captured' as const, source: lead.source }
      await addEntry(tx, { workspaceId, leadId: id }, { actor, now, detail })
      if (forBooking) await decide(tx, { ...forBooking, leadId: id, reason: null }, change)
    },
    seeds: () => ({ changedContacts: contacts, leadIds: [id] }),
  })
  return id
}

/**
 * Changes what is given of a lead, notes on its timeline what was there before, and matches bookings anew
 * when email or phone changed. Throws `not_found` for a lead or an owner that is not there, `conflict` when the email belongs
 * to another lead, and `invalid` when neither email nor phone would be left.
 */
export async function changeLead(
  db: Db,
  id: string,
  { ownerId, ...changes }: LeadChanges & { ownerId?: string | null | undefined },
  change: Change,
): Promise<void> {
  const { workspaceId, actor, now } = change
  const contacts = [changes.email, changes.phone].filter((contact) => contact != null)
  await withProjection(db, {
    workspaceId,
    now,
    lock: { changedContacts: contacts, leadIds: [id] },
    write: async (tx) => {
      const lead = await readLead(tx, workspaceId, id)
      if (ownerId !== undefined) await assignHeldLeads(tx, [id], ownerId, change)
      const edits = editsOf(lead, changes)
      if (edits.length === 0) return null
      const after = { ...lead, ...Object.fromEntries(edits.map(({ field, to }) => [field, to])) }
      if (after.email === null && after.phone === null) {
        throw new DomainError('invalid', 'A lead keeps an email address or a phone number.')
      }
      if (after.email !== lead.email) await claimEmail(tx, workspaceId, after.email)
      await touchLead(tx, workspaceId, lead)
      const { name, email, phone, postcode, address, source } = after
      const aliases = aliasesOf(lead, email)
      const at = turnOf([lead], now)
      await tx
        .update(leads)
        .set({ name, email, aliases, phone, postcode, address, source, updatedAt: at })
        .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
      const detail = { kind: 'edited' as const, changes: edits }
      await addEntry(tx, { workspaceId, leadId: id }, { actor, now: at, detail })
      return [lead.email, lead.phone, email, phone].filter((contact) => contact !== null)
    },
    seeds: (named) => named && { changedContacts: named, leadIds: [id] },
  })
}

async function claimEmail(tx: Db, workspaceId: string, email: string | null): Promise<void> {
  if (email === null) return
  const [taken] = await tx
    .select({ id: leads.id, name: leads.name, derived: leads.derived })
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.email, email)))
  if (!taken) return
  if (taken.derived) {
    // It only stood for bookings, which now have a lead: it goes away with them. Unless somebody touched it just now.
    const freed = await tx
      .update(leads)
      .set({ email: null })
      .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, taken.id), leads.derived))
      .returning({ id: leads.id })
    if (freed.length > 0) return
  }
  // Where that lead is stands beside it: the dashboard has a link.
  throw new DomainError('conflict', `${taken.name} already has this email address.`, {
    leadId: taken.id,
  })
}

// Bookings that were made with it stay, unless another lead turns out to have it.
function aliasesOf(lead: LeadRow, email: string | null): string[] {
  if (email === lead.email) return lead.aliases
  const emails = [...lead.aliases, lead.email].filter((one) => one !== null)
  return [...new Set(emails)].filter((one) => one !== email)
}

const editable: readonly EditedField[] = ['name', 'email', 'phone', 'postcode', 'address', 'source']

function editsOf(lead: LeadRow, changes: LeadChanges) {
  return editable.flatMap((field) => {
    const to = changes[field]
    return to === undefined || to === lead[field] ? [] : [{ field, from: lead[field], to }]
  })
}
