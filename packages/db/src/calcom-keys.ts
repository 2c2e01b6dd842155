import { and, eq, lte, sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { calcomKeys } from './schema.ts'

export type CalcomKey = typeof calcomKeys.$inferSelect
export type CalcomKeyPlace = Pick<CalcomKey, 'workspaceId' | 'endpointId'>

/** What came of a comparison that the schedule made. */
export type CalcomRun = { startedAt: Date } & (
  | { problem: string }
  | { problem: null; compared: number; applied: number; unmatched: number }
)

const at = ({ workspaceId, endpointId }: CalcomKeyPlace) =>
  and(eq(calcomKeys.workspaceId, workspaceId), eq(calcomKeys.endpointId, endpointId))

/** The key of Cal.com's API that an endpoint has, with its schedule; null when it has none. */
export async function findCalcomKey(db: Db, place: CalcomKeyPlace): Promise<CalcomKey | null> {
  const [row] = await db.select().from(calcomKeys).where(at(place))
  return row ?? null
}

/** Keeps a key and its schedule; what is known of runs stays. */
export async function saveCalcomKey(
  db: Db,
  place: CalcomKeyPlace,
  values: Pick<
    CalcomKey,
    'sealed' | 'fingerprint' | 'baseUrl' | 'setAt' | 'everyHours' | 'nextRunAt'
  >,
): Promise<void> {
  await db
    .insert(calcomKeys)
    .values({ ...place, ...values })
    .onConflictDoUpdate({
      target: [calcomKeys.workspaceId, calcomKeys.endpointId],
      set: values,
    })
}

/** Forgets a key; false when there was none. */
export async function removeCalcomKey(db: Db, place: CalcomKeyPlace): Promise<boolean> {
  const removed = await db
    .delete(calcomKeys)
    .where(at(place))
    .returning({ endpointId: calcomKeys.endpointId })
  return removed.length > 0
}

/** Where a comparison is due, the longest due first, at most `limit`. */
export function listDueKeys(db: Db, now: Date, limit: number): Promise<CalcomKeyPlace[]> {
  return db
    .select({ workspaceId: calcomKeys.workspaceId, endpointId: calcomKeys.endpointId })
    .from(calcomKeys)
    .where(lte(calcomKeys.nextRunAt, now))
    .orderBy(calcomKeys.nextRunAt)
    .limit(limit)
}

/**
 * Puts the next comparison off by the hours of its schedule if it is due, so that one of all processes makes it: the one that
 * gets the key. Null for all others.
 */
export async function claimDueKey(
  db: Db,
  place: CalcomKeyPlace,
  now: Date,
): Promise<CalcomKey | null> {
  const [row] = await db
    .update(calcomKeys)
    .set({
      nextRunAt: sql`${now.toISOString()}::timestamptz + make_interval(hours => ${calcomKeys.everyHours})`,
    })
    .where(and(at(place), lte(calcomKeys.nextRunAt, now)))
    .returning()
  return row ?? null
}

/** Notes what came of a comparison. */
export async function settleRun(db: Db, place: CalcomKeyPlace, run: CalcomRun): Promise<void> {
  const { startedAt, ...found } = run
  await db
    .update(calcomKeys)
    .set({
      lastRunAt: startedAt,
      ...(found.problem === null ? { lastGoodAt: startedAt } : {}),
      ...found,
    })
    .where(at(place))
}
