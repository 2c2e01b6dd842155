import { TRPCError } from '@trpc/server'
import { z } from 'zod'

import { roles } from '@solar-capture/core/access'
import { DomainError } from '@solar-capture/core/errors'
import { refuseInvitation } from '@solar-capture/core/member-rules'
import {
  acceptInvitation,
  addInvitation,
  findInvitation,
  listInvitations,
  revokeInvitation,
} from '@solar-capture/db/invitations'
import { newId } from '@solar-capture/db/new-id'
import { showWorkspace } from '@solar-capture/db/session-standing'
import { addUser, hasUser } from '@solar-capture/db/users'

import { auditActorOf, auditActorOfPerson } from '../audit-actor.ts'
import type { Change } from '../changes.ts'
import type { Deps } from '../deps.ts'
import { hashOfLinkToken, newLinkToken } from '../link-token.ts'
import { newPassword } from '../passwords.ts'
import type { Person } from '../principal.ts'
import { signInOwner } from '../set-up.ts'
import { procedure } from '../trpc.ts'
import { instant, toInstant } from './shapes.ts'

const invitationLasts = 7 * 24 * 60 * 60 * 1000
const emailOf = z.email().trim().toLowerCase().max(254)
const token = z.string().min(1).max(200)
const role = z.enum(roles)
const changed: Change = { kinds: ['access'], leadIds: [] }

const dead = () =>
  new TRPCError({
    code: 'NOT_FOUND',
    message: 'This invitation is used up, withdrawn or too old. Ask for a new one.',
  })

type Invitation = NonNullable<Awaited<ReturnType<typeof findInvitation>>>

/** Inviting people, and accepting that. */
export const invitationProcedures = {
  /**
   * Makes a link with which somebody joins the workspace, to be handed to them; it works once, for seven days, and is
   * shown this once. It takes the place of an earlier one for the same address. CONFLICT when they are a member.
   */
  invite: procedure('member.invite')
    .input(z.strictObject({ email: emailOf, role }))
    .output(z.strictObject({ id: z.uuid(), link: z.string(), expiresAt: instant }))
    .mutation(async ({ ctx, input }) => {
      const { deps, workspaceId, user, principal, clientAddress } = ctx
      const refusal = refuseInvitation({ userId: user.id, role: principal.role }, input.role)
      if (refusal !== null) throw new TRPCError({ code: 'FORBIDDEN', message: refusal })
      const now = deps.now()
      const id = newId(now.getTime())
      const expiresAt = new Date(now.getTime() + invitationLasts)
      const { token: secret, hash } = newLinkToken()
      const invitation = { ...input, id, workspaceId, tokenHash: hash, invitedBy: user.id }
      const actor = auditActorOf(principal, clientAddress)
      await addInvitation(deps.db, { ...invitation, expiresAt }, actor, now)
      deps.changes.publish(workspaceId, changed)
      const link = `${deps.publicUrl.origin}/join#token=${secret}`
      return { id, link, expiresAt: toInstant(expiresAt) }
    }),

  /** The invitations that can still be accepted, the latest first, without their links. */
  invitations: procedure('member.invitations')
    .input(z.void())
    .output(
      z.array(
        z.strictObject({
          id: z.uuid(),
          email: z.string(),
          role,
          /** Null when that person is gone. */
          invitedBy: z.string().nullable(),
          createdAt: instant,
          expiresAt: instant,
        }),
      ),
    )
    .query(async ({ ctx: { deps, workspaceId } }) => {
      const rows = await listInvitations(deps.db, workspaceId, deps.now())
      return rows.map(({ createdAt, expiresAt, ...row }) => ({
        ...row,
        createdAt: toInstant(createdAt),
        expiresAt: toInstant(expiresAt),
      }))
    }),

  /** Ends an invitation; its link works no more. Again changes nothing. NOT_FOUND. */
  revokeInvitation: procedure('member.revokeInvitation')
    .input(z.strictObject({ id: z.uuid() }))
    .output(z.strictObject({ id: z.uuid() }))
    .mutation(async ({ ctx: { deps, workspaceId, principal, clientAddress }, input: { id } }) => {
      const actor = auditActorOf(principal, clientAddress)
      await revokeInvitation(deps.db, { workspaceId, id, actor }, deps.now())
      deps.changes.publish(workspaceId, changed)
      return { id }
    }),

  /**
   * What an invitation is to, for whoever has its link. NOT_FOUND when it cannot be accepted any more. It changes
   * nothing, and is a mutation so that the token is in no URL.
   */
  invitation: procedure('member.invitation')
    .input(z.strictObject({ token }))
    .output(
      z.strictObject({ workspaceName: z.string(), email: z.string(), role, expiresAt: instant }),
    )
    .mutation(async ({ ctx: { deps }, input }) => {
      const { workspaceName, email, role: as, expiresAt } = await getInvitation(deps, input.token)
      return { workspaceName, email, role: as, expiresAt: toInstant(expiresAt) }
    }),

  /**
   * Joins the workspace of an invitation and shows it. Who has an account signs in to it first; for anybody else
   * `name` and `password` make one, and sign in. NOT_FOUND when it cannot be accepted any more; CONFLICT when the
   * account is there already or another one is signed in.
   */
  acceptInvitation: procedure('member.acceptInvitation')
    .input(
      z.strictObject({
        token,
        name: z.string().trim().min(1).max(100).optional(),
        password: newPassword.optional(),
      }),
    )
    .output(z.strictObject({ workspaceId: z.uuid() }))
    .mutation(async ({ ctx, input }) => {
      const { deps, person, clientAddress } = ctx
      const invitation = await getInvitation(deps, input.token)
      if (person) {
        await joinSignedIn(deps, { invitation, person, clientAddress })
      } else {
        const { name, password } = input
        if (name === undefined || password === undefined) {
          throw new DomainError('invalid', 'Give your name and a password.')
        }
        const { email } = invitation
        await joinAnew(deps, { invitation, name, password, clientAddress })
        ctx.setCookies(await signInOwner(deps, { email, password }, clientAddress))
      }
      deps.changes.publish(invitation.workspaceId, changed)
      return { workspaceId: invitation.workspaceId }
    }),
}

async function getInvitation(deps: Deps, secret: string): Promise<Invitation> {
  const found = await findInvitation(deps.db, hashOfLinkToken(secret), deps.now())
  if (!found) throw dead()
  return found
}

async function joinSignedIn(
  deps: Deps,
  asked: { invitation: Invitation; person: Person; clientAddress: string },
): Promise<void> {
  const { invitation, person, clientAddress } = asked
  if (person.email !== invitation.email) {
    const message = `This invitation is for ${invitation.email}. Sign out, then open its link again.`
    throw new DomainError('conflict', message)
  }
  const now = deps.now()
  const join = async () => ({
    userId: person.id,
    actor: auditActorOfPerson(person, clientAddress),
  })
  await deps.db.transaction(async (tx) => {
    if (!(await acceptInvitation(tx, invitation.id, join, now))) throw dead()
  })
  await showWorkspace(deps.db, person.sessionId, invitation.workspaceId)
}

async function joinAnew(
  deps: Deps,
  asked: { invitation: Invitation; name: string; password: string; clientAddress: string },
): Promise<void> {
  const { invitation, name, clientAddress } = asked
  const { email } = invitation
  const { password } = await deps.auth.$context
  const passwordHash = await password.hash(asked.password)
  const now = deps.now()
  const userId = newId(now.getTime())
  const actor = { kind: 'user', id: userId, name, address: clientAddress } as const
  await deps.db.transaction(async (tx) => {
    const join = async () => {
      if (await hasUser(tx, email)) {
        const message = `There is an account for ${email} already. Sign in, then open the link again.`
        throw new DomainError('conflict', message)
      }
      await addUser(tx, { id: userId, name, email, passwordHash }, now)
      return { userId, actor }
    }
    if (!(await acceptInvitation(tx, invitation.id, join, now))) throw dead()
  })
}
