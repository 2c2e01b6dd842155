import { and, eq, lte, notInArray } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { calcomKeys } from './schema.ts'

export type CalcomKey = typeof calcomKeys.$inferSelect
export type CalcomKeyPlace = Pick<CalcomKey, 'workspaceId' | 'endpointId'>

/** What came of a comparison that the schedule made, and when the next one is to be. */
export type CalcomRun = {
  startedAt: Date
  nextRunAt: Date
  /** See `lastGoodAt`; null leaves it. */
  goodAt: Date | null
  /** Why it failed, or what it left out. */
  problem: string | null
  /** What it looked at and brought in; null leaves what the run before did. */
  found: { compared: number; applied: number; unmatched: number } | null
}

/** A key that one process has for a while; `nextRunAt` is until when. */
export type ClaimedKey = CalcomKey & { nextRunAt: Date; everyHours: number }

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

/**
 * Where a comparison is due, the longest due first, at most `limit`: one of each workspace, and none of `busy` ones, so that
 * nobody's keep all others waiting.
 */
export async function listDueKeys(
  db: Db,
  { now, busy, limit }: { now: Date; busy: string[]; limit: number },
): Promise<CalcomKeyPlace[]> {
  const { workspaceId, endpointId, nextRunAt } = calcomKeys
  const due = db
    .selectDistinctOn([workspaceId], { workspaceId, endpointId, nextRunAt })
    .from(calcomKeys)
    .where(and(lte(nextRunAt, now), notInArray(workspaceId, busy)))
    .orderBy(workspaceId, nextRunAt)
    .as('due')
  return db
    .select({ workspaceId: due.workspaceId, endpointId: due.endpointId })
    .from(due)
    .orderBy(due.nextRunAt)
    .limit(limit)
}

/**
 * Takes a key until a time, if its comparison is due, so that one of all processes makes it: the one that gets the key. Null for
 * all others. A process that ends meanwhile leaves it to be taken again by then.
 */
export async function claimDueKey(
  db: Db,
  place: CalcomKeyPlace,
  { now, until }: { now: Date; until: Date },
): Promise<ClaimedKey | null> {
  const [row] = await db
    .update(calcomKeys)
    .set({ nextRunAt: until })
    .where(and(at(place), lte(calcomKeys.nextRunAt, now)))
    .returning()
  if (!row || row.everyHours === null) return null
  return { ...row, everyHours: row.everyHours, nextRunAt: until }
}

/**
 * Keeps a claimed key until another time and notes up to when all was compared. Null where it is not this process's any more:
 * somebody changed or removed it.
 */
export async function keepClaim(
  db: Db,
  key: ClaimedKey,
  { until, goodAt }: { until: Date; goodAt: Date },
): Promise<ClaimedKey | null> {
  const change = { nextRunAt: until, lastGoodAt: goodAt }
  const kept = await db
    .update(calcomKeys)
    .set(change)
    .where(claimed(key))
    .returning({ endpointId: calcomKeys.endpointId })
  return kept.length === 0 ? null : { ...key, ...change }
}

/** Gives a claimed key back with nothing noted, to be taken again from a time on. */
export async function releaseKey(db: Db, key: ClaimedKey, nextRunAt: Date): Promise<void> {
  await db.update(calcomKeys).set({ nextRunAt }).where(claimed(key))
}

/** Gives a claimed key back and notes what came of the comparison; nothing where it was changed or removed meanwhile. */
export async function settleRun(db: Db, key: ClaimedKey, run: CalcomRun): Promise<void> {
  const { startedAt, nextRunAt, goodAt, problem, found } = run
  await db
    .update(calcomKeys)
    .set({
      ...{ lastRunAt: startedAt, nextRunAt, problem, ...found },
      ...(goodAt === null ? {} : { lastGoodAt: goodAt }),
    })
    .where(claimed(key))
}

const claimed = (key: ClaimedKey) => and(at(key), eq(calcomKeys.nextRunAt, key.nextRunAt))
