import { randomBytes } from 'node:crypto'

import { z } from 'zod'

import { endpointModes } from '@solar-capture/core/endpoint-status'
import { DomainError } from '@solar-capture/core/errors'
import { secretProblem } from '@solar-capture/core/secret-policy'
import { differences } from '@solar-capture/db/audit'
import { dueNow } from '@solar-capture/db/deliveries-again'
import {
  addEndpoint,
  changeEndpoint,
  getEndpoint,
  listEndpoints,
  replaceSecret,
} from '@solar-capture/db/endpoints'
import { newId } from '@solar-capture/db/new-id'

import { audited } from '../audited.ts'
import type { Deps } from '../deps.ts'
import { endpointShape, endpointStatusShape, viewEndpoint, viewStatus } from '../endpoint-view.ts'
import type { Principal } from '../principal.ts'
import { procedure, router } from '../trpc.ts'
import { tryAgain } from '../try-again.ts'

const byId = z.strictObject({ id: z.uuid() })
const name = z.string().trim().min(1).max(100)

export const endpointRouter = router({
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

  /** Adds an endpoint, for one more Cal.com account. It refuses everything until it has a secret. */
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
   * is kept and applied once it is active again. NOT_FOUND.
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

  /**
   * Saves a signing secret, which replaces the one before at once. BAD_REQUEST with the reason when it is too
   * weak or was mistyped, CONFLICT when it was used here before, NOT_FOUND.
   */
  setSecret: procedure('endpoint.setSecret')
    .input(byId.extend({ secret: z.string().max(10_000) }))
    .output(endpointShape)
    .mutation(async ({ ctx, input: { id, secret } }) => {
      const problem = secretProblem(secret)
      if (problem !== null) throw new DomainError('invalid', problem)
      await save(ctx, id, secret, 'secret_set')
      return told(ctx, id)
    }),

  /** Makes a signing secret of 256 random bits as 64 hex digits and saves it. It is answered this once. */
  generateSecret: procedure('endpoint.generateSecret')
    .input(byId)
    .output(z.strictObject({ secret: z.string(), endpoint: endpointShape }))
    .mutation(async ({ ctx, input: { id } }) => {
      const secret = randomBytes(32).toString('hex')
      await save(ctx, id, secret, 'secret_generated')
      return { secret, endpoint: await told(ctx, id) }
    }),
})

type SettingsContext = {
  deps: Deps
  workspaceId: string
  principal: Principal
  clientAddress: string
}

async function save(
  ctx: SettingsContext,
  id: string,
  secret: string,
  action: 'secret_set' | 'secret_generated',
) {
  const { deps, workspaceId, principal } = ctx
  const { encryption } = deps
  const setBy = principal.kind === 'member' ? principal.user.id : null
  const fingerprint = encryption.fingerprintOf(secret)
  const sealFor = (version: number) => ({
    ...encryption.sealSecret(secret, { endpointId: id, version }),
    length: secret.length,
    fingerprint,
  })
  await audited(ctx, async (tx, tell) => {
    await replaceSecret(tx, { workspaceId, id }, sealFor, { setBy, now: deps.now() })
    const { name: called } = await getEndpoint(tx, workspaceId, id)
    await tell({ action, target: { id, name: called }, details: { fingerprint } })
  })
}

/** Tells every open dashboard and every webhook process that an endpoint changed, and answers it. */
async function told(
  { deps, workspaceId }: Pick<SettingsContext, 'deps' | 'workspaceId'>,
  id: string,
) {
  deps.changes.publish(workspaceId, { kinds: ['endpoint'], leadIds: [] })
  return viewEndpoint(deps, workspaceId, await getEndpoint(deps.db, workspaceId, id))
}
