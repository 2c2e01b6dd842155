import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'

import type { WrappedKind } from '@solar-capture/db/wrapped-columns'

import { fixedRing, type KeyRing } from './key-ring.ts'
import { deriveFrom, rootContext, rootOf } from './root-key.ts'
import { open, openWith, seal, wrapperOf, wrapWith, type ContextOf } from './sealed-bytes.ts'

export type Secret = { sealed: Uint8Array; wrappedKey: Uint8Array; keyId: string }
export type SecretPlace = { endpointId: string; version: number }
export type BodyPlace = { workspaceId: string; deliveryId: string }
/** What a value is of, as 'alarm_webhook', and the id of its row. */
export type ValuePlace = { purpose: string; rowId: string }

/**
 * Encrypts what is stored. Everything is bound to its place: moved to another row it no longer opens, and
 * `openSecret`, `openBody` and `openTotpSeed` throw a DecryptionError, as they do for changed bytes or another key's.
 */
export type Encryption = {
  /** Names the current key, without telling anything about it: 8 hex digits. */
  readonly keyId: string
  /** Of every key that is here, the current one first. */
  keyIds: () => string[]
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
  /** Encrypts any other short value with the encryption key itself, for the row `rowId` and a kind of thing. */
  sealValue: (value: Uint8Array, place: ValuePlace) => Uint8Array
  openValue: (sealed: Uint8Array, place: ValuePlace) => Uint8Array
  /**
   * Encrypts with the current key what another one wrapped: the content of a column of `wrappedColumns`, of the row with
   * these keys. Null when the current one did already. Throws a DecryptionError.
   */
  rewrap: (kind: WrappedKind, wrapped: Uint8Array, keys: string[]) => Uint8Array | null
  /** What people see of a secret, as `7F3A-91C2`: without the key it cannot be computed from a guess. */
  fingerprintOf: (secret: string) => string
  /** A key of 32 bytes for `purpose`; it stays the same when the encryption key is rotated. */
  deriveKey: (purpose: string) => Buffer
}

/** What `Encryption` throws when bytes cannot be decrypted. */
export { DecryptionError } from './sealed-bytes.ts'

const mostBodyKeys = 1_000

/**
 * Makes the encryption of a key, or of a ring of them. `root` is what other keys are derived from; if not given, it follows
 * from the key. Throws when a key is not 32 bytes, or does not work.
 */
export function createEncryption(keys: Uint8Array | KeyRing, root?: Uint8Array): Encryption {
  const ring = keys instanceof Uint8Array ? fixedRing([keys]) : keys
  const rootKey = root ?? rootOf(ring.current())
  const deriveKey = (purpose: string) => deriveFrom(rootKey, purpose)
  const fingerprintKey = deriveKey('fingerprint')
  const bodyKeys = new Map<string, KeyObject>()
  // Each delivery needs it: unwrapping it each time would cost as much as the rest, and so would a key that is bytes.
  const bodyKeyOf = (workspaceId: string, wrapped: Uint8Array) => {
    const name = `${workspaceId}/${Buffer.from(wrapped).toString('base64')}`
    const known = bodyKeys.get(name)
    if (known) return known
    const bytes = openWith(ring, wrapped, bodyKeyContext(workspaceId))
    const bodyKey = createSecretKey(bytes)
    if (bodyKeys.size >= mostBodyKeys) bodyKeys.clear()
    bodyKeys.set(name, bodyKey)
    return bodyKey
  }

  const encryption: Encryption = {
    get keyId() {
      return ring.current().keyId
    },
    keyIds: () => ring.keyIds(),
    deriveKey,
    sealSecret: (secret, place) => {
      const dataKey = randomBytes(32)
      const sealed = seal(createSecretKey(dataKey), Buffer.from(secret), secretContext(place))
      const wrappedKey = wrapWith(ring, dataKey, dataKeyContext)
      return { sealed, wrappedKey, keyId: wrapperOf(wrappedKey) }
    },
    openSecret: (row, place) => {
      const dataKey = openWith(ring, row.wrappedKey, dataKeyContext)
      return Buffer.from(
        open(createSecretKey(dataKey), row.sealed, secretContext(place)),
      ).toString()
    },
    newBodyKey: (workspaceId) => wrapWith(ring, randomBytes(32), bodyKeyContext(workspaceId)),
    sealBody: (body, place, wrappedBodyKey) =>
      seal(bodyKeyOf(place.workspaceId, wrappedBodyKey), body, bodyContext(place)),
    openBody: (sealed, place, wrappedBodyKey) =>
      open(bodyKeyOf(place.workspaceId, wrappedBodyKey), sealed, bodyContext(place)),
    sealTotpSeed: (seed, userId) => wrapWith(ring, seed, totpContext(userId)),
    openTotpSeed: (sealed, userId) => openWith(ring, sealed, totpContext(userId)),
    sealValue: (value, place) => wrapWith(ring, value, valueContext(place)),
    openValue: (sealed, place) => openWith(ring, sealed, valueContext(place)),
    rewrap: (kind, wrapped, ids) => {
      if (wrapperOf(wrapped) === ring.current().keyId) return null
      const contextOf = contextOfColumn(kind, ids)
      return wrapWith(ring, openWith(ring, wrapped, contextOf), contextOf)
    },
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

function dataKeyContext(keyId: string): string {
  return `solar/v1|dek|${keyId}`
}

function bodyKeyContext(workspaceId: string): ContextOf {
  return (keyId) => `solar/v1|dek|${keyId}|body|${workspaceId}`
}

function bodyContext({ workspaceId, deliveryId }: BodyPlace): string {
  return `solar/v1|body|${workspaceId}|${deliveryId}`
}

function totpContext(userId: string): ContextOf {
  return (keyId) => `solar/v1|totp|${keyId}|${userId}`
}

function valueContext({ purpose, rowId }: ValuePlace): ContextOf {
  return (keyId) => `solar/v1|value|${keyId}|${purpose}|${rowId}`
}

function contextOfColumn(kind: WrappedKind, keys: string[]): ContextOf {
  const rowId = keys.at(-1) ?? ''
  switch (kind) {
    case 'root':
      return rootContext
    case 'secret':
      return dataKeyContext
    case 'body_key':
      return bodyKeyContext(rowId)
    case 'totp':
      return totpContext(rowId)
    default:
      return valueContext({ purpose: kind.value, rowId })
  }
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
