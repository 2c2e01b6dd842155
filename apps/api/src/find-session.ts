import { createHmac, timingSafeEqual } from 'node:crypto'

import { findStandingByToken, type SessionStanding } from '@solar-capture/db/session-standing'

import { sessionCookieName, sessionLasts, sessionRenewedAfter, sessionSecret } from './auth.ts'
import { cookieNamed } from './cookie-named.ts'
import type { Deps } from './deps.ts'
import { hashOfSession } from './hashed-sessions.ts'

/**
 * The session that a `Cookie` header is of, in one look at the database; null when there is none, or when it is time to renew it
 * or to clear it away, which is left to the auth library. By that library's rules: the cookie's value is the token, a dot and its
 * HMAC-SHA256 as base64 (better-call, `getSignedCookie`), and a session is renewed once it was used `sessionRenewedAfter` seconds
 * after it was renewed last (better-auth, `getSession`).
 */
export async function findSession(
  deps: Pick<Deps, 'db' | 'encryption' | 'publicUrl'>,
  cookie: string,
): Promise<SessionStanding | null> {
  const token = signedToken(deps, cookie)
  if (token === null) return null
  const until = new Date(Date.now() + (sessionLasts - sessionRenewedAfter) * 1000)
  return findStandingByToken(deps.db, hashOfSession(token), until)
}

function signedToken(
  { encryption, publicUrl }: Pick<Deps, 'encryption' | 'publicUrl'>,
  cookie: string,
): string | null {
  const sent = cookieNamed(cookie, sessionCookieName(publicUrl)) ?? ''
  const [, token, signature] = /^([\w-]{1,100})\.([\w+/]{43}=)$/.exec(decoded(sent)) ?? []
  if (token === undefined || signature === undefined) return null
  const expected = createHmac('sha256', sessionSecret(encryption)).update(token).digest()
  return timingSafeEqual(expected, Buffer.from(signature, 'base64')) ? token : null
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
