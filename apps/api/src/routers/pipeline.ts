import { z } from 'zod'

import { listStages } from '@solar-capture/db/pipeline'

import { requires, router } from '../trpc.ts'
import { stageShape } from './shapes.ts'

export const pipelineRouter = router({
  /** The stages of the pipeline, in order. */
  stages: requires('leads:read')
    .input(z.void())
    .output(z.array(stageShape.extend({ position: z.int(), isBooked: z.boolean() })))
    .query(({ ctx: { deps, workspaceId } }) => listStages(deps.db, workspaceId)),
})
