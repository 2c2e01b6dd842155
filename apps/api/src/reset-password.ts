import { TRPCError } from '@trpc/server'

import { takeFromAddress } from '@solar-capture/db/address-attempts'
import { recordAuditOfPerson } from '@solar-capture/db/audit'
import {
  findCredentialByEmail,
  getCredential,
  setPasswordHash,
} from '@solar-capture/db/credentials'
import {
  endPasswordResets,
  findPasswordReset,
  takePasswordReset,
} from '@solar-capture/db/password-resets'
import { takeSample } from '@solar-capture/db/samples'
import { endSessions } from '@solar-capture/db/sessions'

import { networkOf } from './address.ts'
import { auditActorOf } from './audit-actor.ts'
import { deviceCookie } from './known-device.ts'
import { hashOfLinkToken } from './link-token.ts'
import { publishAccess } from './publish-access.ts'
import { makeMailedLink } from './reset-link.ts'
import { tooMany } from './too-many.ts'
import type { Context } from './trpc.ts'

type AskedContext = Pick<Context, 'deps' | 'visitor' | 'setCookies' | 'setRetryAfter'>

const oneMailEveryMs = 5 * 60_000

const dead = () =>
  new TRPCError({
    code: 'UNAUTHORIZED',
    message: 'This link is used up or too old. Ask for a new one.',
  })

/**
 * Gives whoever has a link a new password, once. All sessions of the person end, nobody is signed in, and the second
 * step stays as it is. Throws UNAUTHORIZED when the link does not work, TOO_MANY_REQUESTS.
 */
export async function resetPassword(
  ctx: AskedContext,
  given: { token: string; password: string },
): Promise<void> {
  const { deps, visitor } = ctx
  await countTry(ctx)
  const tokenHash = hashOfLinkToken(given.token)
  if ((await findPasswordReset(deps.db, tokenHash, deps.now())) === null) throw dead()
  const { password } = await deps.auth.$context
  const passwordHash = await password.hash(given.password)
  const now = deps.now()
  const userId = await deps.db.transaction(async (tx) => {
    const owner = await takePasswordReset(tx, tokenHash, now)
    if (owner === null) throw dead()
    const { name } = await getCredential(tx, owner)
    await setPasswordHash(tx, { userId: owner, passwordHash }, now)
    await endPasswordResets(tx, owner, now)
    await endSessions(tx, owner, null)
    const actor = { kind: 'user', id: owner, name, address: visitor.address } as const
    await recordAuditOfPerson(tx, owner, { action: 'password_reset', actor }, now)
    return owner
  })
  await publishAccess(deps, userId)
  ctx.setCookies([deviceCookie(deps, { userId, passwordHash })])
}

/**
 * Has a link sent to whoever has that email, at most one in five minutes. Throws NOT_FOUND where no mail is sent, and
 * TOO_MANY_REQUESTS; whether anybody has the email shows in nothing, since all else is done after the answer.
 */
export async function requestReset(ctx: AskedContext, email: string): Promise<void> {
  const { deps, visitor } = ctx
  const { mail } = deps
  if (!mail) {
    const message = 'This server sends no mail. Ask an owner or admin of your workspace for a link.'
    throw new TRPCError({ code: 'NOT_FOUND', message })
  }
  await countTry(ctx)
  const now = deps.now()
  deps.afterwards.run('A link for a new password was not sent', async () => {
    const person = await findCredentialByEmail(deps.db, email)
    if (!person) return
    if (!(await takeSample(deps.db, `mail to ${person.userId}`, oneMailEveryMs, now))) return
    const actor = auditActorOf(null, visitor.address)
    const { link } = await makeMailedLink(deps, person.userId, actor)
    const text = mailText({ name: person.name, link, origin: deps.publicUrl.origin })
    await mail.send({ to: person.email, subject: 'A new password for Solar Capture', text })
  })
}

async function countTry(ctx: AskedContext): Promise<void> {
  const { deps, visitor } = ctx
  const wait = await takeFromAddress(deps.db, networkOf(visitor.address), deps.now())
  if (wait > 0) throw tooMany(ctx, wait)
}

function mailText({ name, link, origin }: { name: string; link: string; origin: string }): string {
  return [
    `Hello ${name},`,
    `somebody asked for a new password of your account at ${origin}. Open this link to choose one:`,
    link,
    'It works once, for an hour. If it was not you, do nothing: your password stays as it is.',
  ].join('\n\n')
}
