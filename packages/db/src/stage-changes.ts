import { and, eq, or, sql } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import type { Stage } from '@solar-capture/core/pipeline'
import { changeStages, type WantedStage } from '@solar-capture/core/stage-changes'
import { rulesNow } from '@solar-capture/core/stage-rule'

import { anyOf } from './any-of.ts'
import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { keepFormer } from './pipeline-time.ts'
import { addRules, listRulesAsNow, listStages } from './pipeline.ts'
import { lockPipeline } from './reach.ts'
import { leads, pipelineStages, stageRules } from './schema.ts'
import { refuseWhileMerging } from './stage-merge.ts'

/** What somebody wants the pipeline to be, and what it was when they last saw it. */
export type WantedPipeline = { stages: WantedStage[]; seen?: Stage[] | undefined }

/**
 * Makes the pipeline consist of `stages`, in this order, for what is sent from `now` on; facts that were sent before go by what it
 * was. Where the mark of the booked stage goes, the rule for first bookings goes with it if it named that stage. Answers
 * whether anything was different. Throws as `changeStages`, and `conflict` when a stage that is left out has leads or
 * rules, or one is being merged. To be called in a transaction.
 */
export async function saveStages(
  tx: Db,
  workspaceId: string,
  { stages: wanted, seen }: WantedPipeline,
  now: Date,
): Promise<boolean> {
  await tx.execute(lockPipeline(workspaceId))
  const before = await listStages(tx, workspaceId)
  const { stages, gone, isChanged } = changeStages(before, wanted, seen)
  if (!isChanged) return false
  await refuseWhileMerging(tx, workspaceId)
  const at = await keepFormer(tx, workspaceId, before, now)
  await removeStages(tx, workspaceId, gone)
  const after = stages.map((stage) => ({ ...stage, id: stage.id ?? newId(now.getTime()) }))
  await writeStages(tx, workspaceId, after)
  await moveBookedRule(tx, workspaceId, { before, after }, at)
  return true
}

async function removeStages(tx: Db, workspaceId: string, gone: Stage[]): Promise<void> {
  if (gone.length === 0) return
  // No index leads from a stage to the leads that automation moved on from it.
  await tx.execute(sql`set local statement_timeout = '30s'`)
  for (const { id, name } of gone) {
    const [lead] = await tx
      .select({ id: leads.id })
      .from(leads)
      .where(
        and(
          eq(leads.workspaceId, workspaceId),
          or(eq(leads.stageId, id), eq(leads.baseStageId, id)),
        ),
      )
      .limit(1)
    const rules = and(eq(stageRules.workspaceId, workspaceId), eq(stageRules.stageId, id))
    const parts = and(
      eq(pipelineStages.workspaceId, workspaceId),
      eq(pipelineStages.mergedIntoId, id),
    )
    const isNamed =
      (await tx.$count(stageRules, rules)) + (await tx.$count(pipelineStages, parts)) > 0
    if (!lead && !isNamed) continue
    throw new DomainError(
      'conflict',
      `${name} has leads or rules, or had them. Merge it into another stage instead.`,
    )
  }
  const ids = gone.map(({ id }) => id)
  await tx
    .delete(pipelineStages)
    .where(and(eq(pipelineStages.workspaceId, workspaceId), anyOf(pipelineStages.id, ids)))
}

async function writeStages(tx: Db, workspaceId: string, stages: Stage[]): Promise<void> {
  // No two may have one position, or be the booked one, not even between two rows of a statement.
  await tx
    .update(pipelineStages)
    .set({ position: sql`-1 - ${pipelineStages.position}`, isBooked: false })
    .where(
      and(eq(pipelineStages.workspaceId, workspaceId), sql`${pipelineStages.mergedIntoId} is null`),
    )
  await tx
    .insert(pipelineStages)
    .values(stages.map((stage) => ({ ...stage, workspaceId })))
    .onConflictDoUpdate({
      target: [pipelineStages.workspaceId, pipelineStages.id],
      set: {
        name: sql`excluded.name`,
        position: sql`excluded.position`,
        kind: sql`excluded.kind`,
        colour: sql`excluded.colour`,
        isBooked: sql`excluded.is_booked`,
      },
    })
}

async function moveBookedRule(
  tx: Db,
  workspaceId: string,
  { before, after }: { before: Stage[]; after: Stage[] },
  at: Date,
): Promise<void> {
  const [old, booked] = [before, after].map((stages) => stages.find(({ isBooked }) => isBooked))
  if (!old || !booked || old.id === booked.id) return
  const followed = rulesNow(await listRulesAsNow(tx, workspaceId)).filter(
    ({ fact, eventTypeId, stageId }) =>
      fact === 'booked' && eventTypeId === null && stageId === old.id,
  )
  const rules = followed.map((rule) => ({ ...rule, stageId: booked.id, isRemoved: false }))
  await addRules(tx, workspaceId, rules, at)
}
