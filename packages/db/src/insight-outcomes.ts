import { sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { amountWhere, keyOfBooking, readInsight, within, type InsightPeriod } from './insights.ts'

/** What became of bookings: each is one of these, but for `moved`. */
export type BookingOutcomes = {
  /** Its end has passed, and Cal.com reported neither a cancellation nor a no-show; or Cal.com said that it took place. */
  tookPlace: number
  noShow: number
  cancelled: number
  /** Confirmed, and not over yet. */
  toCome: number
  /** Declined by the host. */
  declined: number
  /** Never confirmed, or the host asked for another time. */
  waiting: number
  /** How many of all were moved to another time at least once. */
  moved: number
}

const none: BookingOutcomes = {
  ...{ tookPlace: 0, noShow: 0, cancelled: 0, toCome: 0, declined: 0, waiting: 0, moved: 0 },
}

/**
 * What became, as of `now`, of the bookings that start in a period; after a move it is the new start that counts. Ignored ones
 * are left out, those that wait for a lead are not.
 */
export async function readOutcomes(db: Db, workspaceId: string, period: InsightPeriod, now: Date) {
  const counted = sql`
    select ${keyOfBooking(period)} as key, bookings.reschedule_count > 0 as is_moved,
      case
        when bookings.status in ('confirmed', 'completed') and bookings.no_show then 'no_show'
        when bookings.status = 'completed' then 'took_place'
        when bookings.status = 'confirmed' then
          case
            when coalesce(bookings.end_time, bookings.start_time) > ${now.toISOString()}::timestamptz then 'to_come'
            else 'took_place'
          end
        when bookings.status = 'cancelled' then 'cancelled'
        when bookings.status = 'rejected' then 'declined'
        else 'waiting'
      end as outcome,
      count(*) as amount
    from bookings left join leads
      on leads.workspace_id = ${workspaceId}::uuid and leads.id = bookings.lead_id
    where bookings.workspace_id = ${workspaceId}::uuid and not bookings.ignored
      and ${within(sql`bookings.start_time`, period)}
    group by 1, 2, 3`
  const how = (outcome: string) => amountWhere(sql`outcome = ${outcome}`)
  const figures = sql`
    ${how('took_place')} as "tookPlace", ${how('no_show')} as "noShow", ${how('cancelled')} as cancelled,
    ${how('to_come')} as "toCome", ${how('declined')} as declined, ${how('waiting')} as waiting,
    ${amountWhere(sql`is_moved`)} as moved`
  return readInsight(db, period, { counted, figures, none })
}
