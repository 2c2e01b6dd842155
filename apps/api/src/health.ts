import type { FastifyPluginCallback } from 'fastify'

import { ping } from '@solar-capture/db/ping'

import { DeadlineError, within } from './deadline.ts'
import type { Deps } from './deps.ts'

const databaseMs = 2_000

export type Readiness = {
  /** Whether this process is about to end: it still answers, but should get nothing new. */
  isDraining: () => boolean
  /** Told each time somebody asks whether this process is ready. */
  onAsked: () => void
  /** Told when the database does not answer at all. */
  onStalled: () => void
}

/**
 * `/healthz` says that the process runs, `/readyz` that it can work: with 200, or with 503 and the reason.
 * For supervisors and balancers, which may call this server by any name.
 */
export const health: FastifyPluginCallback<{ deps: Pick<Deps, 'ingestDb'> } & Readiness> = (
  app,
  { deps, isDraining, onAsked, onStalled },
  done,
) => {
  let asking: Promise<boolean> | undefined

  function isReachable(): Promise<boolean> {
    asking ??= within(databaseMs, ping(deps.ingestDb))
      .then(
        () => true,
        (error: unknown) => {
          if (error instanceof DeadlineError) onStalled()
          return false
        },
      )
      .finally(() => (asking = undefined))
    return asking
  }

  app.get('/healthz', async () => ({ status: 'ok' }))

  app.get('/readyz', async (_request, reply) => {
    onAsked()
    if (isDraining()) return reply.code(503).send({ status: 'draining' })
    if (!(await isReachable())) return reply.code(503).send({ status: 'database_unavailable' })
    return { status: 'ready' }
  })
  done()
}
