import { asc, eq } from 'drizzle-orm'

import type { Stage } from '@solar-capture/core/pipeline'
import type { StageRule } from '@solar-capture/core/stage-rule'

import type { Db } from './connect.ts'
import { pipelineStages, stageRules } from './schema.ts'

/** The stages of a workspace's pipeline, in order. */
export async function listStages(db: Db, workspaceId: string): Promise<Stage[]> {
  return db
    .select({
      id: pipelineStages.id,
      name: pipelineStages.name,
      position: pipelineStages.position,
      kind: pipelineStages.kind,
      colour: pipelineStages.colour,
      isBooked: pipelineStages.isBooked,
    })
    .from(pipelineStages)
    .where(eq(pipelineStages.workspaceId, workspaceId))
    .orderBy(asc(pipelineStages.position))
}

/** All versions of the rules by which facts about bookings move leads, the oldest first. */
export async function listStageRules(db: Db, workspaceId: string): Promise<StageRule[]> {
  return db
    .select()
    .from(stageRules)
    .where(eq(stageRules.workspaceId, workspaceId))
    .orderBy(asc(stageRules.from), asc(stageRules.id))
    .then((rows) => rows.map(toRule))
}

/** A row of `stage_rules` as the core knows it. */
export function toRule(row: typeof stageRules.$inferSelect): StageRule {
  const { fact, eventTypeId, stageId, from } = row
  return { fact, eventTypeId, stageId, from: from.toISOString() }
}
