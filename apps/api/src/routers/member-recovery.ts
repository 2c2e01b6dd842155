import { TRPCError } from '@trpc/server'
import { z } from 'zod'

import { DomainError } from '@solar-capture/core/errors'
import { refuseRecovery } from '@solar-capture/core/member-rules'
import { recordAuditOfPerson } from '@solar-capture/db/audit'
import { getCredential } from '@solar-capture/db/credentials'
import { listSharedRoles } from '@solar-capture/db/members'
import { replaceRecoveryCodes } from '@solar-capture/db/recovery-codes'
import { endSessions } from '@solar-capture/db/sessions'
import { removeTotp } from '@solar-capture/db/totps'

import { auditActorOf } from '../audit-actor.ts'
import type { Deps } from '../deps.ts'
import type { MemberPrincipal } from '../principal.ts'
import { publishAccess } from '../publish-access.ts'
import { makeResetLink } from '../reset-link.ts'
import { procedure } from '../trpc.ts'
import { instant, toInstant } from './shapes.ts'

const who = z.strictObject({ userId: z.uuid() })

/** Letting a member in anew who lost what they sign in with. */
export const recoveryProcedures = {
  /**
   * Makes a link with which a member gives themselves a new password, to be handed to them; it works once, for a
   * day, and is shown this once. FORBIDDEN where it could let the caller in elsewhere, or above them. NOT_FOUND.
   */
  resetLink: procedure('member.resetLink')
    .input(who)
    .output(z.strictObject({ link: z.string(), expiresAt: instant }))
    .mutation(async ({ ctx: { deps, principal, clientAddress }, input: { userId } }) => {
      await askToRecover(deps, principal, userId)
      const actor = auditActorOf(principal, clientAddress)
      const { link, expiresAt } = await makeResetLink(deps, userId, actor)
      return { link, expiresAt: toInstant(expiresAt) }
    }),

  /**
   * Switches the second step of a member off, who lost phone and recovery codes; they have to sign in again, by the
   * password alone. The caller has to be sure who asked. FORBIDDEN as for `resetLink`. NOT_FOUND.
   */
  resetTotp: procedure('member.resetTotp')
    .input(who)
    .output(who)
    .mutation(async ({ ctx: { deps, principal, clientAddress }, input: { userId } }) => {
      await askToRecover(deps, principal, userId)
      const actor = auditActorOf(principal, clientAddress)
      await deps.db.transaction(async (tx) => {
        const { name } = await getCredential(tx, userId)
        await removeTotp(tx, userId)
        await replaceRecoveryCodes(tx, userId, [])
        await endSessions(tx, userId, null)
        const event = { action: 'totp_disabled', actor, target: { id: userId, name } } as const
        await recordAuditOfPerson(tx, userId, event, deps.now())
      })
      await publishAccess(deps, userId)
      return { userId }
    }),
}

async function askToRecover(
  deps: Deps,
  { workspaceId, user, role }: MemberPrincipal,
  userId: string,
) {
  const shared = await listSharedRoles(deps.db, user.id, userId)
  const here = shared.find((row) => row.workspaceId === workspaceId)
  if (!here) throw new DomainError('not_found', 'There is no such member.')
  const member = { userId, role: here.of }
  const refusal = refuseRecovery({ userId: user.id, role }, { member, shared })
  if (refusal !== null) throw new TRPCError({ code: 'FORBIDDEN', message: refusal })
}
