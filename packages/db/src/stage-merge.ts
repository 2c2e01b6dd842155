import { and, eq, sql } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import type { Stage } from '@solar-capture/core/pipeline'
import { faultOfStages, noSuchStage } from '@solar-capture/core/stage-changes'
import { rulesNow } from '@solar-capture/core/stage-rule'

import { anyOf } from './any-of.ts'
import type { Db } from './connect.ts'
import { keepFormer } from './pipeline-time.ts'
import { addRules, listStageRules, listStages } from './pipeline.ts'
import { lockPipeline, lockReach } from './reach.ts'
import { leads, pipelineStages, savedViews } from './schema.ts'
import { runIn } from './statement.ts'

export type StageMerge = { workspaceId: string; id: string; intoId: string }

// The locks of so many leads fit where a server with the usual settings keeps them.
const leadsAtOnce = 500

/**
 * Moves leads of a stage to the one that it is to become part of, part by part, each held as a delivery holds it, for at most
 * `longestMs` milliseconds; answers how many, and whether that was all. Until `finishMerge` both are stages as before, so
 * when it is interrupted nothing is lost: it is called again. Throws `not_found` for either, and `invalid` when no
 * pipeline would be left.
 */
export async function moveMergedLeads(
  db: Db,
  merge: StageMerge,
  longestMs: number,
): Promise<{ moved: number; isAll: boolean }> {
  const { workspaceId, id } = merge
  withoutMerged(await listStages(db, workspaceId), merge)
  const until = performance.now() + longestMs
  for (let moved = 0; ;) {
    const found = await db
      .select({ id: leads.id })
      .from(leads)
      .where(and(eq(leads.workspaceId, workspaceId), eq(leads.stageId, id)))
      .limit(leadsAtOnce)
    const leadIds = found.map((lead) => lead.id)
    await db.transaction(async (tx) => {
      await runIn(tx)(lockReach(workspaceId, { leadIds }))
      moved += await moveAll(tx, merge, leadIds)
    })
    const isAll = found.length < leadsAtOnce
    if (isAll || performance.now() > until) return { moved, isAll }
  }
}

/**
 * Makes a stage part of another one from `now` on, whose leads `moveMergedLeads` moved: the rules that name it, saved views, and
 * leads that came meanwhile, whose number is answered. Facts that were sent before go by the pipeline of then, and what they
 * move to it stands in the other one. Throws as `moveMergedLeads`. To be called in a transaction.
 */
export async function finishMerge(tx: Db, merge: StageMerge, now: Date): Promise<number> {
  const { workspaceId, id, intoId } = merge
  await tx.execute(lockPipeline(workspaceId))
  const before = await listStages(tx, workspaceId)
  const after = withoutMerged(before, merge)
  const at = await keepFormer(tx, workspaceId, before, now)
  const own = eq(pipelineStages.workspaceId, workspaceId)
  await tx
    .update(pipelineStages)
    .set({ mergedIntoId: intoId, mergedAt: at, isBooked: false })
    .where(and(own, eq(pipelineStages.id, id)))
  const isBooked = after.some((stage) => stage.id === intoId && stage.isBooked)
  await tx
    .update(pipelineStages)
    .set({ isBooked })
    .where(and(own, eq(pipelineStages.id, intoId)))
  const rules = rulesNow(await listStageRules(tx, workspaceId))
    .filter(({ stageId }) => stageId === id)
    .map((rule) => ({ ...rule, stageId: intoId, isRemoved: false }))
  await addRules(tx, workspaceId, rules, at)
  await renameInViews(tx, merge)
  return moveAll(tx, merge)
}

/** The stages that are left when one becomes part of another, which is where bookings go if that one was. */
function withoutMerged(stages: Stage[], { id, intoId }: StageMerge): Stage[] {
  const [stage, into] = [id, intoId].map((one) => stages.find((found) => found.id === one))
  if (!stage || !into) throw noSuchStage()
  if (id === intoId) throw new DomainError('invalid', 'A stage cannot be merged with itself.')
  const left = stages
    .filter((one) => one.id !== id)
    .map((one) => (one.id === intoId ? { ...one, isBooked: one.isBooked || stage.isBooked } : one))
  if (faultOfStages(left) === null) return left
  throw new DomainError(
    'invalid',
    `Bookings go to ${stage.name}, and ${into.name} is no open stage. Let them go to another one first.`,
  )
}

/** Nothing happened to these leads: they stand where they stood, and keep the times of their change and since when they do. */
async function moveAll(
  tx: Db,
  { workspaceId, id, intoId }: StageMerge,
  ids?: string[],
): Promise<number> {
  const moved = await tx
    .update(leads)
    .set({ stageId: intoId })
    .where(
      and(
        eq(leads.workspaceId, workspaceId),
        eq(leads.stageId, id),
        ids === undefined ? undefined : anyOf(leads.id, ids),
      ),
    )
    .returning({ id: leads.id })
  return moved.length
}

/** Views that show the one stage show the other, once. */
async function renameInViews(tx: Db, { workspaceId, id, intoId }: StageMerge): Promise<void> {
  const own = eq(savedViews.workspaceId, workspaceId)
  const views = await tx
    .select({ id: savedViews.id, state: savedViews.state })
    .from(savedViews)
    .where(and(own, sql`${savedViews.state}->>'stage' like ${`%${id}%`}`))
  for (const view of views) {
    const shown = (view.state['stage'] ?? '').split(',')
    const stage = [...new Set(shown.map((one) => (one === id ? intoId : one)))].join(',')
    await tx
      .update(savedViews)
      .set({ state: { ...view.state, stage } })
      .where(and(own, eq(savedViews.id, view.id)))
  }
}
