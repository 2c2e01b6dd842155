import { and, eq, type SQL } from 'drizzle-orm'

import type { LeadRow } from './closure.ts'
import type { Db } from './connect.ts'
import { noSuchLead } from './leads.ts'
import { leads, timelineEntries } from './schema.ts'

/** A lead, locked until the transaction ends; undefined when there is none. */
export async function findLead(
  tx: Db,
  workspaceId: string,
  id: string,
): Promise<LeadRow | undefined> {
  const [lead] = await tx
    .select()
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
    .for('update')
  return lead
}

/** As `findLead`. Throws `not_found`. */
export async function readLead(tx: Db, workspaceId: string, id: string): Promise<LeadRow> {
  const lead = await findLead(tx, workspaceId, id)
  if (!lead) throw noSuchLead()
  return lead
}

/** Notes that a person had to do with a lead: one that was made of bookings stays from now on. */
export async function touchLead(tx: Db, workspaceId: string, lead: LeadRow): Promise<void> {
  if (!lead.derived) return
  await tx
    .update(leads)
    .set({ derived: false })
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, lead.id)))
  await keepEntries(tx, lead, eq(timelineEntries.factKey, 'captured'))
}

/** Lets derived entries of a lead's timeline stay, whatever follows from now on: what they tell did happen. */
export async function keepEntries(
  tx: Db,
  { workspaceId, id }: Pick<LeadRow, 'workspaceId' | 'id'>,
  which: SQL | undefined,
): Promise<void> {
  await tx
    .update(timelineEntries)
    .set({ factKey: null })
    .where(and(eq(timelineEntries.workspaceId, workspaceId), eq(timelineEntries.leadId, id), which))
}
