import { keyIdOf } from './key-ring.ts'

/**
 * Reads encryption keys from lines, the current one first: each 32 bytes in base64, alone or after its id and a colon. Empty
 * lines and those that start with `#` say nothing. Throws an error for the operator, which shows no key, for a malformed
 * one and for one with another's id; `where` is where the text is from.
 */
export function readKeys(text: string, where: string): Buffer[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  const keys = lines.map((line) => readKey(line, where))
  if (keys.length === 0) throw noKey(where)
  return keys
}

/** Writes keys as `readKeys` reads them. */
export function writeKeys(keys: readonly Uint8Array[]): string {
  return keys.map((key) => `${keyIdOf(key)}:${Buffer.from(key).toString('base64')}\n`).join('')
}

function readKey(line: string, where: string): Buffer {
  const colon = line.indexOf(':')
  const base64 = line.slice(colon + 1).trim()
  const key = Buffer.from(base64, 'base64')
  if (key.length !== 32 || withoutPadding(key.toString('base64')) !== withoutPadding(base64)) {
    throw noKey(where)
  }
  const named = line.slice(0, Math.max(colon, 0)).trim()
  const keyId = keyIdOf(key)
  if (colon >= 0 && named !== keyId) {
    throw new Error(`In ${where} the key ${keyId} stands under another id.`)
  }
  return key
}

function noKey(where: string): Error {
  return new Error(
    `${where} is no encryption key: it has to be 32 bytes in base64. Make one with: openssl rand -base64 32`,
  )
}

function withoutPadding(base64: string): string {
  return base64.replace(/=+$/, '')
}
