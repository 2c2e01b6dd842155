import { randomInt } from 'node:crypto'

import type { Auth } from './auth.ts'

const howMany = 10
/** Without the letters and digits that are taken for each other. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'
/** Letters after the position: 74 bits. */
const lettersEach = 15

/**
 * Makes ten codes that stand in for an authenticator app, as `4abc-defg-hjkm-npqr`, and their scrypt hashes. A code
 * begins with its position, so that one hash is compared and not ten.
 */
export async function makeRecoveryCodes(
  auth: Auth,
): Promise<{ codes: string[]; hashes: string[] }> {
  const { password } = await auth.$context
  const plain = Array.from({ length: howMany }, (_, position) => {
    const letters = Array.from({ length: lettersEach }, () => alphabet[randomInt(alphabet.length)])
    return `${position}${letters.join('')}`
  })
  const hashes = await Promise.all(plain.map((code) => password.hash(code)))
  return { codes: plain.map((code) => code.replaceAll(/(.{4})(?=.)/g, '$1-')), hashes }
}

/** A recovery code as it was typed, whatever its case, hyphens and white space; null when it has not the form of one. */
export function readRecoveryCode(text: string): { code: string; position: number } | null {
  const code = text.replaceAll(/[\s-]/g, '').toLowerCase()
  if (!/^\d[a-z\d]{15}$/.test(code)) return null
  return { code, position: Number(code[0]) }
}
