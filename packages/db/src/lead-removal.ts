import { and, eq } from 'drizzle-orm'

import type { AuditActor } from '@solar-capture/core/audit'

import { recordAudit } from './audit.ts'
import type { LeadRow } from './closure.ts'
import type { Db } from './connect.ts'
import { listNodes, uidsOf } from './lead-nodes.ts'
import { contactsOf, readLead } from './lead-row.ts'
import { withProjection } from './projection.ts'
import type { Seeds } from './reach.ts'
import { bookingDecisions, leads, timelineEntries } from './schema.ts'

/**
 * Takes a lead out for good, with its notes and timeline, and writes that down. Its bookings are matched anew: they wait in
 * Unmatched unless another lead has their email or phone. Throws `not_found`.
 */
export async function removeLead(
  db: Db,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: AuditActor },
  now: Date,
): Promise<void> {
  await withProjection(db, {
    workspaceId,
    now,
    lock: { leadIds: [id] },
    write: async (tx) => {
      const lead = await readLead(tx, workspaceId, id)
      return takeOutLead(tx, { workspaceId, lead, actor }, now)
    },
    seeds: (reached) => reached,
  })
}

/** Takes a lead out as a part of a change, writes that down, and answers from where to look for what follows. */
export async function takeOutLead(
  tx: Db,
  { workspaceId, lead, actor }: { workspaceId: string; lead: LeadRow; actor: AuditActor },
  now: Date,
): Promise<Seeds> {
  const { id, name } = lead
  const nodes = await listNodes(tx, workspaceId, [id])
  const ofLead = [bookingDecisions, timelineEntries].map((table) => ({
    table,
    which: and(eq(table.workspaceId, workspaceId), eq(table.leadId, id)),
  }))
  for (const { table, which } of ofLead) await tx.delete(table).where(which)
  await tx.delete(leads).where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
  const event = { action: 'lead_removed', actor, target: { id, name } } as const
  await recordAudit(tx, workspaceId, event, now)
  return { leadIds: [id], uids: uidsOf(nodes), changedContacts: contactsOf(lead) }
}
