import { sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import type { EndpointPlace } from './last-delivery.ts'
import { firstIdAt } from './new-id.ts'

/** What an endpoint received in an hour: applied, refused, and all else. */
export type HourCounts = { hour: Date; applied: number; rejected: number; other: number }

const hourMs = 60 * 60 * 1000

/** What an endpoint received in each of the 24 hours up to the one that `now` is in, the oldest first. Hours of UTC. */
export async function countByHour(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
  now: Date,
): Promise<HourCounts[]> {
  const last = Math.floor(now.getTime() / hourMs) * hourMs
  const first = new Date(last - 23 * hourMs)
  const rows = await db.execute<{
    hour: string
    applied: number
    rejected: number
    other: number
  }>(sql`
    select extract(epoch from hour)::float8 as hour, sum(applied)::int as applied, sum(rejected)::int as rejected,
      sum(other)::int as other
    from (
      select date_trunc('hour', received_at, 'UTC') as hour,
        count(*) filter (where outcome = 'applied') as applied, 0 as rejected,
        count(*) filter (where outcome <> 'applied') as other
      from deliveries
      where workspace_id = ${workspaceId}::uuid and endpoint_id = ${endpointId}::uuid and id >= ${firstIdAt(first)}::uuid
      group by 1
      union all
      select hour, 0, sum(count), 0 from rejection_counts
      where workspace_id = ${workspaceId}::uuid and endpoint_id = ${endpointId}::uuid and hour >= ${first.toISOString()}::timestamptz
      group by 1
    ) as counted
    group by hour`)
  const counts = new Map(rows.map((row) => [Number(row.hour) * 1000, row]))
  return Array.from({ length: 24 }, (_, index) => {
    const hour = first.getTime() + index * hourMs
    const { applied = 0, rejected = 0, other = 0 } = counts.get(hour) ?? {}
    return { hour: new Date(hour), applied, rejected, other }
  })
}

// A trigger that is ticked shows up among these, and looking further back would cost more the longer it is not.
const lookedAt = 1_000

/** When an endpoint last received each trigger event, of its last thousand deliveries. */
export async function findLastTriggers(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
): Promise<Map<string, Date>> {
  const rows = await db.execute<{ trigger: string; at: number }>(sql`
    select trigger_event as trigger, extract(epoch from max(received_at))::float8 as at
    from (
      select trigger_event, received_at from deliveries
      where workspace_id = ${workspaceId}::uuid and endpoint_id = ${endpointId}::uuid
      order by id desc limit ${lookedAt}
    ) as latest
    where trigger_event is not null group by trigger_event`)
  return new Map(rows.map(({ trigger, at }) => [trigger, new Date(at * 1000)]))
}
