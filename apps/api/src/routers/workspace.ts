import { TRPCError } from '@trpc/server'
import { z } from 'zod'

import { roles, scopes } from '@solar-capture/core/access'
import { findWorkspace, setLeadCreation } from '@solar-capture/db/workspaces'

import type { Deps } from '../deps.ts'
import type { Principal } from '../principal.ts'
import { procedure, router } from '../trpc.ts'

const current = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Whether it makes leads of bookings that no lead is found for. */
  createsLeads: z.boolean(),
  role: z.enum(roles).nullable(),
  scopes: z.array(z.enum(scopes)),
  user: z.strictObject({ id: z.uuid(), name: z.string(), email: z.string() }).nullable(),
})

type Reader = { deps: Deps; principal: Principal; workspaceId: string }

export const workspaceRouter = router({
  /**
   * The workspace that the caller works in, and what the caller may do there. `role` and `user` are null for
   * an API key.
   */
  current: procedure('workspace.current')
    .input(z.void())
    .output(current)
    .query(({ ctx }) => readCurrent(ctx)),

  /** Changes settings of the workspace. `createsLeads` is about what Cal.com sends from now on. */
  update: procedure('workspace.update')
    .input(z.strictObject({ createsLeads: z.boolean() }))
    .output(current)
    .mutation(async ({ ctx, input: { createsLeads } }) => {
      const { deps, workspaceId } = ctx
      await setLeadCreation(deps.db, workspaceId, createsLeads, deps.now())
      return readCurrent(ctx)
    }),
})

async function readCurrent({
  deps,
  principal,
  workspaceId,
}: Reader): Promise<z.output<typeof current>> {
  const workspace = await findWorkspace(deps.db, workspaceId)
  if (!workspace) throw new TRPCError({ code: 'NOT_FOUND', message: 'It was removed.' })
  const member = principal.kind === 'member' ? principal : null
  return {
    id: workspaceId,
    name: workspace.name,
    createsLeads: workspace.leadCreation.at(-1)?.on ?? false,
    role: member?.role ?? null,
    scopes: [...principal.scopes],
    user: member?.user ?? null,
  }
}
