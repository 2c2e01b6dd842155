import { sql } from 'drizzle-orm'

import type { Db } from './connect.ts'

/** Resolves when the database answers; rejects with its error when it cannot be reached. */
export async function ping(db: Db): Promise<void> {
  await db.execute(sql`select 1`)
}
