import { and, asc, count, eq, inArray, isNotNull, sql } from 'drizzle-orm'

import type { Role } from '@solar-capture/core/access'
import { DomainError } from '@solar-capture/core/errors'
import {
  refuseRemoval,
  refuseRoleChange,
  type Member,
  type Refusal,
} from '@solar-capture/core/member-rules'
import { byName } from '@solar-capture/core/natural-order'

import { recordAudit, type AuditEvent } from './audit.ts'
import type { Db } from './connect.ts'
import { revokeInvitationsBy } from './invitations.ts'
import { members, sessions, totps, users, workspaces } from './schema-access.ts'
import { lockWorkspace } from './workspaces.ts'

/** Who asks for a change of members, and how the audit log names them. */
export type MemberChange = {
  workspaceId: string
  actorId: string
  memberId: string
  actor: AuditEvent['actor']
}

/** Everybody in a workspace, those who joined first first; `lastSeenAt` is null where no session is left. */
export function listMembers(db: Db, workspaceId: string) {
  return db
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      role: members.role,
      joinedAt: members.createdAt,
      hasTotp: isNotNull(totps.confirmedAt).mapWith(Boolean),
      lastSeenAt: sql<Date | null>`(
        select max(${sessions.updatedAt}) from ${sessions} where ${sessions.userId} = ${users.id})`.mapWith(
        sessions.updatedAt,
      ),
    })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .leftJoin(totps, eq(totps.userId, members.userId))
    .where(eq(members.workspaceId, workspaceId))
    .orderBy(asc(members.createdAt), asc(users.id))
}

/**
 * Gives a member another role and ends all their sessions, so that no token outlives the rights that it was given
 * for. Answers whether it was another one. Throws `not_found` and `forbidden`.
 */
export async function changeRole(
  db: Db,
  { to, ...change }: MemberChange & { to: Role },
  now: Date,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { by, member, name, owners } = await lockMembers(tx, change)
    refuseWith(refuseRoleChange(by, { member, to, owners }))
    if (member.role === to) return false
    await tx.update(members).set({ role: to }).where(isMember(change))
    await endAccess(tx, change, now)
    const details = { from: member.role, to }
    const target = { id: member.userId, name }
    const event = { action: 'role_changed', actor: change.actor, target, details } as const
    await recordAudit(tx, change.workspaceId, event, now)
    return true
  })
}

/** Takes a member out of a workspace and ends their sessions. Throws `not_found` and `forbidden`. */
export async function removeMember(db: Db, change: MemberChange, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const { by, member, name, owners } = await lockMembers(tx, change)
    refuseWith(refuseRemoval(by, { member, owners }))
    await tx.delete(members).where(isMember(change))
    await endAccess(tx, change, now)
    const target = { id: member.userId, name }
    const details = { role: member.role }
    const event = { action: 'member_removed', actor: change.actor, target, details } as const
    await recordAudit(tx, change.workspaceId, event, now)
  })
}

/** The role of `memberId` in each workspace that they belong to, and that of `actorId` there; null is none. */
export async function listSharedRoles(db: Db, actorId: string, memberId: string) {
  const rows = await db
    .select({ workspaceId: members.workspaceId, userId: members.userId, role: members.role })
    .from(members)
    .where(inArray(members.userId, [actorId, memberId]))
  return rows
    .filter(({ userId }) => userId === memberId)
    .map(({ workspaceId, role }) => {
      const own = rows.find((row) => row.workspaceId === workspaceId && row.userId === actorId)
      return { workspaceId, of: role, by: own?.role ?? null }
    })
}

/** The workspaces that a person belongs to, by name. */
export async function listWorkspacesOf(db: Db, userId: string) {
  const own = await db
    .select({ id: workspaces.id, name: workspaces.name, role: members.role })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(eq(members.userId, userId))
  return own.toSorted(byName)
}

// Whoever changes members of a workspace waits for the one before, so that two owners cannot remove each other.
async function lockMembers(tx: Db, { workspaceId, actorId, memberId }: MemberChange) {
  await lockWorkspace(tx, workspaceId)
  const found = await tx
    .select({ userId: members.userId, role: members.role, name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), inArray(members.userId, [actorId, memberId])))
  const by: Member | undefined = found.find(({ userId }) => userId === actorId)
  const member = found.find(({ userId }) => userId === memberId)
  if (!member) throw new DomainError('not_found', 'There is no such member.')
  if (!by) throw new DomainError('forbidden', 'You are no member any more.')
  const [row] = await tx
    .select({ owners: count() })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.role, 'owner')))
  return { by, member, name: member.name, owners: row?.owners ?? 0 }
}

async function endAccess(tx: Db, { workspaceId, memberId }: MemberChange, now: Date) {
  await tx.delete(sessions).where(eq(sessions.userId, memberId))
  await revokeInvitationsBy(tx, workspaceId, memberId, now)
}

function isMember({ workspaceId, memberId }: MemberChange) {
  return and(eq(members.workspaceId, workspaceId), eq(members.userId, memberId))
}

function refuseWith(refusal: Refusal): void {
  if (refusal !== null) throw new DomainError('forbidden', refusal)
}
