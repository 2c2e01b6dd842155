import { createHmac } from 'node:crypto'

import type { KeyRing, Wrapper } from './key-ring.ts'
import { openWith, wrapWith } from './sealed-bytes.ts'

/** Keeps the root, encrypted: what is in the database. */
export type RootStore = {
  find: () => Promise<Uint8Array | null>
  /** Keeps it unless there is one. */
  keep: (sealed: Uint8Array) => Promise<void>
}

/** Decrypts the root that keys for other purposes are derived from. Throws a DecryptionError. */
export function openRoot(ring: KeyRing, sealed: Uint8Array): Uint8Array {
  return openWith(ring, sealed, rootContext)
}

/**
 * The root of an installation which has none yet: what its key gave before there was one. It is kept encrypted, so that it stays the
 * same when the encryption key is rotated. Where another process keeps one meanwhile, it is that one.
 */
export async function makeRoot(
  ring: KeyRing,
  inUse: string[],
  { find, keep }: RootStore,
): Promise<Uint8Array> {
  const used = inUse.map((keyId) => ring.find(keyId)).find((one) => one !== null)
  const root = rootOf(used ?? ring.current())
  await keep(wrapWith(ring, root, rootContext))
  const kept = await find()
  return kept ? openRoot(ring, kept) : root
}

/** The root of a key: HKDF's extract with SHA-256 and no salt. The key does not follow from it. */
export function rootOf({ key }: Wrapper): Uint8Array {
  return createHmac('sha256', '').update(key.export()).digest()
}

/** A key of 32 bytes for a purpose: HKDF's expand. */
export function deriveFrom(root: Uint8Array, purpose: string): Buffer {
  return createHmac('sha256', root).update(`solar/v1|${purpose}`).update(Buffer.of(1)).digest()
}

/** What the encrypted root is bound to. */
export function rootContext(keyId: string): string {
  return `solar/v1|root|${keyId}`
}
