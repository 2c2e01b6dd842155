import { tracked } from '@trpc/server'
import { z } from 'zod'

import { requiresMember, router } from '../trpc.ts'

export const liveRouter = router({
  /**
   * What changed, as it is committed: kinds, and the ids of leads (none means any lead). Never personal data.
   * After a gap, refetch: ids of missed changes are not kept. For people only.
   */
  changes: requiresMember('leads:read')
    .input(z.strictObject({ lastEventId: z.string().max(50).nullish() }).optional())
    .subscription(async function* ({ ctx: { deps, workspaceId }, signal }) {
      let count = 0
      const ended = signal ?? new AbortController().signal
      for await (const change of deps.changes.subscribe(workspaceId, ended)) {
        count += 1
        yield tracked(String(count), change)
      }
    }),
})
