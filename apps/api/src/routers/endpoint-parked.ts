import { z } from 'zod'

import { getEndpoint } from '@solar-capture/db/endpoints'

import { applyParked, readParked } from '../apply-parked.ts'
import { audited } from '../audited.ts'
import { demandKey } from '../if-readable.ts'
import { procedure } from '../trpc.ts'
import { instant, toInstant } from './shapes.ts'

const byId = z.strictObject({ id: z.uuid() })

/** The procedures about what came before an endpoint had a secret. */
export const endpointParked = {
  /**
   * What came with a signature before the endpoint had any secret, of the last day: how many (the first 50, and 1 MiB in all),
   * how many of them the secrets that count verify, and when the first and the last came. NOT_FOUND, CONFLICT when the
   * secret cannot be read.
   */
  parked: procedure('endpoint.parked')
    .input(byId)
    .output(
      z.strictObject({
        count: z.int(),
        verifying: z.int(),
        oldestAt: instant.nullable(),
        newestAt: instant.nullable(),
      }),
    )
    .query(async ({ ctx: { deps, workspaceId }, input: { id } }) => {
      const { publicId } = await getEndpoint(deps.db, workspaceId, id)
      const { all, verified } = await demandKey(() =>
        readParked(deps.db, deps, { workspaceId, id, publicId }),
      )
      const at = (index: number) => toInstant(all.at(index)?.receivedAt ?? null)
      return {
        ...{ count: all.length, verifying: verified.length },
        ...{ oldestAt: at(0), newestAt: at(-1) },
      }
    }),

  /**
   * Receives what `parked` has and a secret that counts verifies, in the order in which it arrived, as if it had been verified
   * then, and drops the rest; while the endpoint is paused it is held, as whatever comes then. NOT_FOUND; CONFLICT without a secret, and while the endpoint is disabled.
   */
  applyParked: procedure('endpoint.applyParked')
    .input(byId)
    .output(
      z.strictObject({
        applied: z.int(),
        /** Without a lead: they wait in Unmatched. */
        unmatched: z.int(),
        held: z.int(),
        /** A ping test, and what told nothing new or could not be read. */
        other: z.int(),
        dropped: z.int(),
      }),
    )
    .mutation(async ({ ctx, input: { id } }) => {
      const { deps, workspaceId } = ctx
      const settled = await audited(ctx, async (tx, tell) => {
        const { name, publicId } = await getEndpoint(tx, workspaceId, id)
        const done = await demandKey(() => applyParked(tx, deps, { workspaceId, id, publicId }))
        if (Object.values(done).every((amount) => amount === 0)) return done
        await tell({ action: 'parked_applied', target: { id, name }, details: done })
        return done
      })
      deps.changes.publish(workspaceId, { kinds: ['delivery', 'endpoint'], leadIds: [] })
      return settled
    }),
}
