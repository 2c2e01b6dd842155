import { z } from 'zod'

import { ruledFacts } from '@solar-capture/core/stage-rule'
import { listStageRules, listStages, saveStageRules } from '@solar-capture/db/pipeline'

import { audited } from '../audited.ts'
import { procedure, router } from '../trpc.ts'
import { instant, stageShape } from './shapes.ts'

const rule = z.strictObject({
  /** What happened to a booking; `booked` is its first confirmation. */
  fact: z.enum(ruledFacts),
  /** Cal.com's id; null is any event type without a rule of its own. */
  eventTypeId: z.int().nullable(),
  /** Null moves nothing. */
  stageId: z.uuid().nullable(),
})

const rules = z.array(
  // `isRemoved`: from then on the event type has no rule of its own.
  rule.extend({ isRemoved: z.boolean(), from: instant }),
)

export const pipelineRouter = router({
  /** The stages of the pipeline, in order. */
  stages: procedure('pipeline.stages')
    .input(z.void())
    .output(z.array(stageShape.extend({ position: z.int(), isBooked: z.boolean() })))
    .query(({ ctx: { deps, workspaceId } }) => listStages(deps.db, workspaceId)),

  /**
   * Every version of the stage rules, the oldest first; `from` is since when it is in force (ISO 8601 UTC), until a later one
   * of the same fact and event type.
   */
  rules: procedure('pipeline.rules')
    .input(z.void())
    .output(rules)
    .query(({ ctx: { deps, workspaceId } }) => listStageRules(deps.db, workspaceId)),

  /**
   * Puts these rules in force for what Cal.com sends from now on, in place of all others: an event type whose own is left
   * out goes by the one for any, and a fact without one moves nothing. What was sent before goes by the rules of then. NOT_FOUND for a stage, BAD_REQUEST for two rules about the same.
   */
  saveRules: procedure('pipeline.saveRules')
    .input(
      z.strictObject({
        rules: z
          .array(rule)
          .max(1_000)
          .refine(areDistinct, 'There are two rules for the same fact and event type.'),
      }),
    )
    .output(rules)
    .mutation(async ({ ctx, input }) => {
      const { deps, workspaceId } = ctx
      await audited(ctx, async (tx, tell) => {
        await saveStageRules(tx, workspaceId, input.rules, deps.now())
        await tell({ action: 'rules_changed', details: { rules: input.rules.length } })
      })
      return listStageRules(deps.db, workspaceId)
    }),
})

function areDistinct(all: z.output<typeof rule>[]): boolean {
  return new Set(all.map(({ fact, eventTypeId }) => `${fact}/${eventTypeId}`)).size === all.length
}
