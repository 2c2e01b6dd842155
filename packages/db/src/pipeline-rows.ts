import type { Stage } from '@solar-capture/core/pipeline'
import type { FormerPipeline, MergedStage } from '@solar-capture/core/pipeline-history'
import type { StageRule } from '@solar-capture/core/stage-rule'

import type { formerPipelines, pipelineStages, stageRules } from './schema.ts'

/** A row of `pipeline_stages` as the core knows it. */
export function toStage(row: typeof pipelineStages.$inferSelect): Stage {
  const { id, name, position, kind, colour, isBooked } = row
  return { id, name, position, kind, colour, isBooked }
}

/** What a row of `pipeline_stages` became part of, or is being merged into; nothing for any other stage. */
export function toMerged(row: typeof pipelineStages.$inferSelect): MergedStage[] {
  const { id, mergedIntoId: intoId, mergedAt } = row
  return intoId === null ? [] : [{ id, intoId, at: mergedAt?.toISOString() ?? null }]
}

/** A row of `former_pipelines` as the core knows it. */
export function toFormer({ until, stages }: typeof formerPipelines.$inferSelect): FormerPipeline {
  return { until: until.toISOString(), stages }
}

/** A row of `stage_rules` as the core knows it. */
export function toRule(row: typeof stageRules.$inferSelect): StageRule {
  const { fact, eventTypeId, stageId, isRemoved, from } = row
  return { fact, eventTypeId, stageId, isRemoved, from: from.toISOString() }
}
