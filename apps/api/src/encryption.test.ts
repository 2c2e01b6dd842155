import { hkdfSync } from 'node:crypto'

import { expect, test } from 'vitest'

import { createEncryption, DecryptionError } from './encryption.ts'
import { fixedRing, toWrapper } from './key-ring.ts'
import { rootOf } from './root-key.ts'

const key = Buffer.alloc(32, 1)
const encryption = createEncryption(key)
const other = createEncryption(Buffer.alloc(32, 2))
const secret = '5f2c'.repeat(16)
const place = { endpointId: '0197-a', version: 3 }

test('a secret opens at its place, and in another process with the same key', () => {
  const row = encryption.sealSecret(secret, place)
  expect(encryption.openSecret(row, place)).toBe(secret)
  expect(createEncryption(key).openSecret(row, place)).toBe(secret)
  expect(row.keyId).toMatch(/^[0-9a-f]{8}$/)
})

test('neither what is stored nor the name of the key holds the secret or the key', () => {
  const row = encryption.sealSecret(secret, place)
  const stored = Buffer.concat([row.sealed, row.wrappedKey, Buffer.from(row.keyId, 'hex')])
  expect(stored.includes(secret)).toBe(false)
  expect(stored.includes(key.subarray(0, 8))).toBe(false)
})

test.each([
  ['endpoint', { ...place, endpointId: '0197-b' }],
  ['version', { ...place, version: 4 }],
])('a secret moved to another %s does not open', (_what, elsewhere) => {
  const row = encryption.sealSecret(secret, place)
  expect(() => encryption.openSecret(row, elsewhere)).toThrow(DecryptionError)
})

test('a secret does not open once any byte of it was changed', () => {
  const row = encryption.sealSecret(secret, place)
  for (const part of ['sealed', 'wrappedKey'] as const) {
    for (let index = 0; index < row[part].length; index += 1) {
      const bytes = Buffer.from(row[part])
      bytes[index] = (bytes[index] ?? 0) ^ 1
      expect(() => encryption.openSecret({ ...row, [part]: bytes }, place)).toThrow(DecryptionError)
    }
    const short = { ...row, [part]: row[part].subarray(0, 10) }
    expect(() => encryption.openSecret(short, place)).toThrow(DecryptionError)
  }
})

test('a secret of another key does not open, and the message names the key it needs', () => {
  const row = other.sealSecret(secret, place)
  expect(() => encryption.openSecret(row, place)).toThrow(other.keyId)
})

test('encrypting twice gives different bytes and different data keys', () => {
  const [one, two] = [encryption.sealSecret(secret, place), encryption.sealSecret(secret, place)]
  expect(Buffer.from(one.sealed).equals(two.sealed)).toBe(false)
  expect(() => encryption.openSecret({ ...one, wrappedKey: two.wrappedKey }, place)).toThrow(
    DecryptionError,
  )
})

test('a body opens for its workspace and delivery only', () => {
  const bodyPlace = { workspaceId: 'w1', deliveryId: 'd1' }
  const bodyKey = encryption.newBodyKey('w1')
  const body = Buffer.from([0, 255, 10, 123])
  const sealed = encryption.sealBody(body, bodyPlace, bodyKey)
  expect(Buffer.from(encryption.openBody(sealed, bodyPlace, bodyKey)).equals(body)).toBe(true)
  const empty = encryption.sealBody(Buffer.alloc(0), bodyPlace, bodyKey)
  expect(encryption.openBody(empty, bodyPlace, bodyKey)).toHaveLength(0)

  const elsewhere = [
    { ...bodyPlace, deliveryId: 'd2' },
    { ...bodyPlace, workspaceId: 'w2' },
  ]
  for (const wrong of elsewhere) {
    expect(() => encryption.openBody(sealed, wrong, bodyKey)).toThrow(DecryptionError)
  }
  const keyOfOther = encryption.newBodyKey('w2')
  expect(() => encryption.openBody(sealed, bodyPlace, keyOfOther)).toThrow(DecryptionError)
})

test('a seed of an authenticator app opens for its person only, and with its key only', () => {
  const seed = Buffer.from('twenty bytes of seed')
  const sealed = encryption.sealTotpSeed(seed, 'u1')
  expect(Buffer.from(sealed).includes(seed)).toBe(false)
  expect(Buffer.from(createEncryption(key).openTotpSeed(sealed, 'u1')).equals(seed)).toBe(true)
  expect(() => encryption.openTotpSeed(sealed, 'u2')).toThrow(DecryptionError)
  expect(() => other.openTotpSeed(sealed, 'u1')).toThrow(encryption.keyId)
  const bodyKey = encryption.newBodyKey('u1')
  expect(() => encryption.openTotpSeed(bodyKey, 'u1')).toThrow(DecryptionError)
})

test('a fingerprint is eight hex digits that need the key', () => {
  expect(encryption.fingerprintOf(secret)).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/)
  expect(createEncryption(key).fingerprintOf(secret)).toBe(encryption.fingerprintOf(secret))
  expect(other.fingerprintOf(secret)).not.toBe(encryption.fingerprintOf(secret))
  expect(encryption.fingerprintOf(`${secret}x`)).not.toBe(encryption.fingerprintOf(secret))
})

test('derived keys differ by purpose and by key, and stay the same otherwise', () => {
  const derived = encryption.deriveKey('a')
  expect(derived).toHaveLength(32)
  expect(createEncryption(key).deriveKey('a').equals(derived)).toBe(true)
  expect(encryption.deriveKey('b').equals(derived)).toBe(false)
  expect(other.deriveKey('a').equals(derived)).toBe(false)
})

test('derived keys are those of HKDF-SHA256 of the key, and stay so when it is rotated', () => {
  const ofKey = hkdfSync('sha256', key, '', 'solar/v1|sessions', 32)
  expect(encryption.deriveKey('sessions').equals(Buffer.from(ofKey))).toBe(true)
  const rotated = createEncryption(fixedRing([Buffer.alloc(32, 3), key]), rootOf(toWrapper(key)))
  expect(rotated.deriveKey('sessions').equals(Buffer.from(ofKey))).toBe(true)
  expect(rotated.fingerprintOf(secret)).toBe(encryption.fingerprintOf(secret))
})

test('with another key before it a key still opens what it encrypted, and rewraps it once', () => {
  const ring = fixedRing([Buffer.alloc(32, 3), key])
  const rotated = createEncryption(ring)
  const row = encryption.sealSecret(secret, place)
  expect(rotated.openSecret(row, place)).toBe(secret)
  const wrappedKey = rotated.rewrap('secret', row.wrappedKey, [place.endpointId, '3'])
  if (!wrappedKey) throw new Error('Another key wrapped it.')
  const alone = createEncryption(Buffer.alloc(32, 3))
  expect(alone.openSecret({ ...row, wrappedKey }, place)).toBe(secret)
  expect(rotated.rewrap('secret', wrappedKey, [place.endpointId, '3'])).toBeNull()
  const sealed = encryption.sealTotpSeed(Buffer.from('seed'), 'u1')
  expect(() => rotated.rewrap('totp', sealed, ['u2'])).toThrow(DecryptionError)
})

test('a value opens at its place only', () => {
  const valuePlace = { purpose: 'alarm_webhook', rowId: 'w1' }
  const sealed = encryption.sealValue(Buffer.from('value'), valuePlace)
  expect(Buffer.from(encryption.openValue(sealed, valuePlace)).toString()).toBe('value')
  for (const wrong of [{ purpose: 'calcom_key' }, { rowId: 'w2' }]) {
    expect(() => encryption.openValue(sealed, { ...valuePlace, ...wrong })).toThrow(DecryptionError)
  }
})

test('a key of another length is refused', () => {
  expect(() => createEncryption(Buffer.alloc(31))).toThrow('31 bytes')
})
