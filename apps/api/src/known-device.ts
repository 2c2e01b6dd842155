import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

import type { Credential } from '@solar-capture/db/credentials'

import { cookieNamed } from './cookie-named.ts'
import type { Deps } from './deps.ts'

const lastsSeconds = 180 * 24 * 60 * 60

type Account = Pick<Credential, 'userId' | 'passwordHash'>
type DeviceDeps = Pick<Deps, 'encryption' | 'publicUrl' | 'now'>

/**
 * The cookie (a whole Set-Cookie line) by which a browser is known as one of a person's own, after they proved there
 * who they are. It signs nobody in: sign-in attempts with it are counted apart, so that nobody who guesses elsewhere
 * can keep the person out. It ends after 180 days and when the password changes. Nothing of it is stored.
 */
export function deviceCookie(deps: DeviceDeps, account: Account): string {
  const id = randomBytes(12).toString('base64url')
  const until = Math.floor(deps.now().getTime() / 1000) + lastsSeconds
  const value = `${id}.${until}.${macOf(deps, account, `${id}.${until}`)}`
  const secure = isSecure(deps) ? ['Secure'] : []
  return [
    `${nameOf(deps, account)}=${value}`,
    `Max-Age=${lastsSeconds}`,
    ...['Path=/', 'HttpOnly', 'SameSite=Strict'],
    ...secure,
  ].join('; ')
}

/** Which of a person's own browsers sent a `Cookie` header; null when it is not known as one. */
export function knownDevice(
  deps: DeviceDeps,
  account: Account,
  cookie: string | undefined,
): string | null {
  const value = cookieNamed(cookie, nameOf(deps, account))
  const [, id = '', until = '', mac = ''] =
    /^([\w-]{16})\.(\d{10})\.([\w-]{43})$/.exec(value ?? '') ?? []
  if (id === '' || Number(until) * 1000 <= deps.now().getTime()) return null
  const expected = macOf(deps, account, `${id}.${until}`)
  return timingSafeEqual(Buffer.from(mac), Buffer.from(expected)) ? id : null
}

// One for each person, so that those who share a browser keep each their own.
function nameOf(deps: DeviceDeps, { userId }: Account): string {
  const person = hmac(deps, `name|${userId}`).toString('hex', 0, 4)
  return `${isSecure(deps) ? '__Host-' : ''}solar-capture.device-${person}`
}

// With the password's hash in it, it ends with the password.
function macOf(deps: DeviceDeps, { userId, passwordHash }: Account, text: string): string {
  const password = createHash('sha256').update(passwordHash).digest('hex')
  return hmac(deps, `${userId}|${password}|${text}`).toString('base64url')
}

function hmac({ encryption }: DeviceDeps, text: string): Buffer {
  return createHmac('sha256', encryption.deriveKey('known-devices')).update(text).digest()
}

function isSecure({ publicUrl }: DeviceDeps): boolean {
  return publicUrl.protocol === 'https:'
}
