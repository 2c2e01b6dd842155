import { and, eq, isNull } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { recoveryCodes } from './schema-access.ts'

/** Keeps the hashes of a person's recovery codes, the first as position 0, in the place of all that they had. */
export async function replaceRecoveryCodes(
  db: Db,
  userId: string,
  hashes: readonly string[],
): Promise<void> {
  await db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  if (hashes.length === 0) return
  await db
    .insert(recoveryCodes)
    .values(hashes.map((hash, position) => ({ userId, position, hash })))
}

/** How many of a person's recovery codes were not used. */
export function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  return db.$count(recoveryCodes, isUnused(userId))
}

/** The hash of the unused code at a position; null without one. */
export async function findRecoveryCode(
  db: Db,
  userId: string,
  position: number,
): Promise<string | null> {
  const [row] = await db
    .select({ hash: recoveryCodes.hash })
    .from(recoveryCodes)
    .where(and(isUnused(userId), eq(recoveryCodes.position, position)))
  return row?.hash ?? null
}

/** Uses the code with that hash up, once: answers false when it was used or replaced. */
export async function takeRecoveryCode(
  db: Db,
  { userId, position, hash }: { userId: string; position: number; hash: string },
  now: Date,
): Promise<boolean> {
  const isIt = and(eq(recoveryCodes.position, position), eq(recoveryCodes.hash, hash))
  const rows = await db
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(isUnused(userId), isIt))
    .returning({ position: recoveryCodes.position })
  return rows.length > 0
}

function isUnused(userId: string) {
  return and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))
}
