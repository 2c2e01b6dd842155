import { sql } from 'drizzle-orm'

import type { Stage } from '@solar-capture/core/pipeline'

import type { Db } from './connect.ts'
import { formerPipelines, stageRules } from './schema.ts'

/**
 * From when on a change of the pipeline or its rules is in force: `now`, and at any rate after all that were made before, also by a
 * process whose clock is ahead. So no change is lost behind an earlier one. To be called while the pipeline is locked.
 */
export async function nextChangeAt(tx: Db, workspaceId: string, now: Date): Promise<Date> {
  const own = sql`workspace_id = ${workspaceId}::uuid`
  const [last] = await tx.execute<{ at: number | null }>(sql`
    select (extract(epoch from greatest(
      (select max(${formerPipelines.until}) from ${formerPipelines} where ${own}),
      (select max(${stageRules.from}) from ${stageRules} where ${own})
    )) * 1000)::float8 as at`)
  return new Date(Math.max(now.getTime(), (last?.at ?? 0) + 1))
}

/** Notes what the pipeline was until now, and answers from when on what it becomes is in force: a change has a time of its own. */
export async function keepFormer(
  tx: Db,
  workspaceId: string,
  stages: Stage[],
  now: Date,
): Promise<Date> {
  const until = await nextChangeAt(tx, workspaceId, now)
  await tx.insert(formerPipelines).values({ workspaceId, until, stages })
  return until
}
