import { asc, eq, sql } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import type { Stage } from '@solar-capture/core/pipeline'
import { changedRules, type StageRule, type StageRuleTerms } from '@solar-capture/core/stage-rule'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { pipelineStages, stageRules, workspaces } from './schema.ts'

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
  const { fact, eventTypeId, stageId, isRemoved, from } = row
  return { fact, eventTypeId, stageId, isRemoved, from: from.toISOString() }
}

/**
 * Puts other rules in force from `now` on: the next version of each that is different. `rules` are all that shall
 * be: an event type whose own is left out goes by the one for any, and what has none moves nothing. Throws `not_found`
 * when a stage is not there.
 */
export async function saveStageRules(
  db: Db,
  workspaceId: string,
  rules: StageRuleTerms[],
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    // Two who save at once do it one after the other.
    await tx
      .select({ id: workspaces.id })
      .from(workspaces)
      .where(eq(workspaces.id, workspaceId))
      .for('update')
    const stages = await listStages(tx, workspaceId)
    if (rules.some(({ stageId }) => stageId !== null && !stages.some(({ id }) => id === stageId))) {
      throw new DomainError('not_found', 'There is no such stage.')
    }
    const changed = changedRules(await listStageRules(tx, workspaceId), rules)
    if (changed.length === 0) return
    await tx
      .insert(stageRules)
      .values(changed.map((rule) => ({ ...rule, workspaceId, id: newId(), from: now })))
      .onConflictDoUpdate({
        target: [stageRules.workspaceId, stageRules.fact, stageRules.eventTypeId, stageRules.from],
        set: { stageId: sql`excluded.stage_id`, isRemoved: sql`excluded.is_removed` },
      })
  })
}
