import { createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'

import { open, openWith, seal, wrapWith } from './sealed-bytes.ts'

export type Secret = { sealed: Uint8Array; wrappedKey: Uint8Array; keyId: string }
export type SecretPlace = { endpointId: string; version: number }
export type BodyPlace = { workspaceId: string; deliveryId: string }

/**
 * Encrypts what is stored. Everything is bound to its place: moved to another row it no longer opens, and
 * `openSecret`, `openBody` and `openTotpSeed` throw a DecryptionError, as they do for changed bytes or another key's.
 */
export type Encryption = {
  /** Names the key, without telling anything about it: 8 hex digits. */
  keyId: string
  /** Encrypts an endpoint's signing secret with a data key of its own. */
  sealSecret: (secret: string, place: SecretPlace) => Secret
  openSecret: (row: Secret, place: SecretPlace) => string
  /** Makes a data key for a workspace's delivery bodies, wrapped, as `workspaces.body_key` keeps it. */
  newBodyKey: (workspaceId: string) => Uint8Array
  sealBody: (body: Uint8Array, place: BodyPlace, wrappedBodyKey: Uint8Array) => Uint8Array
  openBody: (sealed: Uint8Array, place: BodyPlace, wrappedBodyKey: Uint8Array) => Uint8Array
  /** Encrypts the seed of a person's authenticator app. */
  sealTotpSeed: (seed: Uint8Array, userId: string) => Uint8Array
  openTotpSeed: (sealed: Uint8Array, userId: string) => Uint8Array
  /** What people see of a secret, as `7F3A-91C2`: without the key it cannot be computed from a guess. */
  fingerprintOf: (secret: string) => string
  /** A key of 32 bytes for `purpose`, the same whenever the encryption key is. */
  deriveKey: (purpose: string) => Buffer
}

/** What `Encryption` throws when bytes cannot be decrypted. */
export { DecryptionError } from './sealed-bytes.ts'

const mostBodyKeys = 1_000

/** Makes the encryption of a key. Throws when `key` is not 32 bytes, or does not work. */
export function createEncryption(key: Uint8Array): Encryption {
  if (key.length !== 32) throw new Error(`The encryption key has ${key.length} bytes, not 32.`)
  const deriveKey = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', key, '', `solar/v1|${purpose}`, 32))
  const keyId = deriveKey('key-id').toString('hex', 0, 4)
  const fingerprintKey = deriveKey('fingerprint')
  const wrapper = { key: createSecretKey(key), keyId }
  const bodyKeys = new Map<string, KeyObject>()
  // Each delivery needs it: unwrapping it each time would cost as much as the rest, and so would a key that is bytes.
  const bodyKeyOf = (workspaceId: string, wrapped: Uint8Array) => {
    const name = `${workspaceId}/${Buffer.from(wrapped).toString('base64')}`
    const known = bodyKeys.get(name)
    if (known) return known
    const bytes = openWith(wrapper, wrapped, bodyKeyContext(workspaceId, keyId))
    const bodyKey = createSecretKey(bytes)
    if (bodyKeys.size >= mostBodyKeys) bodyKeys.clear()
    bodyKeys.set(name, bodyKey)
    return bodyKey
  }

  const encryption: Encryption = {
    keyId,
    deriveKey,
    sealSecret: (secret, place) => {
      const dataKey = randomBytes(32)
      return {
        sealed: seal(createSecretKey(dataKey), Buffer.from(secret), secretContext(place)),
        wrappedKey: wrapWith(wrapper, dataKey, `solar/v1|dek|${keyId}`),
        keyId,
      }
    },
    openSecret: (row, place) => {
      const dataKey = openWith(wrapper, row.wrappedKey, `solar/v1|dek|${keyId}`)
      return Buffer.from(
        open(createSecretKey(dataKey), row.sealed, secretContext(place)),
      ).toString()
    },
    newBodyKey: (workspaceId) =>
      wrapWith(wrapper, randomBytes(32), bodyKeyContext(workspaceId, keyId)),
    sealBody: (body, place, wrappedBodyKey) =>
      seal(bodyKeyOf(place.workspaceId, wrappedBodyKey), body, bodyContext(place)),
    openBody: (sealed, place, wrappedBodyKey) =>
      open(bodyKeyOf(place.workspaceId, wrappedBodyKey), sealed, bodyContext(place)),
    sealTotpSeed: (seed, userId) => wrapWith(wrapper, seed, totpContext(userId, keyId)),
    openTotpSeed: (sealed, userId) => openWith(wrapper, sealed, totpContext(userId, keyId)),
    fingerprintOf: (secret) => {
      const hex = createHmac('sha256', fingerprintKey).update(secret).digest('hex').toUpperCase()
      return `${hex.slice(0, 4)}-${hex.slice(4, 8)}`
    },
  }
  testItself(encryption)
  return encryption
}

// A secret's row has no id beside its endpoint and version.
function secretContext({ endpointId, version }: SecretPlace): string {
  return `solar/v1|webhook_secret|${endpointId}/${version}|${endpointId}|${version}`
}

function bodyKeyContext(workspaceId: string, keyId: string): string {
  return `solar/v1|dek|${keyId}|body|${workspaceId}`
}

function bodyContext({ workspaceId, deliveryId }: BodyPlace): string {
  return `solar/v1|body|${workspaceId}|${deliveryId}`
}

function totpContext(userId: string, keyId: string): string {
  return `solar/v1|totp|${keyId}|${userId}`
}

function testItself(encryption: Encryption): void {
  const secretPlace = { endpointId: 'self-test', version: 1 }
  const secret = encryption.sealSecret('self-test', secretPlace)
  const bodyPlace = { workspaceId: 'self-test', deliveryId: 'self-test' }
  const bodyKey = encryption.newBodyKey('self-test')
  const body = encryption.sealBody(Buffer.from('self-test'), bodyPlace, bodyKey)
  const seed = encryption.sealTotpSeed(Buffer.from('self-test'), 'self-test')
  const works =
    encryption.openSecret(secret, secretPlace) === 'self-test' &&
    Buffer.from(encryption.openBody(body, bodyPlace, bodyKey)).toString() === 'self-test' &&
    Buffer.from(encryption.openTotpSeed(seed, 'self-test')).toString() === 'self-test'
  if (!works) throw new Error('The encryption key does not decrypt what it encrypted.')
}
