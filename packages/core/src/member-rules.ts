import type { Role } from './access.ts'

/** Somebody in a workspace. */
export type Member = { userId: string; role: Role }

/** Null where it may be done, else why not, for the one who tried. */
export type Refusal = string | null

const managers: readonly Role[] = ['owner', 'admin']
const ofOwners = 'Only an owner may decide about owners.'
const lastOwner = 'A workspace needs an owner. Make somebody else one first.'

/** Whether `actor` may invite somebody as `role`. */
export function refuseInvitation(actor: Member, role: Role): Refusal {
  return refuseManaging(actor, role)
}

/** Whether `actor` may give `member` the role `to`. `owners` is how many the workspace has. */
export function refuseRoleChange(
  actor: Member,
  { member, to, owners }: { member: Member; to: Role; owners: number },
): Refusal {
  if (actor.userId === member.userId) {
    return 'Nobody changes their own role. Ask another owner or admin.'
  }
  const refusal = refuseManaging(actor, member.role) ?? refuseManaging(actor, to)
  if (refusal !== null) return refusal
  return member.role === 'owner' && to !== 'owner' && owners < 2 ? lastOwner : null
}

/** Whether `actor` may take `member` out of the workspace; everybody may leave it, but for its last owner. */
export function refuseRemoval(
  actor: Member,
  { member, owners }: { member: Member; owners: number },
): Refusal {
  const isOwnWish = actor.userId === member.userId
  const refusal = isOwnWish ? null : refuseManaging(actor, member.role)
  if (refusal !== null) return refusal
  return member.role === 'owner' && owners < 2 ? lastOwner : null
}

/**
 * Whether `actor` may let `member` in anew, by a reset link or without the second step. Whoever has such a link
 * can be that person everywhere: so it takes an owner, or for those below an admin, in each of their workspaces.
 * `shared` has the role of both in each workspace of `member`; the actor's is null where they are none.
 */
export function refuseRecovery(
  actor: Member,
  { member, shared }: { member: Member; shared: { of: Role; by: Role | null }[] },
): Refusal {
  if (actor.userId === member.userId) return 'For yourself, change it under Account.'
  const isAbove = ({ of, by }: { of: Role; by: Role | null }) =>
    by === 'owner' || (by === 'admin' && !managers.includes(of))
  if (!isAbove({ of: member.role, by: actor.role })) {
    return 'Only an owner may do this for owners and admins.'
  }
  if (shared.every(isAbove)) return null
  return 'They belong to another workspace too, where you may not do this. Ask its owner, or whoever runs the server.'
}

function refuseManaging(actor: Member, role: Role): Refusal {
  if (!managers.includes(actor.role)) return 'Only owners and admins may do this.'
  return role === 'owner' && actor.role !== 'owner' ? ofOwners : null
}
