import { and, eq, inArray, isNull } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import { mergeFields, type MergeChoice } from '@solar-capture/core/lead-merge'

import { decide } from './booking-decisions.ts'
import type { Change } from './change.ts'
import type { LeadRow } from './closure.ts'
import type { Db } from './connect.ts'
import { listFingerprints } from './lead-fingerprints.ts'
import { listNodes, uidsOf } from './lead-nodes.ts'
import { contactsOf, findLeads, keepMoves, touchLeads, turnOf } from './lead-row.ts'
import { noSuchLead } from './leads.ts'
import { withProjection } from './projection.ts'
import { bookingDecisions, leads, mergedLeads, timelineEntries } from './schema.ts'
import { addEntry } from './timeline.ts'

/** Two leads of one person: the other one goes, `id` stays. */
export type Merge = { id: string; otherId: string; choose: MergeChoice }

/**
 * Makes one lead of two: it has the chosen values, all emails, bookings and notes of both, and automation acts from here on
 * only on what was not known yet. Throws `not_found` when one is not there, and `invalid` when they are the
 * same or neither email nor phone would be left.
 */
export async function mergeLeads(db: Db, merge: Merge, change: Change): Promise<void> {
  const { workspaceId, now } = change
  const { id, otherId } = merge
  if (id === otherId) throw new DomainError('invalid', 'A lead cannot be merged with itself.')
  const ids = [id, otherId]
  const known = await db
    .select()
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), inArray(leads.id, ids)))
  await withProjection(db, {
    workspaceId,
    now,
    lock: { leadIds: ids, changedContacts: known.flatMap(contactsOf) },
    write: (tx) => writeMerge(tx, merge, change),
    seeds: ({ contacts, uids }) => ({ leadIds: ids, changedContacts: contacts, uids }),
  })
}

async function writeMerge(tx: Db, { id, otherId, choose }: Merge, asked: Change) {
  const { workspaceId, actor } = asked
  const rows = await findLeads(tx, workspaceId, [id, otherId])
  const lead = rows.find((row) => row.id === id)
  const other = rows.find((row) => row.id === otherId)
  if (!lead || !other) throw noSuchLead()
  const now = turnOf(rows, asked.now)
  const change = { ...asked, now }
  const merged = mergeFields(lead, other, choose)
  if (merged.email === null && merged.phone === null) {
    throw new DomainError('invalid', 'A lead keeps an email address or a phone number.')
  }
  const seen = await listFingerprints(tx, workspaceId, [id, otherId])
  const baseSeen = [...new Set([...seen.values()].flat())]
  const uids = await keepBookings(tx, lead, other, change)
  await joinTimelines(tx, lead, other)
  await leaveTrace(tx, lead, other, now)
  const { stageId } = merged
  await tx
    .update(leads)
    .set({ ...merged, baseStageId: stageId, stageSetBy: 'user', baseSeen, updatedAt: now })
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
  const emails = [other.email, ...other.aliases].filter((email) => email !== null)
  const detail = { kind: 'merged' as const, name: other.name, emails }
  await addEntry(tx, { workspaceId, leadId: id }, { actor, now, detail })
  return { contacts: rows.flatMap(contactsOf), uids }
}

/**
 * Decides that what is booked stays, whatever phone or email was chosen, and answers the uids of all bookings that may follow
 * from another lead now.
 */
async function keepBookings(tx: Db, lead: LeadRow, other: LeadRow, change: Change) {
  const { workspaceId, id: leadId } = lead
  await tx
    .update(bookingDecisions)
    .set({ leadId })
    .where(
      and(eq(bookingDecisions.workspaceId, workspaceId), eq(bookingDecisions.leadId, other.id)),
    )
  const nodes = await listNodes(tx, workspaceId, [leadId, other.id])
  for (const { uid, seat, position, leadId: owner } of nodes) {
    if (owner === null || position > 0) continue
    await decide(tx, { uid, seat, leadId, reason: null }, change)
  }
  return uidsOf(nodes)
}

/** What people and rules did to either stays told; what follows from bookings is told anew. */
async function joinTimelines(tx: Db, lead: LeadRow, other: LeadRow): Promise<void> {
  const { workspaceId } = lead
  const { factKey } = timelineEntries
  await touchLeads(tx, workspaceId, [lead, other])
  await keepMoves(tx, workspaceId, [lead.id, other.id])
  const ofOther = and(
    eq(timelineEntries.workspaceId, workspaceId),
    eq(timelineEntries.leadId, other.id),
  )
  await tx
    .update(timelineEntries)
    .set({ leadId: lead.id })
    .where(and(ofOther, isNull(factKey)))
  await tx.delete(timelineEntries).where(ofOther)
}

/** Takes the other lead away; its links lead to the one that stays from now on. */
async function leaveTrace(tx: Db, lead: LeadRow, other: LeadRow, at: Date): Promise<void> {
  const { workspaceId, id: intoId } = lead
  await tx
    .update(mergedLeads)
    .set({ intoId })
    .where(and(eq(mergedLeads.workspaceId, workspaceId), eq(mergedLeads.intoId, other.id)))
  await tx.insert(mergedLeads).values({ workspaceId, id: other.id, intoId, at })
  await tx.delete(leads).where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, other.id)))
}

/**
 * The id under which a lead is found: its own, or that of the one that it was merged into. Throws `not_found`.
 */
export async function findMerged(db: Db, workspaceId: string, id: string): Promise<string> {
  const [lead] = await db
    .select({ id: leads.id })
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
  if (lead) return lead.id
  const [merged] = await db
    .select({ intoId: mergedLeads.intoId })
    .from(mergedLeads)
    .where(and(eq(mergedLeads.workspaceId, workspaceId), eq(mergedLeads.id, id)))
  if (!merged) throw noSuchLead()
  return merged.intoId
}
