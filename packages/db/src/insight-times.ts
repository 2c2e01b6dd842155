import { sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { amountWhere, leadsOf, readInsight, type InsightPeriod } from './insights.ts'

/** How long leads took from being captured to their first booking. */
export type BookedTimes = {
  /** How many leads were captured. */
  captured: number
  /** How many of them came with a booking that was made before they were captured, so that they took no time. */
  cameBooked: number
  /** How many of them were booked later; what is said of time rests on these. */
  booked: number
  /** Seconds within which half of these were booked; null when there are none. */
  medianSeconds: number | null
  /** Seconds within which nine out of ten of these were booked. */
  p90Seconds: number | null
}

const none: BookedTimes = {
  ...{ captured: 0, cameBooked: 0, booked: 0, medianSeconds: null, p90Seconds: null },
}

/** How long the leads that were captured in a period took to book, however long after it they did. */
export async function readTimesToBooked(db: Db, workspaceId: string, period: InsightPeriod) {
  const { captured, key, where } = leadsOf(workspaceId, period)
  // Only those with a time are looked at one by one.
  const counted = sql`
    select ${key} as key, count(*) as amount,
      extract(epoch from leads.booked_at - leads.created_at)::float8 as seconds
    from ${captured} where ${where}
    group by 1, 3, case when leads.booked_at is not null then leads.id end`
  const figures = sql`
    ${amountWhere(sql`true`)} as captured,
    ${amountWhere(sql`seconds <= 0`)} as "cameBooked",
    ${amountWhere(sql`seconds > 0`)} as booked,
    round(${atRank(0.5)})::float8 as "medianSeconds",
    round(${atRank(0.9)})::float8 as "p90Seconds"`
  return readInsight(db, period, { counted, figures, none })
}

function atRank(share: number) {
  return sql`percentile_cont(${share}::float8) within group (order by seconds) filter (where seconds > 0)`
}
