import { eq, sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { rateLimits } from './schema-access.ts'

const minute = 60_000
/** Tries from one address in a minute. */
const mostPerAddress = 20
/** What is older than this many milliseconds says nothing any more, here and in the files beside. */
const forgottenAfter = 15 * minute

const { count, key, lastRequest } = rateLimits

/**
 * Counts a try to guess something (a password, the token of a link) from an address, or its network, at `now`.
 * Answers 0 when it may be looked at, else the milliseconds to wait: 20 in a minute are. All processes count
 * together. What is refused leaves no trace.
 */
export async function takeFromAddress(db: Db, address: string, now: Date): Promise<number> {
  const time = now.getTime()
  const ownKey = `sign-in from ${address}`
  // The row's time is when its minute began.
  const isOver = sql`${lastRequest} <= ${time - minute}`
  const [taken] = await db
    .insert(rateLimits)
    .values({ id: newId(time), key: ownKey, count: 1, lastRequest: time })
    .onConflictDoUpdate({
      target: key,
      set: {
        count: sql`case when ${isOver} then 1 else ${count} + 1 end`,
        lastRequest: sql`case when ${isOver} then ${time} else ${lastRequest} end`,
      },
      setWhere: sql`${isOver} or ${count} < ${mostPerAddress}`,
    })
    .returning({ count })
  if (taken?.count === 1) await forgetOldAttempts(db, time)
  if (taken) return 0
  const [row] = await db.select({ lastRequest }).from(rateLimits).where(eq(key, ownKey))
  return Math.max(1, (row?.lastRequest ?? time) + minute - time)
}

// Rows that somebody holds are left for the next time, so that nobody waits for anybody here.
async function forgetOldAttempts(db: Db, time: number): Promise<void> {
  await db.execute(sql`delete from ${rateLimits} where id in (
    select id from ${rateLimits} where last_request < ${time - forgottenAfter}
    limit 1000 for update skip locked)`)
}
