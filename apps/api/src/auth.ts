import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { isAPIError } from 'better-auth/api'

import type { Db } from '@solar-capture/db/connect'
import { newId } from '@solar-capture/db/new-id'
import * as schema from '@solar-capture/db/schema'

import type { Encryption } from './encryption.ts'
import { withHashedSessions } from './hashed-sessions.ts'
import { ownOrigins } from './known-host.ts'
import { sessionCookie } from './session-cookie.ts'

export type Auth = ReturnType<typeof createAuth>

export const passwordLength = { min: 12, max: 128 }

/** Where better-auth reads the client's address; set by `auth-route.ts`, never taken from a client. */
export const clientAddressHeader = 'x-solar-capture-client'

/** Seconds that a session goes on without being used. */
export const sessionLasts = 12 * 60 * 60

/** Seconds after which a session that is used goes on for that long again. */
export const sessionRenewedAfter = 5 * 60

/** What the session's cookie is signed with. */
export function sessionSecret(encryption: Pick<Encryption, 'deriveKey'>): string {
  return encryption.deriveKey('sessions').toString('base64')
}

/** The name of the cookie that holds the session of an installation at this address. */
export function sessionCookieName(publicUrl: URL): string {
  return cookieName(publicUrl, 'session')
}

function cookieName(publicUrl: URL, name: string): string {
  return `${publicUrl.protocol === 'https:' ? '__Host-' : ''}solar-capture.${name}`
}

/**
 * Sets better-auth up: email and password only, nobody signs up by themselves, sessions of twelve hours that
 * are prolonged while they are used, and hashed in the database. Passwords and codes are looked at by `sign-in.ts`. `reportError` gets what goes wrong inside.
 */
export function createAuth(options: {
  db: Db
  encryption: Pick<Encryption, 'deriveKey'>
  publicUrl: URL
  reportError: (error: unknown, message: string) => void
}) {
  const { db, encryption, publicUrl, reportError } = options
  const secure = publicUrl.protocol === 'https:'
  const cookie = (name: string) => ({
    name: cookieName(publicUrl, name),
    attributes: { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const,
  })
  return betterAuth({
    appName: 'Solar Capture',
    baseURL: publicUrl.origin,
    basePath: '/api/auth',
    trustedOrigins: ownOrigins(publicUrl),
    secret: sessionSecret(encryption),
    database: withHashedSessions(
      drizzleAdapter(db, { provider: 'pg', schema, usePlural: true, transaction: true }),
    ),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    session: {
      expiresIn: sessionLasts,
      updateAge: sessionRenewedAfter,
      cookieCache: { enabled: false },
    },
    plugins: [sessionCookie],
    // What can be guessed is limited by sign-in-attempts, before this library sees it.
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
      cookies: {
        session_token: cookie('session'),
        dont_remember: cookie('until-closed'),
        session_data: cookie('session-data'),
      },
    },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      disableColors: true,
      // Only the message: what comes with it may hold personal data.
      log: (_level, message) =>
        reportError(new Error(message), 'The auth library reports an error'),
    },
    onAPIError: {
      onError: (error) => {
        if (isAPIError(error) && error.statusCode < 500) return
        reportError(error, 'Signing in or out failed')
      },
    },
  })
}
