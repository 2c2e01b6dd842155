import { and, eq, gt } from 'drizzle-orm'

import type { Role } from '@solar-capture/core/access'

import type { Db } from './connect.ts'
import { members, sessions } from './schema-access.ts'

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

/** The role in a workspace of whom a session belongs to; null when the session or the membership has ended by `now`. */
export async function findRoleOfSession(
  db: Db,
  { sessionId, workspaceId }: { sessionId: string; workspaceId: string },
  now: Date,
): Promise<Role | null> {
  const [row] = await db
    .select({ role: members.role })
    .from(sessions)
    .innerJoin(members, eq(members.userId, sessions.userId))
    .where(
      and(
        eq(sessions.id, sessionId),
        gt(sessions.expiresAt, now),
        eq(members.workspaceId, workspaceId),
      ),
    )
  return row?.role ?? null
}
