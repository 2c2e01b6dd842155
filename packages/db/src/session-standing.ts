import { and, eq, gt, isNotNull, sql, type SQL } from 'drizzle-orm'

import type { Role } from '@solar-capture/core/access'

import type { Db } from './connect.ts'
import { members, sessions, totps, users, workspaces } from './schema-access.ts'

export type Membership = {
  workspaceId: string
  role: Role
  /** Whether they have to set up the second step before they may do anything here. */
  needsTotp: boolean
}

/** A session that has not ended, whose it is, and what of their workspaces it shows; null in none. */
export type SessionStanding = {
  id: string
  user: { id: string; name: string; email: string }
  /** When its person last proved who they are; null where that is not known. */
  provedAt: Date | null
  membership: Membership | null
}

/**
 * What a session shows right now: of the workspaces that its person belongs to the one that was chosen, else the
 * one joined first. Null when the session has ended: by the library's time, or seven days after the sign-in, however
 * much it was used.
 */
export function findSessionStanding(db: Db, sessionId: string): Promise<SessionStanding | null> {
  // The auth library goes by the real time, not by ours.
  return findStanding(db, and(eq(sessions.id, sessionId), gt(sessions.expiresAt, sql`now()`)))
}

/** The same by the hash of a token, of a session that lasts longer than until `until`, else null. */
export function findStandingByToken(
  db: Db,
  tokenHash: string,
  until: Date,
): Promise<SessionStanding | null> {
  return findStanding(db, and(eq(sessions.token, tokenHash), gt(sessions.expiresAt, until)))
}

async function findStanding(db: Db, wanted: SQL | undefined): Promise<SessionStanding | null> {
  const mustHaveTotp = sql`${workspaces.requiresTotp} and ${members.role} in ('owner', 'admin')`
  const [row] = await db
    .select({
      id: sessions.id,
      user: { id: users.id, name: users.name, email: users.email },
      provedAt: sessions.provedAt,
      workspaceId: members.workspaceId,
      role: members.role,
      needsTotp: sql<boolean>`coalesce(${mustHaveTotp} and ${totps.userId} is null, false)`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(members, eq(members.userId, sessions.userId))
    .leftJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .leftJoin(totps, and(eq(totps.userId, sessions.userId), isNotNull(totps.confirmedAt)))
    .where(and(wanted, gt(sessions.createdAt, sql`now() - interval '7 days'`)))
    .orderBy(
      sql`${members.workspaceId} = ${sessions.workspaceId} desc nulls last`,
      members.createdAt,
      members.workspaceId,
    )
    .limit(1)
  if (!row) return null
  const { workspaceId, role, needsTotp, ...session } = row
  return { ...session, membership: workspaceId && role ? { workspaceId, role, needsTotp } : null }
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
