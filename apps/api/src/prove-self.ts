import { DomainError } from '@solar-capture/core/errors'
import { recordAuditOfPerson } from '@solar-capture/db/audit'
import { getCredential, holdCredential, type Credential } from '@solar-capture/db/credentials'
import {
  clearSignInAttempts,
  takeCodeAttempt,
  takeSignInAttempt,
  type SignInAttempt,
} from '@solar-capture/db/sign-in-attempts'

import { auditActorOfPerson } from './audit-actor.ts'
import { attemptOf, isPasswordOf } from './check-password.ts'
import type { Person } from './principal.ts'
import { checkCode, type RightCode } from './second-step.ts'
import { noteFailedSignIn, noteLimitedSignIn } from './sign-in-audit.ts'
import { renewSession, sessionCookies } from './start-session.ts'
import { tooMany } from './too-many.ts'
import type { Context } from './trpc.ts'
import { wrongField } from './wrong-field.ts'

/** Somebody who is signed in and does something to their own account. */
export type SelfContext = Pick<Context, 'deps' | 'visitor' | 'setCookies' | 'setRetryAfter'> & {
  person: Person
}

export type Proof = { credential: Credential; attempt: SignInAttempt }

/**
 * What tries of somebody who is signed in are counted by: their session, so that neither those who guess elsewhere
 * keep them out, nor whoever took a session over guesses the password with it.
 */
export async function findOwnCredential({ deps, person, visitor }: SelfContext): Promise<Proof> {
  const credential = await getCredential(deps.db, person.id)
  const device = `session ${person.sessionId}`
  return { credential, attempt: attemptOf(credential.email, visitor.address, device) }
}

/**
 * Asks somebody who is signed in for their password, which stands in `field` of the input. Throws BAD_REQUEST with an
 * error of the field when it is wrong, TOO_MANY_REQUESTS after several.
 */
export async function provePassword(
  ctx: SelfContext,
  field: string,
  given: string,
): Promise<Proof> {
  const { deps, visitor } = ctx
  const own = await findOwnCredential(ctx)
  const wait = await takeSignInAttempt(deps.db, own.attempt, deps.now())
  if (wait > 0) {
    noteLimitedSignIn(deps, own.credential, visitor.address)
    throw tooMany(ctx, wait)
  }
  if (await isPasswordOf(deps.auth, own.credential, given)) return own
  noteFailedSignIn(deps, own.credential, visitor.address)
  throw wrongField(field, 'This is not your password.')
}

/** Looks at a code of somebody who is signed in by `check`, null being wrong. Throws as `provePassword`, for `code`. */
export async function proveCode<T>(
  ctx: SelfContext,
  { attempt }: Proof,
  check: () => Promise<T | null>,
): Promise<T> {
  const { deps, visitor } = ctx
  const wait = await takeCodeAttempt(deps.db, attempt, deps.now())
  if (wait > 0) throw tooMany(ctx, wait)
  const right = await check()
  if (right !== null) return right
  const actor = auditActorOfPerson(ctx.person, visitor.address)
  await recordAuditOfPerson(deps.db, ctx.person.id, { action: 'totp_failed', actor }, deps.now())
  throw wrongCode()
}

/** A refusal of a code that is wrong, used or too old. */
export function wrongCode() {
  return wrongField(
    'code',
    'This code is wrong, used or too old. Give the one that your app shows now.',
  )
}

/** What is to be given instead of what was given, or beside it. */
const asked = {
  password: 'Give your password.',
  code: 'Give the code that your authenticator app shows, or a recovery code.',
}

/**
 * Has somebody who is signed in prove who they are: by a code where their second step is on, else by their password. From now
 * on their session has another token, and counts as proved for a while. Throws BAD_REQUEST with an error of the field that
 * is wrong or missing, and as `provePassword` and `proveCode`.
 */
export async function proveSelf(
  ctx: SelfContext,
  given: { password?: string | undefined; code?: string | undefined },
): Promise<void> {
  const { deps, person, visitor } = ctx
  const { own, code } = await look(ctx, given)
  const now = deps.now()
  const actor = auditActorOfPerson(person, visitor.address)
  const token = await deps.db.transaction(async (tx) => {
    if (!(await holdCredential(tx, own.credential))) {
      throw new DomainError('conflict', 'How you sign in was changed somewhere else just now.')
    }
    if (code && !(await code.take(tx))) throw wrongCode()
    await clearSignInAttempts(tx, own.attempt)
    const details = { by: code?.kind ?? 'password' }
    const event = { action: 'identity_proved', actor, details } as const
    await recordAuditOfPerson(tx, person.id, event, now)
    if (code?.kind === 'recovery_code') {
      await recordAuditOfPerson(tx, person.id, { action: 'recovery_code_used', actor }, now)
    }
    return renewSession(tx, person.sessionId, now)
  })
  const { cookie } = visitor
  ctx.setCookies(await sessionCookies(deps, { token }, { account: own.credential, cookie }))
}

async function look(
  ctx: SelfContext,
  { password, code }: { password?: string | undefined; code?: string | undefined },
): Promise<{ own: Proof; code: RightCode | null }> {
  const { deps, person } = ctx
  const own = await findOwnCredential(ctx)
  if (!own.credential.totpSince) {
    if (password === undefined) throw wrongField('password', asked.password)
    return { own: await provePassword(ctx, 'password', password), code: null }
  }
  // The password alone would let in whom the second step is there to keep out.
  if (code === undefined) throw wrongField('code', asked.code)
  const check = () => checkCode(deps, { userId: person.id, code }, deps.now())
  return { own, code: await proveCode(ctx, own, check) }
}
