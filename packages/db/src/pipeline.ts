import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import type { Stage } from '@solar-capture/core/pipeline'
import { pipelineThrough, type PipelineHistory } from '@solar-capture/core/pipeline-history'
import { noSuchStage } from '@solar-capture/core/stage-changes'
import { changedRules, type StageRule, type StageRuleTerms } from '@solar-capture/core/stage-rule'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { toFormer, toMerged, toRule, toStage } from './pipeline-rows.ts'
import { nextChangeAt } from './pipeline-time.ts'
import { lockPipeline } from './reach.ts'
import { formerPipelines, pipelineStages, stageRules } from './schema.ts'

/** The stages of a workspace's pipeline, in order; among them one that is being merged. */
export async function listStages(db: Db, workspaceId: string): Promise<Stage[]> {
  const rows = await db
    .select()
    .from(pipelineStages)
    .where(and(eq(pipelineStages.workspaceId, workspaceId), isNull(pipelineStages.mergedAt)))
    .orderBy(asc(pipelineStages.position))
  return rows.map(toStage)
}

/** The id of the stage that new leads start in. */
export async function findFirstStage(db: Db, workspaceId: string): Promise<string> {
  const [first] = await listStages(db, workspaceId)
  if (!first) throw new Error('A workspace has at least one stage.')
  return first.id
}

/** Finds a stage by an id. */
export type StageFinder = (id: string) => Stage | null

/**
 * Finds the stage that a lead shows by the id that its row names: that one, or what it has become. So a row that was read before a
 * merge ended, or that names a stage which is gone, is shown as well as any other. Null for an id that no stage ever had.
 */
export async function readStageFinder(db: Db, workspaceId: string): Promise<StageFinder> {
  const rows = await db
    .select()
    .from(pipelineStages)
    .where(eq(pipelineStages.workspaceId, workspaceId))
  const stages = rows.filter(({ mergedAt }) => mergedAt === null).map(toStage)
  const byId = new Map(stages.map((stage) => [stage.id, stage]))
  const { now } = pipelineThrough(stages, { former: [], merged: rows.flatMap(toMerged) })
  return (id) => byId.get(id) ?? byId.get(now(id)) ?? null
}

/** What a workspace's pipeline was before, and which of its stages is being merged. */
export async function readHistory(db: Db, workspaceId: string): Promise<PipelineHistory> {
  const [former, merged] = [
    await db.select().from(formerPipelines).where(eq(formerPipelines.workspaceId, workspaceId)),
    await db
      .select()
      .from(pipelineStages)
      .where(
        and(eq(pipelineStages.workspaceId, workspaceId), isNotNull(pipelineStages.mergedIntoId)),
      ),
  ]
  return { former: former.map(toFormer), merged: merged.flatMap(toMerged) }
}

/** All versions of the rules by which facts about bookings move leads, the oldest first. */
export async function listStageRules(db: Db, workspaceId: string): Promise<StageRule[]> {
  const rows = await db
    .select()
    .from(stageRules)
    .where(eq(stageRules.workspaceId, workspaceId))
    .orderBy(asc(stageRules.from), asc(stageRules.id))
  return rows.map(toRule)
}

/** `listStageRules`, where each names what its stage is now: the one that it was merged into, or is being merged into. */
export async function listRulesAsNow(db: Db, workspaceId: string): Promise<StageRule[]> {
  const versions = await listStageRules(db, workspaceId)
  const stages = await listStages(db, workspaceId)
  const { now } = pipelineThrough(stages, await readHistory(db, workspaceId))
  return versions.map((version) => ({
    ...version,
    stageId: version.stageId === null ? null : now(version.stageId),
  }))
}

type ChangedRules = {
  versions: StageRule[]
  changed: Omit<StageRule, 'from'>[]
  stages: Stage[]
}

/**
 * Puts other rules in force from `now` on: the next version of each that is different. `rules` are all that shall
 * be: an event type whose own is left out goes by the one for any, and what has none moves nothing. `seen` are those that whoever
 * changes them saw in force. Answers the versions until now, those that are new, and the stages. Throws `not_found` when a stage is not there, and `conflict` when others are in force than were seen.
 */
export async function saveStageRules(
  db: Db,
  workspaceId: string,
  { rules, seen }: { rules: StageRuleTerms[]; seen?: StageRuleTerms[] | undefined },
  now: Date,
): Promise<ChangedRules> {
  return db.transaction(async (tx) => {
    // Two who save at once do it one after the other, and no stage goes meanwhile.
    await tx.execute(lockPipeline(workspaceId))
    const stages = await listStages(tx, workspaceId)
    if (rules.some(({ stageId }) => stageId !== null && !stages.some(({ id }) => id === stageId))) {
      throw noSuchStage()
    }
    const versions = await listRulesAsNow(tx, workspaceId)
    if (seen && changedRules(versions, seen).length > 0) {
      throw new DomainError(
        'conflict',
        'Somebody else changed the rules meanwhile. Look at them as they are now, then change them again.',
      )
    }
    const changed = changedRules(versions, rules)
    await addRules(tx, workspaceId, changed, await nextChangeAt(tx, workspaceId, now))
    return { versions, changed, stages }
  })
}

/** Puts versions of rules in force from `at` on, which no other one of theirs is. */
export async function addRules(
  tx: Db,
  workspaceId: string,
  rules: Omit<StageRule, 'from'>[],
  at: Date,
): Promise<void> {
  if (rules.length === 0) return
  await tx
    .insert(stageRules)
    .values(rules.map((rule) => ({ ...rule, workspaceId, id: newId(), from: at })))
}
