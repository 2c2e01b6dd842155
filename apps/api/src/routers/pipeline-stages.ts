import { z } from 'zod'

import { stageColours, stageKinds, type Stage } from '@solar-capture/core/pipeline'
import { longestStageName, mostStages } from '@solar-capture/core/stage-changes'
import { listStages } from '@solar-capture/db/pipeline'
import { saveStages } from '@solar-capture/db/stage-changes'
import { beginMerge, goOnMerging } from '@solar-capture/db/stage-merge'

import { audited } from '../audited.ts'
import { procedure } from '../trpc.ts'
import { stageShape } from './shapes.ts'

const stages = z.array(stageShape.extend({ position: z.int(), isBooked: z.boolean() }))

const wantedStage = z.strictObject({
  /** Left out for a new stage. */
  id: z.uuid().optional(),
  name: z.string().trim().min(1).max(longestStageName),
  kind: z.enum(stageKinds),
  colour: z.enum(stageColours),
  /** One open stage is where bookings go. */
  isBooked: z.boolean(),
})

const seenStage = wantedStage.extend({
  id: z.string().max(36),
  name: z.string().max(200),
  position: z.int(),
})

const longestMs = 8_000

export const pipelineStageProcedures = {
  /** The stages of the pipeline, in order. */
  stages: procedure('pipeline.stages')
    .input(z.void())
    .output(stages)
    .query(({ ctx: { deps, workspaceId } }) => listStages(deps.db, workspaceId)),

  /**
   * Makes the pipeline consist of these stages, in this order, for what Cal.com sends from now on; what was sent before goes by
   * the pipeline of then. `seen` is what `stages` answered: when somebody else changed it since, CONFLICT; left out, that is
   * not looked at. CONFLICT also when a stage that is left out has leads or rules (merge it instead), and
   * while a stage is being merged; NOT_FOUND for an id, BAD_REQUEST for two of one name or without exactly one open stage where bookings go.
   */
  saveStages: procedure('pipeline.saveStages')
    .input(
      z.strictObject({
        stages: z.array(wantedStage).min(1).max(mostStages),
        seen: z.array(seenStage).max(100).optional(),
      }),
    )
    .output(stages)
    .mutation(async ({ ctx, input }) => {
      const { deps, workspaceId } = ctx
      const isChanged = await audited(ctx, async (tx, tell) => {
        const changed = await saveStages(tx, workspaceId, input, deps.now())
        const details = { stages: namesOf(await listStages(tx, workspaceId)) }
        if (changed) await tell({ action: 'stages_changed', details })
        return changed
      })
      if (isChanged) deps.changes.publish(workspaceId, { kinds: ['pipeline', 'lead'], leadIds: [] })
      return listStages(deps.db, workspaceId)
    }),

  /**
   * Makes the stage `id` part of the stage `intoId`: all of its leads, rules and places in saved views go there, and what was sent
   * before goes by the pipeline of then. That is decided with the first call and cannot be taken back. Works for at most some
   * seconds: while `isDone` is false both are stages still; calling it again goes on, and the server finishes it by itself.
   * `movedLeads` is how many leads went this time. NOT_FOUND for either, BAD_REQUEST when no open stage would be left where
   * bookings go, CONFLICT while another stage is being merged.
   */
  mergeStage: procedure('pipeline.mergeStage')
    .input(z.strictObject({ id: z.uuid(), intoId: z.uuid() }))
    .output(z.strictObject({ movedLeads: z.int(), isDone: z.boolean() }))
    .mutation(async ({ ctx, input: { id, intoId } }) => {
      const { deps, workspaceId } = ctx
      const tell = () =>
        deps.changes.publish(workspaceId, { kinds: ['pipeline', 'lead'], leadIds: [] })
      const isBegun = await audited(ctx, async (tx, note) => {
        const begun = await beginMerge(tx, { workspaceId, id, intoId })
        if (begun === null) return false
        const { stage, into } = begun
        const target = { id: intoId, name: into.name }
        await note({ action: 'stage_merged', target, details: { stage: stage.name } })
        return true
      })
      if (isBegun) tell()
      const limits = { longestMs, now: deps.now() }
      const { moved, isDone } = await goOnMerging(deps.db, { workspaceId, id }, limits)
      tell()
      return { movedLeads: moved, isDone }
    }),
}

function namesOf(all: Stage[]): string {
  return all.map(({ name }) => name).join(', ')
}
