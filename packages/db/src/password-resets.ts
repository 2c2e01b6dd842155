import { and, eq, gt, isNull } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { passwordResets } from './schema-access.ts'

/** Adds a link for a new password. `tokenHash` is the SHA-256 of its token. */
export async function addPasswordReset(
  db: Db,
  reset: { userId: string; tokenHash: Buffer; expiresAt: Date },
  now: Date,
): Promise<void> {
  await db.insert(passwordResets).values({ ...reset, id: newId(now.getTime()), createdAt: now })
}

/** Has all links of a person work no more that were not used. */
export async function endPasswordResets(db: Db, userId: string, now: Date): Promise<void> {
  await db
    .update(passwordResets)
    .set({ usedAt: now })
    .where(and(eq(passwordResets.userId, userId), isNull(passwordResets.usedAt)))
}

/** Whose link the token is of; null when it is unknown, used or too old. */
export async function findPasswordReset(
  db: Db,
  tokenHash: Buffer,
  now: Date,
): Promise<string | null> {
  const [row] = await db
    .select({ userId: passwordResets.userId })
    .from(passwordResets)
    .where(works(tokenHash, now))
  return row?.userId ?? null
}

/** Uses a link up, once, and answers whose it is; null when it is unknown, used or too old. */
export async function takePasswordReset(
  db: Db,
  tokenHash: Buffer,
  now: Date,
): Promise<string | null> {
  const [row] = await db
    .update(passwordResets)
    .set({ usedAt: now })
    .where(works(tokenHash, now))
    .returning({ userId: passwordResets.userId })
  return row?.userId ?? null
}

function works(tokenHash: Buffer, now: Date) {
  return and(
    eq(passwordResets.tokenHash, tokenHash),
    isNull(passwordResets.usedAt),
    gt(passwordResets.expiresAt, now),
  )
}
