import { z } from 'zod'

import { addressProblemKinds } from '@solar-capture/core/address-check'
import { DomainError } from '@solar-capture/core/errors'
import { selfTestSteps } from '@solar-capture/core/self-test'
import { getEndpoint } from '@solar-capture/db/endpoints'

import { audited } from '../audited.ts'
import { changeBy } from '../change-by.ts'
import { checkAddress } from '../check-address.ts'
import { runSelfTest } from '../self-test.ts'
import { createTokenBuckets } from '../token-buckets.ts'
import { procedure } from '../trpc.ts'

// Each plays three deliveries, and whoever presses the button wants to see one.
const selfTests = createTokenBuckets({ capacity: 5, refillMs: 6_000 })
const addressChecks = createTokenBuckets({ capacity: 10, refillMs: 6_000 })

/** The procedures by which a set-up proves itself. */
export const endpointProving = {
  /**
   * Asks for this server at its public address, and tells what would keep Cal.com from the endpoints there: nothing when it
   * is reached. CONFLICT when it was asked too often.
   */
  checkAddress: procedure('endpoint.checkAddress')
    .input(z.void())
    .output(
      z.strictObject({
        /** The worst first. A `warning` may not keep Cal.com away. */
        problems: z.array(
          z.strictObject({
            kind: z.enum(addressProblemKinds),
            level: z.enum(['error', 'warning']),
            text: z.string(),
          }),
        ),
      }),
    )
    .query(async ({ ctx: { deps, workspaceId } }) => {
      if (!addressChecks.take(workspaceId)) throw tooSoon()
      return { problems: await checkAddress(deps) }
    }),

  /**
   * Plays created, rescheduled and cancelled through the endpoint's real address on this server, with a lead that is made for
   * it, and takes all of it away again. NOT_FOUND; CONFLICT when the endpoint has no secret or is not active, and when it was
   * asked too often.
   */
  selfTest: procedure('endpoint.selfTest')
    .input(z.strictObject({ id: z.uuid() }))
    .output(
      z.strictObject({
        ok: z.boolean(),
        steps: z.array(
          z.strictObject({
            step: z.enum(selfTestSteps),
            ok: z.boolean(),
            /** What was found, in a sentence; times are in UTC. */
            text: z.string(),
            ms: z.int(),
          }),
        ),
      }),
    )
    .mutation(async ({ ctx, input: { id } }) => {
      const { deps, workspaceId } = ctx
      const endpoint = await getEndpoint(deps.db, workspaceId, id)
      if (!selfTests.take(workspaceId)) throw tooSoon()
      const steps = await runSelfTest(deps, endpoint, changeBy(ctx))
      const ok = steps.every((step) => step.ok)
      await audited(ctx, (_tx, tell) =>
        tell({ action: 'self_test_run', target: { id, name: endpoint.name }, details: { ok } }),
      )
      deps.changes.publish(workspaceId, { kinds: ['lead', 'delivery'], leadIds: [] })
      return { ok, steps }
    }),
}

function tooSoon(): DomainError {
  return new DomainError('conflict', 'That was asked often just now. Wait a few seconds.')
}
