import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'

import type { Db } from './connect.ts'
import { apiKeys } from './schema-access.ts'

// What people see of a key: nothing that would let somebody use it.
const shown = {
  id: apiKeys.id,
  name: apiKeys.name,
  publicId: apiKeys.publicId,
  scopes: apiKeys.scopes,
  createdAt: apiKeys.createdAt,
  expiresAt: apiKeys.expiresAt,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
}

/** The API keys of a workspace, revoked and expired ones too, the newest first. */
export function listApiKeys(db: Db, workspaceId: string) {
  return db
    .select(shown)
    .from(apiKeys)
    .where(eq(apiKeys.workspaceId, workspaceId))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
}

/** The key with this public id, in whatever workspace; null when there is none. */
export async function findApiKey(db: Db, publicId: string) {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.publicId, publicId))
  return row ?? null
}

/** Stores a new key. Of the key itself only its hash comes here. */
export async function addApiKey(db: Db, row: typeof apiKeys.$inferInsert): Promise<void> {
  await db.insert(apiKeys).values(row)
}

/**
 * Ends a key at `now` and answers its name; one that was revoked before stays as it is, and null is answered. Throws
 * `not_found` when the workspace has no such key.
 */
export async function revokeApiKey(
  db: Db,
  workspaceId: string,
  id: string,
  now: Date,
): Promise<string | null> {
  const isIt = and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, id))
  const [revoked] = await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(isIt, isNull(apiKeys.revokedAt)))
    .returning({ name: apiKeys.name })
  if (revoked) return revoked.name
  const [row] = await db.select({ id: apiKeys.id }).from(apiKeys).where(isIt)
  if (!row) throw new DomainError('not_found', 'There is no such API key.')
  return null
}

/** Notes that a key was used at `now`, at most once a minute. */
export async function recordApiKeyUse(db: Db, id: string, now: Date): Promise<void> {
  const aMinuteAgo = new Date(now.getTime() - 60_000)
  await db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(
      and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, aMinuteAgo))),
    )
}
