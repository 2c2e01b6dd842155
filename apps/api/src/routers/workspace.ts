import { TRPCError } from '@trpc/server'
import { z } from 'zod'

import { roles, scopes } from '@solar-capture/core/access'
import { findWorkspace } from '@solar-capture/db/workspaces'

import { authed, router } from '../trpc.ts'

const current = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  role: z.enum(roles).nullable(),
  scopes: z.array(z.enum(scopes)),
  user: z.strictObject({ id: z.uuid(), name: z.string(), email: z.string() }).nullable(),
})

export const workspaceRouter = router({
  /**
   * The workspace that the caller works in, and what the caller may do there. `role` and `user` are null for
   * an API key.
   */
  current: authed
    .input(z.void())
    .output(current)
    .query(async ({ ctx: { deps, principal, workspaceId } }) => {
      const workspace = await findWorkspace(deps.db, workspaceId)
      if (!workspace) throw new TRPCError({ code: 'NOT_FOUND', message: 'It was removed.' })
      const member = principal.kind === 'member' ? principal : null
      return {
        id: workspaceId,
        name: workspace.name,
        role: member?.role ?? null,
        scopes: [...principal.scopes],
        user: member?.user ?? null,
      }
    }),
})
