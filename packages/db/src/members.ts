import { eq } from 'drizzle-orm'

import type { Role } from '@solar-capture/core/access'

import type { Db } from './connect.ts'
import { members } from './schema-access.ts'

export type Membership = { workspaceId: string; role: Role }

/** The workspace that a person works in: the one joined first; null when there is none. */
export async function findMembership(db: Db, userId: string): Promise<Membership | null> {
  const [row] = await db
    .select({ workspaceId: members.workspaceId, role: members.role })
    .from(members)
    .where(eq(members.userId, userId))
    .orderBy(members.createdAt, members.workspaceId)
    .limit(1)
  return row ?? null
}
