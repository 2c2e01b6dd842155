import { createHash, randomBytes } from 'node:crypto'

/**
 * Makes the secret of a link that lets somebody in: 256 bits, as base64url. Only `hash` (SHA-256) may be stored. In
 * the link it belongs behind the `#`, which no browser sends and so no log gets.
 */
export function newLinkToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOfLinkToken(token) }
}

/** What is stored of a link's token. */
export function hashOfLinkToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
