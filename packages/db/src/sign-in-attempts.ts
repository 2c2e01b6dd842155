import { and, eq, gt, sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { rateLimits } from './schema-access.ts'

/** Who tries to sign in, as whom: texts that stand for the person and for the address (or its network). */
export type SignInAttempt = { account: string; address: string }

const minute = 60_000
/** Tries from one address in a minute, whomever they are for. */
const mostPerAddress = 20
/** Tries in a row for a person from an address that are free; after each further one the next waits longer. */
const freeAttempts = 5
const longestWait = minute
/** Tries for one person from all addresses within `attemptsForgottenAfter`; then each address has one a minute. */
const mostPerAccount = 100
/** After this many milliseconds without a try the earlier ones are forgotten. */
const attemptsForgottenAfter = 15 * minute

const { count, key, lastRequest } = rateLimits

/**
 * Counts a try to sign in at `now`. Answers 0 when the password may be looked at, else the milliseconds to
 * wait. What is refused leaves no trace but, of an address below its limit, in that address's own counter. All
 * processes count together, and tries at the same moment are not all let through. The limits, in this order:
 * 20 a minute from an address; for one person from one address five free ones, then a wait of 1, 2, 4 … 60 s;
 * and for one person from all addresses 100 in 15 minutes, then each address has one a minute. So of any
 * number of guesses at one person in such 15 minutes at most 100 and one a minute from each address are looked
 * at, never more than 24 of an address: of 1,000 at once from 50 addresses 150. However many there are, the
 * right password from any other address is looked at within a minute.
 */
export async function takeSignInAttempt(
  db: Db,
  attempt: SignInAttempt,
  now: Date,
): Promise<number> {
  const time = now.getTime()
  const wait = await takeFromAddress(db, attempt.address, time)
  if (wait > 0) return wait
  return db.transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${keyOfAccount(attempt)}, 0))`,
    )
    const pairWait = await takeFromPair(tx, attempt, time)
    if (pairWait === 0) await countForAccount(tx, attempt, time)
    return pairWait
  })
}

/** Takes back a try of which the password was right: from there the person starts over. */
export async function clearSignInAttempts(db: Db, attempt: SignInAttempt): Promise<void> {
  await db.delete(rateLimits).where(eq(key, keyOfPair(attempt)))
  await db
    .update(rateLimits)
    .set({ count: sql`${count} - 1` })
    .where(and(eq(key, keyOfAccount(attempt)), gt(count, 0)))
}

// The row's time is when its minute began.
async function takeFromAddress(db: Db, address: string, time: number): Promise<number> {
  const ownKey = `sign-in from ${address}`
  const over = sql`${lastRequest} <= ${time - minute}`
  const [taken] = await db
    .insert(rateLimits)
    .values({ id: newId(time), key: ownKey, count: 1, lastRequest: time })
    .onConflictDoUpdate({
      target: key,
      set: {
        count: sql`case when ${over} then 1 else ${count} + 1 end`,
        lastRequest: sql`case when ${over} then ${time} else ${lastRequest} end`,
      },
      setWhere: sql`${over} or ${count} < ${mostPerAddress}`,
    })
    .returning({ count })
  if (taken?.count === 1) await forgetOldAttempts(db, time)
  return taken ? 0 : waitUntil(db, ownKey, sql`${lastRequest} + ${minute}`, time)
}

// The row's time is that of the last try.
async function takeFromPair(tx: Db, attempt: SignInAttempt, time: number): Promise<number> {
  const ownKey = keyOfPair(attempt)
  const [total] = await tx
    .select({ count })
    .from(rateLimits)
    .where(and(eq(key, keyOfAccount(attempt)), gt(lastRequest, time - attemptsForgottenAfter)))
  const isStrict = (total?.count ?? 0) >= mostPerAccount
  const forgotten = sql`${lastRequest} < ${time - attemptsForgottenAfter}`
  // Six doublings of a second reach the longest wait.
  const growing = sql`case when ${count} < ${freeAttempts} then 0
    else least(1000 * power(2, least(${count} - ${freeAttempts}, 6)), ${longestWait}) end`
  const until = sql`${lastRequest} + ${isStrict ? sql`${longestWait}` : growing}`
  const taken = await tx
    .insert(rateLimits)
    .values({ id: newId(time), key: ownKey, count: 1, lastRequest: time })
    .onConflictDoUpdate({
      target: key,
      set: { count: sql`case when ${forgotten} then 1 else ${count} + 1 end`, lastRequest: time },
      setWhere: sql`${until} <= ${time}`,
    })
    .returning({ key })
  return taken.length > 0 ? 0 : waitUntil(tx, ownKey, until, time)
}

// The row's time is when its quarter of an hour began.
async function countForAccount(tx: Db, attempt: SignInAttempt, time: number): Promise<void> {
  const over = sql`${lastRequest} <= ${time - attemptsForgottenAfter}`
  await tx
    .insert(rateLimits)
    .values({ id: newId(time), key: keyOfAccount(attempt), count: 1, lastRequest: time })
    .onConflictDoUpdate({
      target: key,
      set: {
        count: sql`case when ${over} then 1 else ${count} + 1 end`,
        lastRequest: sql`case when ${over} then ${time} else ${lastRequest} end`,
      },
    })
}

async function waitUntil(
  db: Db,
  ownKey: string,
  until: ReturnType<typeof sql>,
  time: number,
): Promise<number> {
  const [row] = await db
    .select({ until: sql<number>`(${until})::float8` })
    .from(rateLimits)
    .where(eq(key, ownKey))
  return Math.max(1, (row?.until ?? time) - time)
}

// Rows that somebody holds are left for the next time, so that nobody waits for anybody here.
async function forgetOldAttempts(db: Db, time: number): Promise<void> {
  await db.execute(sql`delete from ${rateLimits} where id in (
    select id from ${rateLimits} where last_request < ${time - attemptsForgottenAfter}
    limit 1000 for update skip locked)`)
}

function keyOfPair({ account, address }: SignInAttempt): string {
  return `sign-in as ${account} from ${address}`
}

function keyOfAccount({ account }: SignInAttempt): string {
  return `sign-in as ${account}`
}
