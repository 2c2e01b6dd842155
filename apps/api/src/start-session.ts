import { randomBytes } from 'node:crypto'

import { TRPCError } from '@trpc/server'

import { recordAuditOfPerson } from '@solar-capture/db/audit'
import type { Db } from '@solar-capture/db/connect'
import type { Credential } from '@solar-capture/db/credentials'
import { addSession, replaceToken } from '@solar-capture/db/sessions'

import { sessionLasts } from './auth.ts'
import type { Deps } from './deps.ts'
import { hashOfSession } from './hashed-sessions.ts'
import { deviceCookie } from './known-device.ts'

/** Where a request comes from. */
export type Visitor = {
  address: string
  userAgent?: string | undefined
  /** Its `Cookie` header. */
  cookie?: string | undefined
}

type SessionDeps = Pick<Deps, 'db' | 'auth' | 'encryption' | 'publicUrl' | 'now'>

/** Signs in whoever has just proved to be a person, and answers the cookies to set. */
export async function startSession(
  deps: SessionDeps,
  credential: Credential,
  visitor: Visitor,
): Promise<string[]> {
  const { userId, name } = credential
  const actor = { kind: 'user', id: userId, name, address: visitor.address } as const
  const token = await deps.db.transaction(async (tx) => {
    await recordAuditOfPerson(tx, userId, { action: 'signed_in', actor }, deps.now())
    return storeSession(tx, userId, visitor, deps.now())
  })
  return sessionCookies(deps, { token, remember: true }, { account: credential })
}

/** Stores a session of a person who proved at `provedAt` who they are, and answers its token, for `sessionCookies`. */
export async function storeSession(
  tx: Db,
  userId: string,
  visitor: Visitor,
  provedAt: Date,
): Promise<string> {
  const token = newToken()
  // The auth library goes by the real time.
  const now = new Date()
  const expiresAt = new Date(now.getTime() + sessionLasts * 1000)
  const { address, userAgent = null } = visitor
  const session = { userId, tokenHash: hashOfSession(token), address, userAgent }
  await addSession(tx, { ...session, expiresAt, provedAt }, now)
  return token
}

/**
 * Gives the session of somebody who has proved at `provedAt` who they are another token, and answers it; the one before
 * signs nobody in any more. Throws UNAUTHORIZED when the session has ended.
 */
export async function renewSession(tx: Db, sessionId: string, provedAt: Date): Promise<string> {
  const token = newToken()
  if (await replaceToken(tx, { sessionId, tokenHash: hashOfSession(token), provedAt })) return token
  throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Please sign in.' })
}

/**
 * The cookies of whoever has just proved to be a person: of the stored session with that token, and of the device.
 * `remember` is whether the session's outlives the browser; by default as it did before.
 */
export async function sessionCookies(
  deps: Omit<SessionDeps, 'db'>,
  session: { token: string; remember?: boolean | undefined },
  {
    account,
    cookie,
  }: { account: Pick<Credential, 'userId' | 'passwordHash'> } & Pick<Visitor, 'cookie'>,
): Promise<string[]> {
  const { headers } = await deps.auth.api.setSession({
    body: session,
    headers: new Headers(cookie === undefined ? {} : { cookie }),
    returnHeaders: true,
  })
  return [...headers.getSetCookie(), deviceCookie(deps, account)]
}

// 256 bits.
function newToken(): string {
  return randomBytes(32).toString('base64url')
}
