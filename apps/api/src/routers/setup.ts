import { z } from 'zod'

import { hasUsers } from '@solar-capture/db/users'

import { newPassword } from '../passwords.ts'
import { setUp, signInOwner } from '../set-up.ts'
import { procedure, router } from '../trpc.ts'

const completeInput = z.strictObject({
  /** The setup code. */
  token: z.string().max(500),
  name: z.string().trim().min(1).max(100),
  email: z.email().trim().toLowerCase().max(254),
  password: newPassword,
  workspaceName: z.string().trim().min(1).max(100),
})

export const setupRouter = router({
  /**
   * Whether the owner exists: until then nobody can sign in and `complete` works. Whether mail is sent: then links for
   * forgotten passwords can be asked for.
   */
  status: procedure('setup.status')
    .input(z.void())
    .output(z.strictObject({ done: z.boolean(), mail: z.boolean() }))
    .query(async ({ ctx: { deps } }) => ({
      done: await hasUsers(deps.db),
      mail: deps.mail !== null,
    })),

  /**
   * Creates the owner and the first workspace, once, and signs the owner in. UNAUTHORIZED when `token` is not
   * the setup code, TOO_MANY_REQUESTS after many such; NOT_FOUND when somebody has done it already.
   */
  complete: procedure('setup.complete')
    .input(completeInput)
    .output(z.strictObject({ workspaceId: z.uuid() }))
    .mutation(async ({ ctx, input }) => {
      const { workspaceId } = await setUp(ctx.deps, input, ctx.clientAddress)
      ctx.setCookies(await signInOwner(ctx.deps, input, ctx.clientAddress))
      return { workspaceId }
    }),
})
