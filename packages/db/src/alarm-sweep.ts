import { and, isNull, lt } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { alarmNotices, alarms } from './schema.ts'

// As long as deliveries are worth looking at.
const alarmDays = 90

/** Removes alarms that have been over for 90 days at `now`, with their news, and messages that were sent or given up and are as old. */
export async function sweepAlarms(db: Db, now: Date): Promise<void> {
  const oldest = new Date(now.getTime() - alarmDays * 24 * 60 * 60 * 1000)
  await db.delete(alarms).where(lt(alarms.endedAt, oldest))
  await db
    .delete(alarmNotices)
    .where(and(isNull(alarmNotices.retryAt), lt(alarmNotices.createdAt, oldest)))
}
