import { createHash, timingSafeEqual } from 'node:crypto'

import type { Encryption } from './encryption.ts'

/** How many letters and digits the code has at least; what `plainCode` leaves out does not count. */
export const shortestSetupCode = 12

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * The code that whoever creates the owner must know: `token` when the operator has set one, else 140 bits
 * derived from the encryption key, as seven groups of four letters and digits. All processes have
 * the same one, and it stays the same when they restart.
 */
export function setupCodeOf(encryption: Pick<Encryption, 'deriveKey'>, token?: string): string {
  if (token !== undefined) return token
  const bits = [...encryption.deriveKey('setup')]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  const groups = Array.from({ length: 7 }, (_, group) =>
    Array.from({ length: 4 }, (__, letter) => {
      const from = (group * 4 + letter) * 5
      return alphabet[Number.parseInt(bits.slice(from, from + 5), 2)]
    }).join(''),
  )
  return groups.join('-')
}

/** Whether `given` is the setup code, whatever its case, hyphens and white space. In constant time. */
export function isSetupCode(given: string, code: string): boolean {
  return plainCode(given) !== '' && timingSafeEqual(digestOf(given), digestOf(code))
}

/** What counts of a setup code: without hyphens and white space, in capitals. */
export function plainCode(code: string): string {
  return code.replaceAll(/[\s-]/g, '').toUpperCase()
}

function digestOf(code: string): Buffer {
  return createHash('sha256').update(plainCode(code)).digest()
}
