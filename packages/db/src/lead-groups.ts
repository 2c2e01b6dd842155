import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'

import { nobody, type LeadFilter } from '@solar-capture/core/lead-filter'

import type { Db } from './connect.ts'
import { leadCounts } from './schema.ts'

/** How many leads there are of one stage, source and owner. */
export type LeadGroup = { stageId: string; source: string; ownerId: string | null; count: number }

// Summing up this many rows takes a millisecond or two.
const mostRows = 2_000
const foldedAtOnce = 20_000

/** The stages, sources and owners that leads of a filter have together, as far as it is about these. */
export async function listGroups(
  db: Db,
  workspaceId: string,
  filter: LeadFilter,
): Promise<LeadGroup[]> {
  const { stageIds = [], sources = [], ownerIds = [] } = filter
  const people = ownerIds.filter((id) => id !== nobody)
  const rows = await db
    .select({
      stageId: leadCounts.stageId,
      source: leadCounts.source,
      ownerId: leadCounts.ownerId,
      count: sql<number>`sum(${leadCounts.delta})::int`,
      rows: sql<number>`count(*)::int`,
    })
    .from(leadCounts)
    .where(
      and(
        eq(leadCounts.workspaceId, workspaceId),
        stageIds.length > 0 ? inArray(leadCounts.stageId, stageIds) : undefined,
        sources.length > 0 ? inArray(leadCounts.source, sources) : undefined,
        ownerIds.length === 0
          ? undefined
          : or(
              people.length > 0 ? inArray(leadCounts.ownerId, people) : undefined,
              people.length < ownerIds.length ? isNull(leadCounts.ownerId) : undefined,
            ),
      ),
    )
    .groupBy(leadCounts.stageId, leadCounts.source, leadCounts.ownerId)
  const read = rows.reduce((sum, row) => sum + row.rows, 0)
  if (read > rows.length + mostRows) await foldCounts(db, workspaceId)
  return rows.filter(({ count }) => count > 0).map(({ rows: _, ...group }) => group)
}

// Whoever reads meanwhile sees the rows from before or the one from after; what another one folds is left to it.
async function foldCounts(db: Db, workspaceId: string): Promise<void> {
  await db.execute(sql`
    with folded as (
      delete from lead_counts where workspace_id = ${workspaceId}::uuid and id in (
        select id from lead_counts where workspace_id = ${workspaceId}::uuid
        order by id limit ${foldedAtOnce} for update skip locked
      ) returning stage_id, source, owner_id, delta
    )
    insert into lead_counts (workspace_id, stage_id, source, owner_id, delta)
    select ${workspaceId}::uuid, stage_id, source, owner_id, sum(delta) from folded
    group by stage_id, source, owner_id having sum(delta) <> 0`)
}
