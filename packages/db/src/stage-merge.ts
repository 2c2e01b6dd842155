import { and, eq, isNotNull, isNull } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import type { Stage } from '@solar-capture/core/pipeline'
import { pipelineThrough } from '@solar-capture/core/pipeline-history'
import { isBookedAfterMerge, noSuchStage } from '@solar-capture/core/stage-changes'
import { rulesNow } from '@solar-capture/core/stage-rule'

import { anyOf } from './any-of.ts'
import type { Db } from './connect.ts'
import { keepFormer } from './pipeline-time.ts'
import { addRules, listStageRules, listStages, readHistory } from './pipeline.ts'
import { lockPipeline, lockReach } from './reach.ts'
import { leads, pipelineStages } from './schema.ts'
import { runIn } from './statement.ts'
import { renameInViews } from './view-stages.ts'

/** A stage that is being merged, or was. */
export type MergePlace = { workspaceId: string; id: string }

// The locks of so many leads fit where a server with the usual settings keeps them.
const leadsAtOnce = 500

/**
 * Decides that a stage becomes part of another one, and answers the two; null when that was decided before. From here on it cannot
 * be taken back, and `goOnMerging` of any process brings it to its end. Throws `not_found` for either, `invalid` when no pipeline
 * would be left, and `conflict` while another one is being merged. To be called in a transaction.
 */
export async function beginMerge(
  tx: Db,
  { workspaceId, id, intoId }: MergePlace & { intoId: string },
): Promise<{ stage: Stage; into: Stage } | null> {
  await tx.execute(lockPipeline(workspaceId))
  const own = and(eq(pipelineStages.workspaceId, workspaceId), eq(pipelineStages.id, id))
  const [row] = await tx.select().from(pipelineStages).where(own)
  if (row?.mergedIntoId === intoId) return null
  const stages = await listStages(tx, workspaceId)
  const [stage, into] = [id, intoId].map((one) => stages.find((found) => found.id === one))
  if (!stage || !into) throw noSuchStage()
  await refuseWhileMerging(tx, workspaceId)
  isBookedAfterMerge(stages, { stage, into })
  await tx.update(pipelineStages).set({ mergedIntoId: intoId }).where(own)
  return { stage, into }
}

/** Throws `conflict` while a stage is being merged. To be called in a transaction that holds the pipeline. */
export async function refuseWhileMerging(tx: Db, workspaceId: string): Promise<void> {
  const stages = await listStages(tx, workspaceId)
  const { merged } = await readHistory(tx, workspaceId)
  const merging = merged.find(({ at }) => at === null)
  if (!merging) return
  const [name, into] = [merging.id, merging.intoId].map(
    (id) => stages.find((stage) => stage.id === id)?.name ?? '',
  )
  throw new DomainError(
    'conflict',
    `${name} is being merged into ${into}. Change the pipeline once that is done.`,
  )
}

/**
 * Goes on with a merge that was begun: moves the leads of its stage part by part, each held as a delivery holds it, for at most
 * `longestMs` milliseconds, and then makes it part of the other one from `now` on. Answers how many leads it moved, and whether the
 * merge is done, by whomever. Any number of processes may do so at once, and what one of them leaves another one goes on with.
 */
export async function goOnMerging(
  db: Db,
  place: MergePlace,
  { longestMs, now }: { longestMs: number; now: Date },
): Promise<{ moved: number; isDone: boolean }> {
  const until = performance.now() + longestMs
  for (let moved = 0; ;) {
    const part = await movePart(db, place)
    moved += part.moved
    if (part.isLast) {
      const rest = await db.transaction((tx) => finishMerge(tx, place, now))
      return { moved: moved + rest, isDone: true }
    }
    if (performance.now() > until) return { moved, isDone: false }
  }
}

/** The stages that are being merged, of every workspace, and those that were and that leads stand in nevertheless. */
export async function listMergesToFinish(db: Db): Promise<MergePlace[]> {
  const rows = await db
    .select({
      workspaceId: pipelineStages.workspaceId,
      id: pipelineStages.id,
      mergedAt: pipelineStages.mergedAt,
    })
    .from(pipelineStages)
    .where(isNotNull(pipelineStages.mergedIntoId))
  const found: MergePlace[] = []
  for (const { workspaceId, id, mergedAt } of rows) {
    const place = { workspaceId, id }
    if (mergedAt === null || (await listStanding(db, place, 1)).length > 0) found.push(place)
  }
  return found
}

async function movePart(db: Db, place: MergePlace): Promise<{ moved: number; isLast: boolean }> {
  const { workspaceId } = place
  const leadIds = await listStanding(db, place, leadsAtOnce)
  const moved = await db.transaction(async (tx) => {
    await runIn(tx)(lockReach(workspaceId, { leadIds }))
    return moveAll(tx, place, leadIds)
  })
  return { moved, isLast: leadIds.length < leadsAtOnce }
}

async function listStanding(db: Db, { workspaceId, id }: MergePlace, limit: number) {
  const found = await db
    .select({ id: leads.id })
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.stageId, id)))
    .limit(limit)
  return found.map((lead) => lead.id)
}

/** The last step: the rules that name it, saved views, and leads that came meanwhile, whose number is answered. */
async function finishMerge(tx: Db, place: MergePlace, now: Date): Promise<number> {
  const { workspaceId, id } = place
  await tx.execute(lockPipeline(workspaceId))
  const before = await listStages(tx, workspaceId)
  const own = eq(pipelineStages.workspaceId, workspaceId)
  const isMerging = and(own, eq(pipelineStages.id, id), isNull(pipelineStages.mergedAt))
  const [row] = await tx.select().from(pipelineStages).where(isMerging)
  const [stage, into] = [id, row?.mergedIntoId].map((one) => before.find((is) => is.id === one))
  if (stage && into) {
    const at = await keepFormer(tx, workspaceId, before, now)
    const isBooked = isBookedAfterMerge(before, { stage, into })
    await tx.update(pipelineStages).set({ mergedAt: at, isBooked: false }).where(isMerging)
    await tx
      .update(pipelineStages)
      .set({ isBooked })
      .where(and(own, eq(pipelineStages.id, into.id)))
    const rules = rulesNow(await listStageRules(tx, workspaceId))
      .filter(({ stageId }) => stageId === id)
      .map((rule) => ({ ...rule, stageId: into.id, isRemoved: false }))
    await addRules(tx, workspaceId, rules, at)
    await renameInViews(tx, { workspaceId, id, intoId: into.id })
  }
  return moveAll(tx, place)
}

/**
 * Moves leads of a stage to what it has become by now, or is to become. Nothing happened to these leads: they stand where they
 * stood, and keep the times of their change and since when they do. To be called in a transaction that holds the pipeline, alone or
 * with others, so that where they go is a stage when it commits.
 */
async function moveAll(
  tx: Db,
  { workspaceId, id }: MergePlace,
  leadIds?: string[],
): Promise<number> {
  const stages = await listStages(tx, workspaceId)
  const stageId = pipelineThrough(stages, await readHistory(tx, workspaceId)).now(id)
  if (stageId === id || !stages.some((stage) => stage.id === stageId)) return 0
  const moved = await tx
    .update(leads)
    .set({ stageId })
    .where(
      and(
        eq(leads.workspaceId, workspaceId),
        eq(leads.stageId, id),
        leadIds === undefined ? undefined : anyOf(leads.id, leadIds),
      ),
    )
    .returning({ id: leads.id })
  return moved.length
}
