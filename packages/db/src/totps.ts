import { and, eq, isNotNull, isNull, lt, or } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { totps } from './schema-access.ts'

/** The encrypted seed of a person's authenticator app, and when its first code was given; null without any. */
export async function findTotp(
  db: Db,
  userId: string,
): Promise<{ sealed: Uint8Array; confirmedAt: Date | null } | null> {
  const [row] = await db
    .select({ sealed: totps.sealed, confirmedAt: totps.confirmedAt })
    .from(totps)
    .where(eq(totps.userId, userId))
  return row ?? null
}

/** Keeps a seed that is to be confirmed, in the place of one that was not. Answers false when one was. */
export async function saveTotp(
  db: Db,
  { userId, sealed }: { userId: string; sealed: Uint8Array },
  now: Date,
): Promise<boolean> {
  const row = { sealed, createdAt: now, lastStep: null }
  const rows = await db
    .insert(totps)
    .values({ userId, ...row })
    .onConflictDoUpdate({ target: totps.userId, set: row, setWhere: isNull(totps.confirmedAt) })
    .returning({ userId: totps.userId })
  return rows.length > 0
}

/** Turns the second step on by the code of a time step, if that seed still waits for it. Answers whether. */
export async function confirmTotp(
  db: Db,
  { userId, sealed, step }: { userId: string; sealed: Uint8Array; step: number },
  now: Date,
): Promise<boolean> {
  const rows = await db
    .update(totps)
    .set({ confirmedAt: now, lastStep: step })
    .where(and(eq(totps.userId, userId), isNull(totps.confirmedAt), eq(totps.sealed, sealed)))
    .returning({ userId: totps.userId })
  return rows.length > 0
}

/** Takes the code of a time step, once: answers false when one of that step or a later one was taken. */
export async function takeStep(
  db: Db,
  { userId, sealed, step }: { userId: string; sealed: Uint8Array; step: number },
): Promise<boolean> {
  const rows = await db
    .update(totps)
    .set({ lastStep: step })
    .where(
      and(
        eq(totps.userId, userId),
        eq(totps.sealed, sealed),
        isNotNull(totps.confirmedAt),
        or(isNull(totps.lastStep), lt(totps.lastStep, step)),
      ),
    )
    .returning({ userId: totps.userId })
  return rows.length > 0
}

/** Turns the second step off. */
export async function removeTotp(db: Db, userId: string): Promise<void> {
  await db.delete(totps).where(eq(totps.userId, userId))
}
