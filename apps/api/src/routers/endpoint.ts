import { randomBytes } from 'node:crypto'

import { z } from 'zod'

import { endpointModes } from '@solar-capture/core/endpoint-status'
import { differences } from '@solar-capture/db/audit'
import { dueNow } from '@solar-capture/db/deliveries-again'
import {
  addEndpoint,
  changeEndpoint,
  getEndpoint,
  listEndpoints,
} from '@solar-capture/db/endpoints'
import { newId } from '@solar-capture/db/new-id'

import { audited } from '../audited.ts'
import { told } from '../endpoint-changes.ts'
import { endpointShape, endpointStatusShape, viewEndpoint, viewStatus } from '../endpoint-view.ts'
import { procedure, router } from '../trpc.ts'
import { tryAgain } from '../try-again.ts'
import { endpointParked } from './endpoint-parked.ts'
import { endpointProving } from './endpoint-proving.ts'
import { endpointSecrets } from './endpoint-secrets.ts'

const byId = z.strictObject({ id: z.uuid() })
const name = z.string().trim().min(1).max(100)

export const endpointRouter = router({
  ...endpointProving,
  /** The endpoints of the workspace, the oldest first. Secrets are never answered, only what they look like. */
  list: procedure('endpoint.list')
    .input(z.void())
    .output(z.array(endpointShape))
    .query(async ({ ctx: { deps, workspaceId } }) => {
      const endpoints = await listEndpoints(deps.db, workspaceId)
      return Promise.all(endpoints.map((endpoint) => viewEndpoint(deps, workspaceId, endpoint)))
    }),

  /** How an endpoint does: its status, what it received last, counts of the last 24 hours. NOT_FOUND. */
  status: procedure('endpoint.status')
    .input(byId)
    .output(endpointStatusShape)
    .query(async ({ ctx: { deps, workspaceId }, input: { id } }) =>
      viewStatus(deps, workspaceId, await getEndpoint(deps.db, workspaceId, id)),
    ),

  /** Adds an endpoint, for one more Cal.com account. It refuses everything until it has a secret. CONFLICT when one has its name. */
  create: procedure('endpoint.create')
    .input(z.strictObject({ name }))
    .output(endpointShape)
    .mutation(async ({ ctx, input }) => {
      const { deps, workspaceId } = ctx
      const id = newId()
      const publicId = randomBytes(16).toString('base64url')
      await audited(ctx, async (tx, tell) => {
        await addEndpoint(tx, { ...input, id, publicId, workspaceId, createdAt: deps.now() })
        await tell({ action: 'endpoint_created', target: { id, name: input.name } })
      })
      return told(ctx, id)
    }),

  /**
   * Changes the name or the mode: disabled, everything is refused and nothing kept; paused, what tells of a booking
   * is kept and applied once it is active again. NOT_FOUND, CONFLICT when another one has that name.
   */
  update: procedure('endpoint.update')
    .input(byId.extend({ name: name.optional(), mode: z.enum(endpointModes).optional() }))
    .output(endpointShape)
    .mutation(async ({ ctx, input: { id, ...changes } }) => {
      const { deps, workspaceId } = ctx
      await audited(ctx, async (tx, tell) => {
        const before = await getEndpoint(tx, workspaceId, id)
        await changeEndpoint(tx, workspaceId, id, changes)
        const after = await getEndpoint(tx, workspaceId, id)
        const of = ({ name: called, mode }: typeof before) => ({ name: called, mode })
        const details = differences(of(before), of(after))
        if (Object.keys(details).length === 0) return
        await tell({ action: 'endpoint_changed', target: { id, name: before.name }, details })
      })
      if (changes.mode === 'active') {
        await dueNow(deps.db, { workspaceId, endpointId: id, now: deps.now() })
        // What is left when this process dies is applied by whoever looks next.
        void tryAgain(deps).catch((error: unknown) =>
          deps.reportError(error, 'Held deliveries could not be applied yet'),
        )
      }
      return told(ctx, id)
    }),

  ...endpointSecrets,
  ...endpointParked,
})
