import { recordAuditOfPerson } from '@solar-capture/db/audit'
import { getCredential, type Credential } from '@solar-capture/db/credentials'
import {
  takeCodeAttempt,
  takeSignInAttempt,
  type SignInAttempt,
} from '@solar-capture/db/sign-in-attempts'

import { auditActorOfPerson } from './audit-actor.ts'
import { attemptOf, isPasswordOf } from './check-password.ts'
import type { Person } from './principal.ts'
import { noteFailedSignIn, noteLimitedSignIn } from './sign-in-audit.ts'
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
