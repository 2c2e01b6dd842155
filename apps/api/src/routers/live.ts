import { tracked, TRPCError } from '@trpc/server'
import { z } from 'zod'

import { standingOf } from '../standing.ts'
import { procedure, router } from '../trpc.ts'

export const liveRouter = router({
  /**
   * What changed, as it is committed: kinds, and the ids of leads (none means any lead). Never personal data.
   * After a gap, refetch: ids of missed changes are not kept. For people only. Ends soon after the session
   * or the right to read leads does. TOO_MANY_REQUESTS when too many are open.
   */
  changes: procedure('live.changes')
    .input(z.strictObject({ lastEventId: z.string().max(50).nullish() }).optional())
    .subscription(({ ctx: { deps, principal, workspaceId }, signal }) => {
      const { sessionId } = principal
      const giveBack = deps.streams.take(sessionId)
      if (!giveBack) {
        throw new TRPCError({
          code: 'TOO_MANY_REQUESTS',
          message: 'Too many windows follow what changes. Close some, then reload this one.',
        })
      }
      // Also where nobody ever reads from the stream.
      signal?.addEventListener('abort', giveBack)
      return (async function* () {
        const standing = standingOf(deps, { sessionId, workspaceId, scope: 'leads:read' })
        const ended = AbortSignal.any([standing.ended, ...(signal ? [signal] : [])])
        let count = 0
        try {
          for await (const change of deps.changes.subscribe(workspaceId, ended)) {
            if (ended.aborted) break
            // Somebody's rights or session changed: this one's, perhaps.
            if (change.kinds.includes('access')) standing.ask()
            count += 1
            yield tracked(String(count), change)
          }
          // An abort closes the connection, so that the browser asks again, with the session it has by then.
          standing.ended.throwIfAborted()
        } finally {
          standing.stop()
          giveBack()
        }
      })()
    }),
})
