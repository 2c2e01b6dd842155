import { sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { rateLimits } from './schema-access.ts'

const { key, lastRequest } = rateLimits

/**
 * Whether something is to be done at `now` that is done once in `everyMs` milliseconds (at most 15 minutes) for each
 * `name`, by all processes together; if so it counts as done.
 */
export async function takeSample(
  db: Db,
  name: string,
  everyMs: number,
  now: Date,
): Promise<boolean> {
  const time = now.getTime()
  const taken = await db
    .insert(rateLimits)
    .values({ id: newId(time), key: `once: ${name}`, count: 1, lastRequest: time })
    .onConflictDoUpdate({
      target: key,
      set: { lastRequest: time },
      setWhere: sql`${lastRequest} <= ${time - everyMs}`,
    })
    .returning({ key })
  return taken.length > 0
}
