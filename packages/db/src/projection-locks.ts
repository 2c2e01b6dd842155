import { sql } from 'drizzle-orm'

import type { Db } from './connect.ts'

/** Something found while projecting has to be locked, but another transaction holds it. */
export class LockConflict extends Error {
  readonly keys: readonly string[]

  constructor(keys: readonly string[]) {
    super('Another transaction works on the same bookings or leads.')
    this.keys = keys
  }
}

/** Names for what a projection reads and writes, one of which each transaction holds alone. */
export const lockKey = {
  uid: (uid: string) => `uid:${uid}`,
  email: (email: string) => `email:${email}`,
  phone: (phone: string) => `phone:${phone}`,
  lead: (id: string) => `lead:${id}`,
}

/** Waits for `keys` of a workspace, in an order that cannot deadlock, until the transaction ends. */
export async function lockKeys(tx: Db, workspaceId: string, keys: Iterable<string>): Promise<void> {
  const names = [...keys].map((key) => `${workspaceId}/${key}`)
  if (names.length === 0) return
  await tx.execute(sql`
    select pg_advisory_xact_lock(hash) from (
      select distinct hashtextextended(name, 0) as hash
      from unnest(${sql.param(names)}::text[]) as name order by hash
    ) as hashes`)
}

/** Takes further `keys` without waiting, because waiting out of order could deadlock. */
export async function tryLockKeys(
  tx: Db,
  workspaceId: string,
  keys: Iterable<string>,
): Promise<boolean> {
  const names = [...keys].map((key) => `${workspaceId}/${key}`)
  const [row] = await tx.execute<{ taken: boolean }>(sql`
    select bool_and(pg_try_advisory_xact_lock(hash)) as taken from (
      select distinct hashtextextended(name, 0) as hash
      from unnest(${sql.param(names)}::text[]) as name
    ) as hashes`)
  return row?.taken === true
}
