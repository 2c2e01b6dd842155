import { and, desc, eq, gt, isNull } from 'drizzle-orm'

import type { Role } from '@solar-capture/core/access'
import { DomainError } from '@solar-capture/core/errors'

import { recordAudit, type AuditEvent } from './audit.ts'
import type { Db } from './connect.ts'
import { invitations, members, users, workspaces } from './schema-access.ts'

type Actor = AuditEvent['actor']

export type NewInvitation = {
  id: string
  workspaceId: string
  /** In lower case. */
  email: string
  role: Role
  /** SHA-256 of the token. */
  tokenHash: Uint8Array
  invitedBy: string
  expiresAt: Date
}

/**
 * Invites somebody; what invited the same address before ends, so that one link is good at a time. Throws
 * `conflict` when they are a member already.
 */
export async function addInvitation(
  db: Db,
  invitation: NewInvitation,
  actor: Actor,
  now: Date,
): Promise<void> {
  const { id, workspaceId, email, role } = invitation
  await db.transaction(async (tx) => {
    const [member] = await tx
      .select({ id: users.id })
      .from(users)
      .innerJoin(members, eq(members.userId, users.id))
      .where(and(eq(members.workspaceId, workspaceId), eq(users.email, email)))
    if (member) throw new DomainError('conflict', 'They are a member already.')
    await tx
      .update(invitations)
      .set({ revokedAt: now })
      .where(and(isPending(workspaceId, now), eq(invitations.email, email)))
    await tx.insert(invitations).values({ ...invitation, createdAt: now })
    const target = { id, name: email }
    const event = { action: 'member_invited', actor, target, details: { role } } as const
    await recordAudit(tx, workspaceId, event, now)
  })
}

/** The invitations of a workspace that can still be accepted at `now`, the latest first. */
export function listInvitations(db: Db, workspaceId: string, now: Date) {
  return db
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      invitedBy: users.name,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(isPending(workspaceId, now))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
}

/** Ends an invitation; one that has ended stays as it is. Throws `not_found`. */
export async function revokeInvitation(
  db: Db,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: Actor },
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    const isIt = and(eq(invitations.workspaceId, workspaceId), eq(invitations.id, id))
    const [known] = await tx.select().from(invitations).where(isIt).for('update')
    if (!known) throw new DomainError('not_found', 'There is no such invitation.')
    if (known.acceptedAt || known.revokedAt) return
    await tx.update(invitations).set({ revokedAt: now }).where(isIt)
    const target = { id, name: known.email }
    await recordAudit(tx, workspaceId, { action: 'invitation_revoked', actor, target }, now)
  })
}

/** Ends what somebody invited to a workspace, since they may not any more. */
export async function revokeInvitationsBy(
  db: Db,
  workspaceId: string,
  userId: string,
  now: Date,
): Promise<void> {
  await db
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(isPending(workspaceId, now), eq(invitations.invitedBy, userId)))
}

/** The invitation with this token that can still be accepted at `now`, with the name of its workspace; else null. */
export async function findInvitation(db: Db, tokenHash: Uint8Array, now: Date) {
  const [row] = await db
    .select({
      id: invitations.id,
      workspaceId: invitations.workspaceId,
      workspaceName: workspaces.name,
      email: invitations.email,
      role: invitations.role,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .innerJoin(workspaces, eq(workspaces.id, invitations.workspaceId))
    .where(and(eq(invitations.tokenHash, tokenHash), isOpen(now)))
  return row ?? null
}

/**
 * Makes somebody a member by an invitation, once; to be called in a transaction. `join` is called when nobody else can
 * accept it any more, and answers who it is. Who is a member already keeps their role. Answers false when it
 * cannot be accepted any more.
 */
export async function acceptInvitation(
  tx: Db,
  id: string,
  join: () => Promise<{ userId: string; actor: Actor }>,
  now: Date,
): Promise<boolean> {
  const [taken] = await tx
    .update(invitations)
    .set({ acceptedAt: now })
    .where(and(eq(invitations.id, id), isOpen(now)))
    .returning()
  if (!taken) return false
  const { workspaceId, role, email } = taken
  const { userId, actor } = await join()
  await tx
    .insert(members)
    .values({ workspaceId, userId, role, createdAt: now })
    .onConflictDoNothing()
  const target = { id, name: email }
  const event = { action: 'invitation_accepted', actor, target, details: { role } } as const
  await recordAudit(tx, workspaceId, event, now)
  return true
}

function isPending(workspaceId: string, now: Date) {
  return and(eq(invitations.workspaceId, workspaceId), isOpen(now))
}

function isOpen(now: Date) {
  return and(
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, now),
  )
}
