import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** An encryption key and the 8 hex digits that name it. */
export type Wrapper = { key: KeyObject; keyId: string }

/** The encryption keys that there are: what is new is encrypted with `current()`, the others only decrypt. */
export type KeyRing = {
  current: () => Wrapper
  /** The key of that id; null when it is not here. */
  find: (keyId: string) => Wrapper | null
  keyIds: () => string[]
}

/** Names a key, without telling anything about it: 8 hex digits. */
export function keyIdOf(key: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'solar/v1|key-id', 32)).toString('hex', 0, 4)
}

/** Makes a key usable. Throws when it is not 32 bytes. */
export function toWrapper(key: Uint8Array): Wrapper {
  if (key.length !== 32) throw new Error(`The encryption key has ${key.length} bytes, not 32.`)
  return { key: createSecretKey(key), keyId: keyIdOf(key) }
}

/** A ring of keys that stay as they are, the current one first. */
export function fixedRing(keys: readonly Uint8Array[]): KeyRing {
  const wrappers = keys.map(toWrapper)
  return {
    current: () => firstOf(wrappers),
    find: (keyId) => wrappers.find((one) => one.keyId === keyId) ?? null,
    keyIds: () => wrappers.map((one) => one.keyId),
  }
}

function firstOf(wrappers: Wrapper[]): Wrapper {
  const [first] = wrappers
  if (!first) throw new Error('There is no encryption key.')
  return first
}
