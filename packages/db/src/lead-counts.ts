import { and, sql } from 'drizzle-orm'

import type { LeadFilter } from '@solar-capture/core/lead-filter'

import type { Db } from './connect.ts'
import { findCandidates } from './lead-candidates.ts'
import { matching } from './lead-filter.ts'
import { listGroups } from './lead-groups.ts'

/** Above this, leads that no numbers are kept of are not counted any further. */
export const mostCounted = 1_000

/**
 * How many leads match a filter, in all and by stage; `isAtLeast` when there are more than `total`, which are then not told by
 * stage. By stage, source and owner the numbers are exact and take as long for a million leads as for a thousand.
 */
export async function countLeads(
  db: Db,
  workspaceId: string,
  { filter, now }: { filter: LeadFilter; now: Date },
) {
  const { search = '', booking, capturedFrom, capturedTo } = filter
  if (search !== '' || booking || capturedFrom !== undefined || capturedTo !== undefined) {
    return countOneByOne(db, workspaceId, filter, now)
  }
  const byStage = new Map<string, number>()
  for (const { stageId, count } of await listGroups(db, workspaceId, filter)) {
    byStage.set(stageId, (byStage.get(stageId) ?? 0) + count)
  }
  return summed(byStage)
}

function summed(byStage: Map<string, number>) {
  const counts = [...byStage].map(([stageId, count]) => ({ stageId, count }))
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  return { total, isAtLeast: false, byStage: counts }
}

async function countOneByOne(db: Db, workspaceId: string, filter: LeadFilter, now: Date) {
  const wanted = { filter, sort: 'name' as const, after: null, limit: null, now }
  const candidates = await findCandidates(db, workspaceId, wanted)
  const own = sql`leads.workspace_id = ${workspaceId}::uuid`
  const from = candidates
    ? sql`(${candidates.ids}) as candidates cross join lateral (
        select stage_id from leads where ${and(own, sql`leads.id = candidates.id`, matching(candidates.filter, now))} offset 0
      ) as leads`
    : sql`leads where ${and(own, matching(filter, now))}`
  const rows = await db.execute<{ stageId: string; count: number }>(sql`
    select stage_id as "stageId", count(*)::int as count from (
      select leads.stage_id from ${from} limit ${mostCounted + 1}
    ) as found group by stage_id`)
  const counted = summed(new Map(rows.map(({ stageId, count }) => [stageId, count])))
  if (counted.total <= mostCounted) return counted
  return { total: mostCounted, isAtLeast: true, byStage: [] }
}
