import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'

const body = z.object({
  /** The token of a session that is stored. */
  token: z.string(),
  /** Whether the cookie outlives the browser; by default as the one that the browser has. */
  remember: z.boolean().optional(),
})

/**
 * Lets better-auth hand out the cookie of a session that was stored without it: `auth.api.setSession`. No request
 * from outside reaches it.
 */
export const sessionCookie = {
  id: 'session-cookie',
  endpoints: {
    setSession: createAuthEndpoint.serverOnly({ method: 'POST', body }, async (ctx) => {
      const { token, remember } = ctx.body
      const session = await ctx.context.internalAdapter.findSession(token)
      if (!session) throw new Error('There is no session of this token.')
      await setSessionCookie(ctx, session, remember === undefined ? undefined : !remember)
      return ctx.json(null)
    }),
  },
} satisfies BetterAuthPlugin
