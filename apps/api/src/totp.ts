import { randomBytes } from 'node:crypto'

import { Secret, TOTP } from 'otpauth'

const period = 30
/** Bits as RFC 4226 advises, in bytes. */
const seedLength = 20

// What every authenticator app knows; some ignore whatever else a link asks for.
const settings = { algorithm: 'SHA1', digits: 6, period }

/** Makes the seed of an authenticator app: 160 bits. */
export function newTotpSeed(): Uint8Array {
  return randomBytes(seedLength)
}

/** A seed for people: in base32 for typing, and as the `otpauth:` link that a QR code holds. */
export function showTotpSeed(seed: Uint8Array, email: string): { secret: string; uri: string } {
  const totp = totpOf(seed, email)
  return { secret: totp.secret.base32, uri: totp.toString() }
}

/**
 * The time step (RFC 6238, of 30 seconds) whose code somebody gave at `now`; one before and one after are taken too,
 * since clocks differ. Null when it is no code of these.
 */
export function stepOfCode(code: string, seed: Uint8Array, now: Date): number | null {
  const timestamp = now.getTime()
  const delta = totpOf(seed).validate({ token: code, timestamp, window: 1 })
  return delta === null ? null : Math.floor(timestamp / 1000 / period) + delta
}

function totpOf(seed: Uint8Array, label = ''): TOTP {
  const secret = new Secret({ buffer: new Uint8Array(seed).buffer })
  return new TOTP({ ...settings, issuer: 'Solar Capture', label, secret })
}
