import { sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import type { EndpointPlace } from './last-delivery.ts'
import { firstIdAt } from './new-id.ts'

/** What an endpoint received in an hour: applied, refused, and all else. */
export type HourCounts = { hour: Date; applied: number; rejected: number; other: number }

/** What an endpoint received in a day: applied, without a lead, refused, and all else. */
export type DayCounts = { applied: number; unmatched: number; rejected: number; other: number }

const hourMs = 60 * 60 * 1000
const hoursOfDay = 24

/**
 * What an endpoint received by webhook in the last 24 hours, `total`, refused requests of these by whole hours; and in each of the 24 hours of UTC up to
 * the one that `now` is in, the oldest first.
 */
export async function countLastDay(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
  now: Date,
): Promise<{ total: DayCounts; hours: HourCounts[] }> {
  const since = new Date(now.getTime() - hoursOfDay * hourMs)
  const rows = await db.execute<{ hour: number } & DayCounts>(sql`
    select extract(epoch from hour)::float8 as hour, sum(applied)::int as applied, sum(unmatched)::int as unmatched,
      sum(rejected)::int as rejected, sum(other)::int as other
    from (
      select date_trunc('hour', received_at, 'UTC') as hour,
        count(*) filter (where outcome = 'applied') as applied,
        count(*) filter (where outcome = 'unmatched') as unmatched, 0 as rejected,
        count(*) filter (where outcome not in ('applied', 'unmatched')) as other
      from deliveries
      where workspace_id = ${workspaceId}::uuid and endpoint_id = ${endpointId}::uuid and id >= ${firstIdAt(since)}::uuid
        and secret_version is not null
      group by 1
      union all
      select hour, 0, 0, count, 0 from rejection_counts
      where workspace_id = ${workspaceId}::uuid and endpoint_id = ${endpointId}::uuid
        and hour >= date_trunc('hour', ${since.toISOString()}::timestamptz, 'UTC')
    ) as counted
    group by hour`)
  return { total: addUp(rows), hours: byHour(rows, now) }
}

function addUp(rows: readonly DayCounts[]): DayCounts {
  const sum = (name: keyof DayCounts) => rows.reduce((total, row) => total + row[name], 0)
  return {
    ...{ applied: sum('applied'), unmatched: sum('unmatched') },
    ...{ rejected: sum('rejected'), other: sum('other') },
  }
}

// A day that does not begin with an hour has to do with 25 of them: of the oldest is only the total.
function byHour(rows: readonly ({ hour: number } & DayCounts)[], now: Date): HourCounts[] {
  const first = (Math.floor(now.getTime() / hourMs) - hoursOfDay + 1) * hourMs
  return Array.from({ length: hoursOfDay }, (_, index) => {
    const at = first + index * hourMs
    const found = rows.find(({ hour }) => hour * 1000 === at)
    const { applied = 0, unmatched = 0, rejected = 0, other = 0 } = found ?? {}
    return { hour: new Date(at), applied, rejected, other: unmatched + other }
  })
}

// A trigger that is ticked shows up among these, and looking further back would cost more the longer it is not.
const lookedAt = 1_000

/** When a trigger event last came, and when one last was applied to a lead. */
export type LastTrigger = { at: Date; appliedAt: Date | null }

/** When an endpoint last received each trigger event, of its last thousand verified deliveries. */
export async function findLastTriggers(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
): Promise<Map<string, LastTrigger>> {
  const rows = await db.execute<{ trigger: string; at: number; applied: number | null }>(sql`
    select trigger_event as trigger, extract(epoch from max(received_at))::float8 as at,
      extract(epoch from max(received_at) filter (where outcome = 'applied'))::float8 as applied
    from (
      select trigger_event, received_at, outcome from deliveries
      where workspace_id = ${workspaceId}::uuid and endpoint_id = ${endpointId}::uuid
        and secret_version is not null
      order by id desc limit ${lookedAt}
    ) as latest
    where trigger_event is not null group by trigger_event`)
  return new Map(
    rows.map(({ trigger, at, applied }) => [
      trigger,
      { at: new Date(at * 1000), appliedAt: applied === null ? null : new Date(applied * 1000) },
    ]),
  )
}
