import { and, eq } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'

import type { Db } from './connect.ts'
import { leads, users } from './schema.ts'

/** Everything about a lead but its bookings and timeline. Throws `not_found`. */
export async function getLead(db: Db, workspaceId: string, id: string) {
  const [lead] = await db
    .select({
      id: leads.id,
      name: leads.name,
      email: leads.email,
      phone: leads.phone,
      postcode: leads.postcode,
      address: leads.address,
      source: leads.source,
      stageId: leads.stageId,
      stageSince: leads.stageSince,
      pinned: leads.pinned,
      bookedAt: leads.bookedAt,
      createdAt: leads.createdAt,
      updatedAt: leads.updatedAt,
      aliases: leads.aliases,
      stageSetBy: leads.stageSetBy,
      owner: { id: users.id, name: users.name },
    })
    .from(leads)
    .leftJoin(users, eq(users.id, leads.ownerId))
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
  if (!lead) throw noSuchLead()
  return lead
}

/** What is answered for a lead that does not exist, or belongs to another workspace. */
export function noSuchLead(): DomainError {
  return new DomainError('not_found', 'There is no such lead. It may have been removed.')
}
