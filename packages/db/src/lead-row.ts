import { and, eq, like, or, type SQL } from 'drizzle-orm'

import { anyOf } from './any-of.ts'
import type { LeadRow } from './closure.ts'
import type { Db } from './connect.ts'
import { noSuchLead } from './leads.ts'
import { leads, timelineEntries } from './schema.ts'

/** Those of many leads that are there, locked until the transaction ends, always in the same order. */
export function findLeads(tx: Db, workspaceId: string, ids: string[]): Promise<LeadRow[]> {
  return tx
    .select()
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), anyOf(leads.id, ids)))
    .orderBy(leads.id)
    .for('update')
}

/** A lead, locked until the transaction ends. Throws `not_found`. */
export async function readLead(tx: Db, workspaceId: string, id: string): Promise<LeadRow> {
  const [lead] = await findLeads(tx, workspaceId, [id])
  if (!lead) throw noSuchLead()
  return lead
}

// Nobody waits for longer, and clocks of servers differ by less. One that was wrong by more is not followed.
const longestWaitMs = 10_000

/**
 * When that is done to leads which somebody asked for at `now`: after what was done to them last. Who waited for them may have
 * asked before that, and a timeline is to tell things in their order.
 */
export function turnOf(rows: Pick<LeadRow, 'updatedAt'>[], now: Date): Date {
  const last = Math.max(...rows.map(({ updatedAt }) => updatedAt.getTime()))
  const wait = last - now.getTime()
  return wait >= 0 && wait < longestWaitMs ? new Date(last + 1) : now
}

/** What a lead is recognised by. */
export function contactsOf({
  email,
  phone,
  aliases,
}: Pick<LeadRow, 'email' | 'phone' | 'aliases'>): string[] {
  return [email, phone, ...aliases].filter((contact) => contact !== null)
}

/** As `touchLeads`. */
export function touchLead(tx: Db, workspaceId: string, lead: LeadRow): Promise<void> {
  return touchLeads(tx, workspaceId, [lead])
}

/** Notes that a person had to do with leads: those that were made of bookings stay from now on. */
export async function touchLeads(tx: Db, workspaceId: string, touched: LeadRow[]): Promise<void> {
  const ids = touched.filter(({ derived }) => derived).map(({ id }) => id)
  if (ids.length === 0) return
  await tx
    .update(leads)
    .set({ derived: false })
    .where(and(eq(leads.workspaceId, workspaceId), anyOf(leads.id, ids)))
  await keepEntries(tx, workspaceId, ids, eq(timelineEntries.factKey, 'captured'))
}

/** Lets what automation did to leads stay told on their timelines: it was derived from a base that they have no more. */
export function keepMoves(tx: Db, workspaceId: string, leadIds: string[]): Promise<void> {
  const { factKey } = timelineEntries
  const which = or(like(factKey, 'moved:%'), like(factKey, 'withheld:%'))
  return keepEntries(tx, workspaceId, leadIds, which)
}

// Whatever follows from now on, what they tell did happen.
async function keepEntries(
  tx: Db,
  workspaceId: string,
  leadIds: string[],
  which: SQL | undefined,
): Promise<void> {
  const { workspaceId: workspace, leadId } = timelineEntries
  await tx
    .update(timelineEntries)
    .set({ factKey: null })
    .where(and(eq(workspace, workspaceId), anyOf(leadId, leadIds), which))
}
