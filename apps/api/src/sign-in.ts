import { recordAuditOfPerson } from '@solar-capture/db/audit'
import {
  findCredentialByEmail,
  holdCredential,
  type Credential,
} from '@solar-capture/db/credentials'
import {
  clearSignInAttempts,
  giveBackSignInAttempt,
  takeCodeAttempt,
  takeSignInAttempt,
  type SignInAttempt,
} from '@solar-capture/db/sign-in-attempts'

import { auditActorOf } from './audit-actor.ts'
import { attemptOf, isPasswordOf } from './check-password.ts'
import type { Deps } from './deps.ts'
import { knownDevice } from './known-device.ts'
import { checkCode, type RightCode } from './second-step.ts'
import { noteFailedSignIn, noteLimitedSignIn } from './sign-in-audit.ts'
import { sessionCookies, storeSession, type Visitor } from './start-session.ts'

export type SignInGiven = {
  email: string
  password: string
  /** Of the authenticator app, or a recovery code. */
  code?: string | undefined
  rememberMe?: boolean | undefined
}

export type SignInResult =
  | { kind: 'signed_in'; user: { id: string; name: string; email: string }; setCookies: string[] }
  /** Too many tries: nothing was looked at. */
  | { kind: 'limited'; waitMs: number }
  /** There is nobody with this email, or the password is another. */
  | { kind: 'wrong' }
  /** The password was right; that there is a second step is told to nobody else. */
  | { kind: 'code_needed' }
  | { kind: 'code_wrong' }

type SignInDeps = Pick<Deps, 'db' | 'auth' | 'encryption' | 'afterwards' | 'publicUrl' | 'now'>

/**
 * Signs somebody in by password, and where their second step is on by a code too, in one go: until all of it was
 * right there is no session. Whether anybody has the email shows neither in the answer nor in its time.
 */
export async function signIn(
  deps: SignInDeps,
  given: SignInGiven,
  visitor: Visitor,
): Promise<SignInResult> {
  const credential = await findCredentialByEmail(deps.db, given.email.toLowerCase())
  const device = credential && knownDevice(deps, credential, visitor.cookie)
  const attempt = attemptOf(given.email, visitor.address, device)
  const limited = (waitMs: number): SignInResult => {
    noteLimitedSignIn(deps, credential, visitor.address)
    return { kind: 'limited', waitMs }
  }
  const wait = await takeSignInAttempt(deps.db, attempt, deps.now())
  if (wait > 0) return limited(wait)
  const isRight = await isPasswordOf(deps.auth, credential, given.password)
  if (!credential || !isRight) {
    noteFailedSignIn(deps, credential, visitor.address)
    return { kind: 'wrong' }
  }
  if (!credential.totpSince)
    return finish(deps, { credential, attempt, visitor, given, code: null })
  if (given.code === undefined) {
    await giveBackSignInAttempt(deps.db, attempt)
    return { kind: 'code_needed' }
  }
  const codeWait = await takeCodeAttempt(deps.db, attempt, deps.now())
  if (codeWait > 0) return limited(codeWait)
  const { userId } = credential
  const code = await checkCode(deps, { userId, code: given.code }, deps.now())
  if (code) return finish(deps, { credential, attempt, visitor, given, code })
  return refuseCode(deps, credential, visitor)
}

type Proved = {
  credential: Credential
  attempt: SignInAttempt
  visitor: Visitor
  given: SignInGiven
  code: RightCode | null
}

async function finish(
  deps: SignInDeps,
  { credential, attempt, visitor, given, code }: Proved,
): Promise<SignInResult> {
  const { userId, name, email } = credential
  const now = deps.now()
  const actor = { kind: 'user', id: userId, name, address: visitor.address } as const
  const token = await deps.db.transaction(async (tx) => {
    if (!(await holdCredential(tx, credential))) return 'changed'
    if (code && !(await code.take(tx))) return 'code_used'
    await clearSignInAttempts(tx, attempt)
    const details = { secondStep: code?.kind ?? null, knownDevice: attempt.device !== null }
    await recordAuditOfPerson(tx, userId, { action: 'signed_in', actor, details }, now)
    if (code?.kind === 'recovery_code') {
      await recordAuditOfPerson(tx, userId, { action: 'recovery_code_used', actor }, now)
    }
    return { token: await storeSession(tx, userId, visitor, now) }
  })
  if (token === 'changed') return { kind: 'wrong' }
  if (token === 'code_used') return refuseCode(deps, credential, visitor)
  const session = { ...token, remember: given.rememberMe ?? true }
  const { cookie } = visitor
  const setCookies = await sessionCookies(deps, session, { account: credential, cookie })
  // The session that the browser had before must not outlive the one that takes its place.
  if (cookie !== undefined) await deps.auth.api.signOut({ headers: new Headers({ cookie }) })
  return { kind: 'signed_in', user: { id: userId, name, email }, setCookies }
}

async function refuseCode(
  deps: SignInDeps,
  { userId, name }: Credential,
  { address }: Visitor,
): Promise<SignInResult> {
  const actor = auditActorOf(null, address)
  const event = { action: 'totp_failed', actor, target: { id: userId, name } } as const
  await recordAuditOfPerson(deps.db, userId, event, deps.now())
  return { kind: 'code_wrong' }
}
