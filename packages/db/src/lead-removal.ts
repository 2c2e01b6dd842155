import { and, eq, isNull, or } from 'drizzle-orm'

import type { AuditActor } from '@solar-capture/core/audit'

import { recordAudit } from './audit.ts'
import type { Db } from './connect.ts'
import { readLead } from './lead-row.ts'
import { withProjection } from './projection.ts'
import { bookingDecisions, bookings, bookingUids, leads, timelineEntries } from './schema.ts'

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
      const { name, email, aliases, phone } = await readLead(tx, workspaceId, id)
      const uids = await listUids(tx, workspaceId, id)
      const ofLead = [bookingDecisions, timelineEntries].map((table) => ({
        table,
        which: and(eq(table.workspaceId, workspaceId), eq(table.leadId, id)),
      }))
      for (const { table, which } of ofLead) await tx.delete(table).where(which)
      await tx.delete(leads).where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
      const event = { action: 'lead_removed', actor, target: { id, name } } as const
      await recordAudit(tx, workspaceId, event, now)
      return { uids, contacts: [email, phone, ...aliases].filter((contact) => contact !== null) }
    },
    seeds: ({ uids, contacts }) => ({ leadIds: [id], uids, changedContacts: contacts }),
  })
}

/** The uids of the bookings that a lead has, and of those that came by its link and wait. */
async function listUids(tx: Db, workspaceId: string, leadId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ uid: bookingUids.uid })
    .from(bookings)
    .innerJoin(
      bookingUids,
      and(
        eq(bookingUids.workspaceId, bookings.workspaceId),
        eq(bookingUids.bookingId, bookings.id),
      ),
    )
    .where(
      and(
        eq(bookings.workspaceId, workspaceId),
        or(
          eq(bookings.leadId, leadId),
          and(isNull(bookings.leadId), eq(bookings.ambiguousLeadId, leadId)),
        ),
      ),
    )
  return rows.map(({ uid }) => uid)
}
