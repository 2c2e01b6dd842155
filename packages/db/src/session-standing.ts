import { and, eq, gt, isNotNull, sql } from 'drizzle-orm'

import type { Role } from '@solar-capture/core/access'

import type { Db } from './connect.ts'
import { members, sessions, totps, workspaces } from './schema-access.ts'

export type Membership = {
  workspaceId: string
  role: Role
  /** Whether they have to set up the second step before they may do anything here. */
  needsTotp: boolean
}

/**
 * What a session shows right now: of the workspaces that its person belongs to the one that was chosen, else the
 * one joined first; null in none. Null altogether when the session has ended: by the library's time, or seven days
 * after the sign-in, however much it was used.
 */
export async function findSessionStanding(
  db: Db,
  sessionId: string,
): Promise<{ membership: Membership | null } | null> {
  const mustHaveTotp = sql`${workspaces.requiresTotp} and ${members.role} in ('owner', 'admin')`
  const [row] = await db
    .select({
      workspaceId: members.workspaceId,
      role: members.role,
      needsTotp: sql<boolean>`coalesce(${mustHaveTotp} and ${totps.userId} is null, false)`,
    })
    .from(sessions)
    .leftJoin(members, eq(members.userId, sessions.userId))
    .leftJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .leftJoin(totps, and(eq(totps.userId, sessions.userId), isNotNull(totps.confirmedAt)))
    .where(
      and(
        eq(sessions.id, sessionId),
        // The auth library goes by the real time, not by ours.
        gt(sessions.expiresAt, sql`now()`),
        gt(sessions.createdAt, sql`now() - interval '7 days'`),
      ),
    )
    .orderBy(
      sql`${members.workspaceId} = ${sessions.workspaceId} desc nulls last`,
      members.createdAt,
      members.workspaceId,
    )
    .limit(1)
  if (!row) return null
  const { workspaceId, role, needsTotp } = row
  const membership = workspaceId && role ? { workspaceId, role, needsTotp } : null
  return { membership }
}

/** Has a session show a workspace from now on. Answers false where its person does not belong to it. */
export async function showWorkspace(
  db: Db,
  sessionId: string,
  workspaceId: string,
): Promise<boolean> {
  const belongs = db
    .select({ one: sql`1` })
    .from(members)
    .where(and(eq(members.userId, sessions.userId), eq(members.workspaceId, workspaceId)))
  const rows = await db
    .update(sessions)
    .set({ workspaceId })
    .where(and(eq(sessions.id, sessionId), sql`exists ${belongs}`))
    .returning({ id: sessions.id })
  return rows.length > 0
}
