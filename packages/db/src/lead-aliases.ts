import { and, eq } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'

import type { Change } from './change.ts'
import type { Db } from './connect.ts'
import { readLead, touchLead, turnOf } from './lead-row.ts'
import { withProjection } from './projection.ts'
import { leads } from './schema.ts'
import { addEntry } from './timeline.ts'

/**
 * Takes one of the other emails from a lead. What was booked with it, and not linked by hand, is matched anew: it goes to the lead
 * that has this email, or waits in Unmatched. `email` is normalised. Throws `not_found` for a lead that is not there,
 * or does not have it as another email.
 */
export async function removeAlias(
  db: Db,
  { id, email }: { id: string; email: string },
  change: Change,
): Promise<void> {
  const { workspaceId, actor } = change
  const reach = { leadIds: [id], changedContacts: [email] }
  await withProjection(db, {
    workspaceId,
    now: change.now,
    lock: reach,
    write: async (tx) => {
      const lead = await readLead(tx, workspaceId, id)
      const aliases = lead.aliases.filter((alias) => alias !== email)
      if (aliases.length === lead.aliases.length) {
        throw new DomainError('not_found', 'The lead has no such other email.')
      }
      const now = turnOf([lead], change.now)
      await touchLead(tx, workspaceId, lead)
      await tx
        .update(leads)
        .set({ aliases, updatedAt: now })
        .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
      const changes = [{ field: 'alias' as const, from: email, to: null }]
      await addEntry(
        tx,
        { workspaceId, leadId: id },
        { actor, now, detail: { kind: 'edited', changes } },
      )
    },
    seeds: () => reach,
  })
}
