import { and, eq, inArray, like } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import type { LeadChanges, NewLead } from '@solar-capture/core/lead'
import type { EditedField } from '@solar-capture/core/timeline'

import { decide } from './booking-decisions.ts'
import type { Change } from './change.ts'
import type { Db } from './connect.ts'
import { toHex } from './hex.ts'
import { noSuchLead } from './leads.ts'
import { newId } from './new-id.ts'
import { listStages } from './pipeline.ts'
import type { LeadRow } from './projection-closure.ts'
import { withProjection } from './projection.ts'
import { bookingEvents, bookings, bookingUids, leads, timelineEntries } from './schema.ts'
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
  return withProjection(db, {
    workspaceId,
    now,
    lock: { contacts, leadIds: [id], uids: forBooking ? [forBooking.uid] : [] },
    write: async (tx) => {
      await refuseTakenEmail(tx, workspaceId, lead.email)
      const [first] = await listStages(tx, workspaceId)
      if (!first) throw new Error('A workspace has at least one stage.')
      const stage = { stageId: first.id, baseStageId: first.id, stageSetBy: 'user' as const }
      const row = { ...lead, ...stage, workspaceId, id, createdAt: now, updatedAt: now }
      await tx.insert(leads).values(row)
      const detail = { kind: 'captured' as const, source: lead.source }
      await addEntry(tx, { workspaceId, leadId: id }, { actor, now, detail })
      if (forBooking) await decide(tx, { ...forBooking, leadId: id, reason: null }, change)
    },
    seeds: () => ({ contacts, leadIds: [id], uids: forBooking ? [forBooking.uid] : [] }),
    finish: async () => id,
  })
}

/**
 * Changes what is given of a lead, notes on its timeline what was there before, and matches bookings anew
 * when email or phone changed. Throws `not_found`, `conflict` when the email belongs to another lead, and
 * `invalid` when neither email nor phone would be left.
 */
export async function changeLead(
  db: Db,
  id: string,
  changes: LeadChanges,
  change: Change,
): Promise<void> {
  const { workspaceId, actor, now } = change
  const contacts = [changes.email, changes.phone].filter((contact) => contact != null)
  await withProjection(db, {
    workspaceId,
    now,
    lock: { contacts, leadIds: [id] },
    write: async (tx) => {
      const lead = await readLead(tx, workspaceId, id)
      const edits = editsOf(lead, changes)
      if (edits.length === 0) return null
      const after = { ...lead, ...Object.fromEntries(edits.map(({ field, to }) => [field, to])) }
      if (after.email === null && after.phone === null) {
        throw new DomainError('invalid', 'A lead keeps an email address or a phone number.')
      }
      if (after.email !== lead.email) await refuseTakenEmail(tx, workspaceId, after.email)
      const { name, email, phone, postcode, address, source } = after
      const aliases = aliasesOf(lead, email)
      await tx
        .update(leads)
        .set({ name, email, aliases, phone, postcode, address, source, updatedAt: now })
        .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
      const detail = { kind: 'edited' as const, changes: edits }
      await addEntry(tx, { workspaceId, leadId: id }, { actor, now, detail })
      return [lead.email, lead.phone, email, phone].filter((contact) => contact !== null)
    },
    seeds: (named) => named && { contacts: named, leadIds: [id] },
    finish: async () => {},
  })
}

/**
 * Moves a lead to a stage by hand: from here on automation acts only on what was not known yet. `pin` set to
 * true keeps automation from moving it at all, false lets it again. Throws `not_found` when there
 * is no such lead or stage.
 */
export async function moveLead(
  db: Db,
  id: string,
  { stageId, pin }: { stageId: string; pin?: boolean | undefined },
  change: Change,
): Promise<void> {
  const { workspaceId, actor, now } = change
  await withProjection(db, {
    workspaceId,
    now,
    lock: { leadIds: [id] },
    write: async (tx) => {
      const lead = await readLead(tx, workspaceId, id)
      const stages = await listStages(tx, workspaceId)
      const to = stages.find((stage) => stage.id === stageId)
      const from = stages.find((stage) => stage.id === lead.stageId)
      if (!to || !from) throw new DomainError('not_found', 'There is no such stage.')
      const pinned = pin ?? lead.pinned
      if (to.id === from.id && pinned === lead.pinned) return false
      await keepAutomaticMoves(tx, workspaceId, id)
      const baseSeen = await listFingerprints(tx, workspaceId, id)
      await tx
        .update(leads)
        .set({
          stageId,
          baseStageId: stageId,
          stageSetBy: 'user',
          baseSeen,
          pinned,
          updatedAt: now,
        })
        .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
      const detail = { kind: 'moved' as const, from: from.name, to: to.name, pinned }
      await addEntry(tx, { workspaceId, leadId: id }, { actor, now, detail })
      return true
    },
    seeds: (moved) => (moved ? { leadIds: [id] } : null),
    finish: async () => {},
  })
}

/** Lets automation move a pinned lead again, also for what happened meanwhile. Throws `not_found`. */
export async function unpinLead(db: Db, id: string, change: Change): Promise<void> {
  const { workspaceId, actor, now } = change
  await withProjection(db, {
    workspaceId,
    now,
    lock: { leadIds: [id] },
    write: async (tx) => {
      const lead = await readLead(tx, workspaceId, id)
      if (!lead.pinned) return false
      await tx
        .update(leads)
        .set({ pinned: false, updatedAt: now })
        .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
      await addEntry(tx, { workspaceId, leadId: id }, { actor, now, detail: { kind: 'unpinned' } })
      return true
    },
    seeds: (unpinned) => (unpinned ? { leadIds: [id] } : null),
    finish: async () => {},
  })
}

/** Adds a note to a lead's timeline. Throws `not_found`. */
export async function noteOnLead(db: Db, id: string, text: string, change: Change): Promise<void> {
  const { workspaceId, actor, now } = change
  await db.transaction(async (tx) => {
    const rows = await tx
      .update(leads)
      .set({ updatedAt: now })
      .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
      .returning({ id: leads.id })
    if (rows.length === 0) throw noSuchLead()
    await addEntry(tx, { workspaceId, leadId: id }, { actor, now, detail: { kind: 'note', text } })
  })
}

async function readLead(tx: Db, workspaceId: string, id: string): Promise<LeadRow> {
  const [lead] = await tx
    .select()
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
    .for('update')
  if (!lead) throw noSuchLead()
  return lead
}

async function refuseTakenEmail(tx: Db, workspaceId: string, email: string | null): Promise<void> {
  if (email === null) return
  const [taken] = await tx
    .select({ name: leads.name })
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.email, email)))
  if (!taken) return
  throw new DomainError(
    'conflict',
    `${taken.name} already has this email address. Open that lead instead.`,
  )
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

// They follow from facts that the new base has seen, so they are derived no more; but they did happen.
async function keepAutomaticMoves(tx: Db, workspaceId: string, leadId: string): Promise<void> {
  await tx
    .update(timelineEntries)
    .set({ factKey: null })
    .where(
      and(
        eq(timelineEntries.workspaceId, workspaceId),
        eq(timelineEntries.leadId, leadId),
        like(timelineEntries.factKey, 'moved:%'),
      ),
    )
}

async function listFingerprints(tx: Db, workspaceId: string, leadId: string): Promise<string[]> {
  const uids = tx
    .select({ uid: bookingUids.uid })
    .from(bookingUids)
    .innerJoin(
      bookings,
      and(
        eq(bookings.workspaceId, bookingUids.workspaceId),
        eq(bookings.id, bookingUids.bookingId),
      ),
    )
    .where(and(eq(bookingUids.workspaceId, workspaceId), eq(bookings.leadId, leadId)))
  const rows = await tx
    .select({ fingerprint: bookingEvents.fingerprint })
    .from(bookingEvents)
    .where(and(eq(bookingEvents.workspaceId, workspaceId), inArray(bookingEvents.uid, uids)))
  return rows.map((row) => toHex(row.fingerprint))
}
