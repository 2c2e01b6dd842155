import { and, eq } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import { byName } from '@solar-capture/core/natural-order'

import { anyOf } from './any-of.ts'
import type { Change } from './change.ts'
import type { Db } from './connect.ts'
import { findLeads, touchLeads, turnOf } from './lead-row.ts'
import { lockReach } from './reach.ts'
import { leads, members, users } from './schema.ts'
import { runIn } from './statement.ts'
import { addEntries } from './timeline.ts'

/** Who can be the owner of a lead: everybody in the workspace, by name. */
export async function listOwners(
  db: Db,
  workspaceId: string,
): Promise<{ id: string; name: string }[]> {
  const owners = await db
    .select({ id: users.id, name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.workspaceId, workspaceId))
  // Not by the database, whose orders depend on how it was set up.
  return owners.toSorted(byName)
}

/**
 * Gives leads to a member of the workspace, or to nobody, tells so on their timelines and answers the ids of those that were
 * another one's. Ids of leads that are not there are passed over. Throws `not_found` for somebody who is no member.
 */
export async function assignLeads(
  db: Db,
  ids: string[],
  ownerId: string | null,
  change: Change,
): Promise<string[]> {
  return db.transaction(async (tx) => {
    await runIn(tx)(lockReach(change.workspaceId, { leadIds: ids }))
    return assignHeldLeads(tx, ids, ownerId, change)
  })
}

/** As `assignLeads`, in a transaction that has locked the leads. */
export async function assignHeldLeads(
  tx: Db,
  ids: string[],
  ownerId: string | null,
  change: Change,
): Promise<string[]> {
  const { workspaceId } = change
  const owners = await listOwners(tx, workspaceId)
  const to = owners.find(({ id }) => id === ownerId)
  if (ownerId !== null && !to) {
    throw new DomainError('not_found', 'There is no such member of this workspace.')
  }
  const rows = await findLeads(tx, workspaceId, ids)
  const changed = rows.filter((lead) => lead.ownerId !== ownerId)
  if (changed.length === 0) return []
  const changedIds = changed.map(({ id }) => id)
  const now = turnOf(changed, change.now)
  const told = changed.map((lead) => {
    const from = owners.find(({ id }) => id === lead.ownerId)?.name ?? null
    return { leadId: lead.id, detail: { kind: 'assigned' as const, from, to: to?.name ?? null } }
  })
  await touchLeads(tx, workspaceId, changed)
  await addEntries(tx, told, { ...change, now })
  await tx
    .update(leads)
    .set({ ownerId, updatedAt: now })
    .where(and(eq(leads.workspaceId, workspaceId), anyOf(leads.id, changedIds)))
  return changedIds
}
