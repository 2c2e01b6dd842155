import { DomainError } from '@solar-capture/core/errors'
import { recordAuditOfPerson } from '@solar-capture/db/audit'
import { setPasswordHash } from '@solar-capture/db/credentials'
import { endPasswordResets } from '@solar-capture/db/password-resets'
import { clearSignInAttempts } from '@solar-capture/db/sign-in-attempts'

import { auditActorOfPerson } from './audit-actor.ts'
import { provePassword, type SelfContext } from './prove-self.ts'
import { renewAccess } from './renew-access.ts'

/**
 * Gives somebody who is signed in another password. Their other sessions and links for a new password end, and other
 * browsers are no longer known. Throws as `provePassword`, of `currentPassword`.
 */
export async function changePassword(
  ctx: SelfContext,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<void> {
  const { deps, person, visitor } = ctx
  const { credential, attempt } = await provePassword(ctx, 'currentPassword', currentPassword)
  const { password } = await deps.auth.$context
  const passwordHash = await password.hash(newPassword)
  const now = deps.now()
  const change = { userId: person.id, passwordHash, before: credential.passwordHash }
  await renewAccess(ctx, passwordHash, async (tx) => {
    if (!(await setPasswordHash(tx, change, now))) {
      throw new DomainError('conflict', 'Your password was changed somewhere else just now.')
    }
    await endPasswordResets(tx, person.id, now)
    await clearSignInAttempts(tx, attempt)
    const actor = auditActorOfPerson(person, visitor.address)
    await recordAuditOfPerson(tx, person.id, { action: 'password_changed', actor }, now)
  })
}
