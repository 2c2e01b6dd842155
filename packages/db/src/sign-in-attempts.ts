import { and, eq, gt, inArray, sql } from 'drizzle-orm'

import { takeFromAddress } from './address-attempts.ts'
import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { rateLimits } from './schema-access.ts'

/** Who tries a password, whose, and from where: texts that stand for the person and for the address (or its network). */
export type SignInAttempt = {
  account: string
  address: string
  /** What is known to be the person's own: a browser that was let in before, or a session; null for all others. */
  device: string | null
}

const minute = 60_000
/** Tries in a row that are free; after each further one the next waits longer. */
const freeAttempts = 5
const longestWait = minute
/** After this many milliseconds without a try the earlier ones are forgotten. */
const attemptsForgottenAfter = 15 * minute
/** Wrong tries at once, and milliseconds for one more: 10 and 20 are 30 in any 15 minutes. */
const wrongAtOnce = 10
const oneMoreWrongAfter = 45_000
/** Wrong codes until a pause of so many milliseconds. */
const mostCodes = 5
const pauseAfterCodes = 5 * minute

const { count, key, lastRequest } = rateLimits

/**
 * Counts a try of a password at `now`. Answers 0 when the password may be looked at, else the milliseconds to wait.
 * All processes count together, and tries at the same moment are not all let through. The limits, in this order:
 *
 * - from one address 20 tries in a minute, whomever they are for;
 * - for one person five tries, then waits of 1, 2, 4 … 60 seconds after each further one, from all unknown devices
 *   together. A known device has these waits by itself, so that nobody who guesses keeps a person out of their own
 *   browser;
 * - for one person from all unknown devices 30 wrong tries in any 15 minutes, also when right ones come between.
 *
 * There is no lock for good: after the wait that is answered the right password is looked at. What is refused
 * leaves no trace but, of an address below its limit, in that address's own counter.
 */
export async function takeSignInAttempt(
  db: Db,
  attempt: SignInAttempt,
  now: Date,
): Promise<number> {
  const wait = await takeFromAddress(db, attempt.address, now)
  if (wait > 0) return wait
  const time = now.getTime()
  // Of many at once most are refused by this alone, and wait for nobody.
  const early = await waitOf(db, attempt, time)
  if (early > 0) return early
  return db.transaction(async (tx) => {
    await lock(tx, keyOfTries(attempt))
    const late = await waitOf(tx, attempt, time)
    if (late > 0) return late
    await countTry(tx, attempt, time)
    if (attempt.device === null) await countForCap(tx, attempt, time)
    return 0
  })
}

/** Takes back a try of which the password was right, when it signs in only with a code that was not given yet. */
export async function giveBackSignInAttempt(db: Db, attempt: SignInAttempt): Promise<void> {
  await db
    .update(rateLimits)
    .set({ count: sql`${count} - 1` })
    .where(and(eq(key, keyOfTries(attempt)), gt(count, 0)))
  await giveBackToCap(db, attempt)
}

/** Forgets the tries of whoever has proved to be the person: from there they start over. */
export async function clearSignInAttempts(db: Db, attempt: SignInAttempt): Promise<void> {
  await db.delete(rateLimits).where(eq(key, keyOfTries(attempt)))
  await db.delete(rateLimits).where(eq(key, keyOfCodes(attempt)))
  await giveBackToCap(db, attempt)
}

/**
 * Counts a try of a code at `now`, of somebody who has given the right password. Answers 0 when it may be looked at,
 * else the milliseconds to wait: after five within five minutes of each other.
 */
export async function takeCodeAttempt(db: Db, attempt: SignInAttempt, now: Date): Promise<number> {
  const time = now.getTime()
  const ownKey = keyOfCodes(attempt)
  const isOver = sql`${lastRequest} <= ${time - pauseAfterCodes}`
  const taken = await db
    .insert(rateLimits)
    .values({ id: newId(time), key: ownKey, count: 1, lastRequest: time })
    .onConflictDoUpdate({
      target: key,
      set: { count: sql`case when ${isOver} then 1 else ${count} + 1 end`, lastRequest: time },
      setWhere: sql`${isOver} or ${count} < ${mostCodes}`,
    })
    .returning({ key })
  if (taken.length > 0) return 0
  return Math.max(1, (await timeOf(db, ownKey)) + pauseAfterCodes - time)
}

async function waitOf(db: Db, attempt: SignInAttempt, time: number): Promise<number> {
  const names = [keyOfTries(attempt), ...(attempt.device === null ? [keyOfCap(attempt)] : [])]
  const rows = await db.select().from(rateLimits).where(inArray(key, names))
  const [tries, cap] = names.map((name) => rows.find((row) => row.key === name))
  // The time of `cap` is when all wrong tries so far are made up for, that of `tries` is the last try's.
  const capUntil = (cap?.lastRequest ?? 0) - (wrongAtOnce - 1) * oneMoreWrongAfter
  const triesUntil = tries ? tries.lastRequest + pauseAfter(tries.count) : 0
  return Math.max(0, capUntil - time, triesUntil - time)
}

/** Milliseconds that the next try waits after so many. */
function pauseAfter(tries: number): number {
  if (tries < freeAttempts) return 0
  return Math.min(1000 * 2 ** (tries - freeAttempts), longestWait)
}

async function countTry(tx: Db, attempt: SignInAttempt, time: number): Promise<void> {
  const isForgotten = sql`${lastRequest} < ${time - attemptsForgottenAfter}`
  await tx
    .insert(rateLimits)
    .values({ id: newId(time), key: keyOfTries(attempt), count: 1, lastRequest: time })
    .onConflictDoUpdate({
      target: key,
      set: { count: sql`case when ${isForgotten} then 1 else ${count} + 1 end`, lastRequest: time },
    })
}

async function countForCap(tx: Db, attempt: SignInAttempt, time: number): Promise<void> {
  const first = time + oneMoreWrongAfter
  const next = sql`greatest(${lastRequest}, ${time}) + ${oneMoreWrongAfter}`
  await tx
    .insert(rateLimits)
    .values({ id: newId(time), key: keyOfCap(attempt), count: 1, lastRequest: first })
    .onConflictDoUpdate({ target: key, set: { lastRequest: next } })
}

async function giveBackToCap(db: Db, attempt: SignInAttempt): Promise<void> {
  if (attempt.device !== null) return
  await db
    .update(rateLimits)
    .set({ lastRequest: sql`${lastRequest} - ${oneMoreWrongAfter}` })
    .where(eq(key, keyOfCap(attempt)))
}

async function timeOf(db: Db, ownKey: string): Promise<number> {
  const [row] = await db.select({ lastRequest }).from(rateLimits).where(eq(key, ownKey))
  return row?.lastRequest ?? 0
}

async function lock(tx: Db, name: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
}

function keyOfTries({ account, device }: SignInAttempt): string {
  return device === null ? `sign-in as ${account}` : `sign-in as ${account} by ${device}`
}

function keyOfCodes(attempt: SignInAttempt): string {
  return `code for ${keyOfTries(attempt)}`
}

function keyOfCap({ account }: SignInAttempt): string {
  return `wrong sign-ins as ${account}`
}
