import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'

import type { KeyRing } from './key-ring.ts'

/** Thrown when bytes cannot be decrypted: changed, from another place, or wrapped by another key. */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError'
}

/** What bytes are bound to, by the id of the key that encrypts them. */
export type ContextOf = (keyId: string) => string

const version = 1
const nonceLength = 12
const tagLength = 16

/** AES-256-GCM, packed: version (1 byte), nonce (12), ciphertext, tag (16). `context` is authenticated. */
export function seal(key: KeyObject, plain: Uint8Array, context: string): Uint8Array {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const ciphertext = cipher.update(plain)
  return Buffer.concat([Buffer.of(version), nonce, ciphertext, cipher.final(), cipher.getAuthTag()])
}

/** Undoes `seal`. Throws DecryptionError. */
export function open(key: KeyObject, packed: Uint8Array, context: string): Uint8Array {
  if (packed[0] !== version || packed.length < 1 + nonceLength + tagLength) {
    throw new DecryptionError('The encrypted bytes have a form that this release does not know.')
  }
  const nonce = packed.subarray(1, 1 + nonceLength)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
    .setAAD(Buffer.from(context))
    .setAuthTag(packed.subarray(-tagLength))
  const ciphertext = packed.subarray(1 + nonceLength, -tagLength)
  try {
    return Buffer.concat([decipher.update(ciphertext), decipher.final()])
  } catch (error) {
    throw new DecryptionError('The encrypted bytes were changed, or belong somewhere else.', {
      cause: error,
    })
  }
}

/** Encrypts a data key with the current key; the id of the key that did it (4 bytes) stands before the rest. */
export function wrapWith(ring: KeyRing, dataKey: Uint8Array, contextOf: ContextOf): Uint8Array {
  const { key, keyId } = ring.current()
  return Buffer.concat([Buffer.from(keyId, 'hex'), seal(key, dataKey, contextOf(keyId))])
}

/** Undoes `wrapWith`. Throws DecryptionError, naming the key that is needed when it is not there. */
export function openWith(ring: KeyRing, wrapped: Uint8Array, contextOf: ContextOf): Uint8Array {
  const keyId = wrapperOf(wrapped)
  const wrapper = ring.find(keyId)
  if (!wrapper) {
    const known = ring.keyIds()
    throw new DecryptionError(
      `Encrypted with the key ${keyId}, but the key here is ${known.join(', ')}.`,
    )
  }
  return open(wrapper.key, wrapped.subarray(4), contextOf(keyId))
}

/** The id of the key that encrypted a data key. */
export function wrapperOf(wrapped: Uint8Array): string {
  return Buffer.from(wrapped.subarray(0, 4)).toString('hex')
}
