import { sql, type SQL } from 'drizzle-orm'

import type { Stage } from '@solar-capture/core/pipeline'
import { pipelineThrough } from '@solar-capture/core/pipeline-history'

import type { Db } from './connect.ts'
import { amountWhere, leadsOf, readInsight, type InsightPeriod } from './insights.ts'
import { readHistory } from './pipeline.ts'

/** Of the steps of a funnel, in order, which are the stages of the pipeline that are not lost. */
export type FunnelFigures = {
  /** How many leads reached each step, or one after it. */
  reached: number[]
  /** How many of them came no further than that step and are lost now. */
  lost: number[]
}

/**
 * How far the leads got that were captured in a period: to the furthest stage among the one they are in and those that their
 * timeline says they were moved back from, or lost in. Whatever else they were moved to comes before one of these, but for
 * moves that were taken back, which do not count. Every lead reached the first step. A stage that was merged
 * counts as the one that it is part of.
 */
export async function readFunnel(
  db: Db,
  workspaceId: string,
  period: InsightPeriod,
  stages: Stage[],
) {
  const steps = stages.filter(({ kind }) => kind !== 'lost')
  const { merged } = await readHistory(db, workspaceId)
  const { now } = pipelineThrough(stages, { former: [], merged })
  const ids = [...new Set([...steps, ...merged].map(({ id }) => id))]
  const places = ids.map((id) => ({ id, place: steps.findIndex((one) => one.id === now(id)) }))
  const step = sql.join(
    places
      .filter(({ place }) => place >= 0)
      .map(({ id, place }) => sql`(${id}::text, ${place}::int)`),
    sql`, `,
  )
  const { captured, key, where } = leadsOf(workspaceId, period)
  // What people did to a lead, they did after it was captured.
  const counted = sql`
    with step(id, place) as (values ${step}),
    returned as (
      select entry.lead_id, max(start.place) as place
      from timeline_entries as entry
      join step as start on start.id = entry.detail->>'fromStageId'
      left join step as goal on goal.id = entry.detail->>'toStageId'
      where entry.workspace_id = ${workspaceId}::uuid and entry.kind = 'moved'
        and entry.at >= ${period.from.toISOString()}::timestamptz
        and (goal.place is null or goal.place < start.place)
      group by entry.lead_id
    )
    select ${key} as key, current.id is null as is_lost,
      coalesce(greatest(current.place, returned.place), 0) as furthest, count(*) as amount
    from ${captured}
    left join returned on returned.lead_id = leads.id
    left join step as current on current.id = leads.stage_id::text
    where ${where} group by 1, 2, 3`
  const byStep = (condition: (index: number) => SQL) =>
    sql`array[${sql.join(
      steps.map((_, index) => amountWhere(condition(index))),
      sql`, `,
    )}]`
  const figures = sql`
    ${byStep((index) => sql`furthest >= ${index}::int`)} as reached,
    ${byStep((index) => sql`furthest = ${index}::int and is_lost`)} as lost`
  const zeros = steps.map(() => 0)
  const none: FunnelFigures = { reached: zeros, lost: zeros }
  return readInsight(db, period, { counted, figures, none })
}
