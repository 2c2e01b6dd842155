import { z } from 'zod'

import { roles } from '@solar-capture/core/access'
import { changeRole, listMembers, removeMember } from '@solar-capture/db/members'

import { auditActorOf, auditActorOfPerson } from '../audit-actor.ts'
import type { Change } from '../changes.ts'
import { procedure, router } from '../trpc.ts'
import { invitationProcedures } from './member-invitations.ts'
import { recoveryProcedures } from './member-recovery.ts'
import { instant, toInstant } from './shapes.ts'

const shownMember = z.strictObject({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: z.enum(roles),
  joinedAt: instant,
  /** Whether they sign in with a second step. */
  hasTotp: z.boolean(),
  /** When a session of theirs that goes on was last used. */
  lastSeenAt: instant.nullable(),
})

const who = z.strictObject({ userId: z.uuid() })
const changed: Change = { kinds: ['access'], leadIds: [] }

/** The people of a workspace. What they may do to each other is in the core's member rules. */
export const memberRouter = router({
  /** Everybody in the workspace, those who joined first first. Times are ISO 8601 UTC. */
  list: procedure('member.list')
    .input(z.void())
    .output(z.array(shownMember))
    .query(async ({ ctx: { deps, workspaceId } }) => {
      const members = await listMembers(deps.db, workspaceId)
      return members.map(({ joinedAt, lastSeenAt, ...member }) => ({
        ...member,
        joinedAt: toInstant(joinedAt),
        lastSeenAt: toInstant(lastSeenAt),
      }))
    }),

  /**
   * Gives a member another role; they have to sign in again. NOT_FOUND when there is no such member; FORBIDDEN for
   * one's own role, for what only owners decide, and when the workspace would have no owner.
   */
  setRole: procedure('member.setRole')
    .input(who.extend({ role: z.enum(roles) }))
    .output(who)
    .mutation(async ({ ctx, input: { userId, role } }) => {
      const { deps, workspaceId, user, principal, clientAddress } = ctx
      const actor = auditActorOf(principal, clientAddress)
      const change = { workspaceId, actorId: user.id, memberId: userId, actor, to: role }
      if (await changeRole(deps.db, change, deps.now())) deps.changes.publish(workspaceId, changed)
      return { userId }
    }),

  /** Takes a member out of the workspace, at once; they have to sign in again. NOT_FOUND, FORBIDDEN as for `setRole`. */
  remove: procedure('member.remove')
    .input(who)
    .output(who)
    .mutation(async ({ ctx, input: { userId } }) => {
      const { deps, workspaceId, user, principal, clientAddress } = ctx
      const actor = auditActorOf(principal, clientAddress)
      const change = { workspaceId, actorId: user.id, memberId: userId, actor }
      await removeMember(deps.db, change, deps.now())
      deps.changes.publish(workspaceId, changed)
      return { userId }
    }),

  /** Takes oneself out of a workspace; one has to sign in again. FORBIDDEN for its last owner. NOT_FOUND. */
  leave: procedure('member.leave')
    .input(z.strictObject({ workspaceId: z.uuid() }))
    .output(z.strictObject({}))
    .mutation(async ({ ctx: { deps, person, clientAddress }, input: { workspaceId } }) => {
      const actor = auditActorOfPerson(person, clientAddress)
      const change = { workspaceId, actorId: person.id, memberId: person.id, actor }
      await removeMember(deps.db, change, deps.now())
      deps.changes.publish(workspaceId, changed)
      return {}
    }),

  ...recoveryProcedures,
  ...invitationProcedures,
})
