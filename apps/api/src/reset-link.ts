import type { AuditActor, AuditDetails } from '@solar-capture/core/audit'
import { recordAuditOfPerson } from '@solar-capture/db/audit'
import type { Db } from '@solar-capture/db/connect'
import { getCredential } from '@solar-capture/db/credentials'
import { addPasswordReset, endPasswordResets } from '@solar-capture/db/password-resets'

import type { Deps } from './deps.ts'
import { newLinkToken } from './link-token.ts'

const hour = 60 * 60 * 1000

type LinkDeps = Pick<Deps, 'db' | 'publicUrl' | 'now'>

/** With its token behind the `#`, which no browser sends and so no log gets. */
export type ResetLink = { link: string; expiresAt: Date }

/**
 * Makes a link with which a person gives themselves a new password, to be handed to them by whoever asked for it; it
 * works once, for 24 hours. Earlier ones of that person work no more. Throws when there is no such person.
 */
export function makeResetLink(
  deps: LinkDeps,
  userId: string,
  actor: AuditActor,
): Promise<ResetLink> {
  return deps.db.transaction(async (tx) => {
    await endPasswordResets(tx, userId, deps.now())
    return addLink(tx, deps, { userId, hours: 24, actor, details: {} })
  })
}

/**
 * Makes such a link for a mail to the person, whoever asked for it; it works for an hour. Earlier ones stay: anybody
 * can ask, and must not be able to end them.
 */
export function makeMailedLink(
  deps: LinkDeps,
  userId: string,
  actor: AuditActor,
): Promise<ResetLink> {
  const details = { byMail: true }
  return deps.db.transaction((tx) => addLink(tx, deps, { userId, hours: 1, actor, details }))
}

async function addLink(
  tx: Db,
  deps: LinkDeps,
  asked: { userId: string; hours: number; actor: AuditActor; details: AuditDetails },
): Promise<ResetLink> {
  const { userId, hours, actor, details } = asked
  const now = deps.now()
  const expiresAt = new Date(now.getTime() + hours * hour)
  const { token, hash } = newLinkToken()
  const { name } = await getCredential(tx, userId)
  await addPasswordReset(tx, { userId, tokenHash: hash, expiresAt }, now)
  const target = { id: userId, name }
  await recordAuditOfPerson(tx, userId, { action: 'reset_link_made', actor, target, details }, now)
  return { link: `${deps.publicUrl.origin}/reset#token=${token}`, expiresAt }
}
