import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

import type { Scope } from '@solar-capture/core/access'
import { findApiKey, recordApiKeyUse } from '@solar-capture/db/api-keys'
import type { Db } from '@solar-capture/db/connect'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const grammar = /^Bearer (sck_([0-9A-Za-z]{8})_[0-9A-Za-z_-]{43})$/

/**
 * Makes an API key: `sck_`, the 8 characters it is found by, `_`, and 256 secret bits as base64url.
 * Only `hash` (SHA-256) and `publicId` may be stored.
 */
export function newApiKey(): { key: string; publicId: string; hash: Buffer } {
  const publicId = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')
  const key = `sck_${publicId}_${randomBytes(32).toString('base64url')}`
  return { key, publicId, hash: hashOf(key) }
}

/**
 * Finds whose key an `Authorization` header carries, and records that it was used at `now`. Null when it
 * carries none, or one that is unknown, expired or revoked.
 */
export async function findKeyHolder(
  db: Db,
  authorization: string,
  now: Date,
): Promise<{ id: string; name: string; workspaceId: string; scopes: Scope[] } | null> {
  const [, key, publicId] = grammar.exec(authorization) ?? []
  if (key === undefined || publicId === undefined) return null
  const row = await findApiKey(db, publicId)
  const same = timingSafeEqual(hashOf(key), row?.hash ?? Buffer.alloc(32))
  if (!row || !same || row.revokedAt || (row.expiresAt && row.expiresAt <= now)) return null
  await recordApiKeyUse(db, row.id, now)
  return { id: row.id, name: row.name, workspaceId: row.workspaceId, scopes: row.scopes }
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
