import { eq, sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { rateLimits } from './schema-access.ts'

/** Tries in a row that are free; after each further one the next has to wait longer. */
const freeAttempts = 5
const longestWait = 60_000
/** After this many milliseconds without a try the earlier ones are forgotten. */
export const attemptsForgottenAfter = 15 * 60_000

/**
 * Counts a try to sign in as `account` (any text that stands for the person) at `now`. Answers 0 when it may
 * go on, else the milliseconds to wait: 1 s after the fifth try, then 2, 4 … 60 s. Decided in one statement,
 * so that tries at the same moment, on any process, are not all let through.
 */
export async function takeSignInAttempt(db: Db, account: string, now: Date): Promise<number> {
  const { count, lastRequest } = rateLimits
  const key = keyOf(account)
  const time = now.getTime()
  const forgotten = sql`${lastRequest} < ${time - attemptsForgottenAfter}`
  // Six doublings of a second reach the longest wait.
  const wait = sql`case when ${count} < ${freeAttempts} then 0
    else least(1000 * power(2, least(${count} - ${freeAttempts}, 6)), ${longestWait}) end`
  const taken = await db
    .insert(rateLimits)
    .values({ id: newId(time), key, count: 1, lastRequest: time })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: { count: sql`case when ${forgotten} then 1 else ${count} + 1 end`, lastRequest: time },
      setWhere: sql`${lastRequest} + ${wait} <= ${time}`,
    })
    .returning({ key: rateLimits.key })
  if (taken.length > 0) return 0
  const [row] = await db
    .select({ until: sql<number>`(${lastRequest} + ${wait})::float8` })
    .from(rateLimits)
    .where(eq(rateLimits.key, key))
  return Math.max(1, (row?.until ?? time) - time)
}

/** Forgets the tries to sign in as `account`, because one was right. */
export async function clearSignInAttempts(db: Db, account: string): Promise<void> {
  await db.delete(rateLimits).where(eq(rateLimits.key, keyOf(account)))
}

// better-auth keeps its own counters in the same table, under an address and a path.
function keyOf(account: string): string {
  return `sign-in as ${account}`
}
