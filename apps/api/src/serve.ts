import { setTimeout as sleep } from 'node:timers/promises'

import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'

import { hasUsers } from '@solar-capture/db/users'

import { buildApp } from './app.ts'
import { auditSystem, configurationId } from './audit-system.ts'
import { createClosers } from './closers.ts'
import { within } from './deadline.ts'
import type { Env } from './env.ts'
import { startFinishingMerges } from './finish-merges.ts'
import { isLoopback } from './known-host.ts'
import { openDeps } from './open-deps.ts'
import { startSweepingParked } from './parking.ts'
import { startReconciling } from './reconcile-due.ts'
import { startTryingAgain } from './try-again.ts'
import { startWatchingAlarms } from './watch-alarms.ts'

export type RunningServer = {
  /** Where the owner is created; null once that is done. */
  setupLink: string | null
  /**
   * Lets what is under way end and stops everything that was started. With `waitForBalancer` it first goes
   * on serving for a while if somebody watches `/readyz`, which says from now on that this process is not.
   */
  close: (options: { waitForBalancer: boolean }) => Promise<void>
}

const drainMs = 10_000
const watchedMs = 30_000
const balancerMs = 5_000

/**
 * Starts everything that `env` asks for: the database, its schema, the key and the server. `say` gets a line for
 * each thing worth telling somebody who watches. Throws an error for the operator, with all stopped again.
 */
export async function serve(
  env: Env,
  { log, say }: { log: Logger; say: (line: string) => void },
): Promise<RunningServer> {
  const closers = createClosers((error) => log.error({ error }, 'Closing failed'))
  let isDraining = false
  let askedAt = -Infinity
  try {
    const { deps, renewIngest } = await openDeps(env, { log, say, closers })
    const { db, publicUrl } = deps
    const app = await buildApp(deps, {
      logger: log,
      trustProxy: env.trustProxy,
      onLoopback: isLoopback(env.host),
      isDraining: () => isDraining,
      onStalled: renewIngest,
      onAsked: () => (askedAt = performance.now()),
    })
    closers.add(startTryingAgain(deps).close)
    closers.add(startSweepingParked(deps).close)
    closers.add(startWatchingAlarms(deps).close)
    closers.add(startReconciling(deps).close)
    closers.add(startFinishingMerges(deps).close)
    deps.importer.start()
    closers.add(() => drain(app))
    await listen(app, env)
    const onError = (error: unknown) => log.error({ error }, 'The audit log was not told')
    const details = { process: process.pid, configuration: configurationId(env) }
    await auditSystem(db, { action: 'started', details }, onError)
    const setupLink = (await hasUsers(db))
      ? null
      : `${publicUrl.origin}/setup#code=${encodeURIComponent(deps.setupCode)}`
    return {
      setupLink,
      close: async ({ waitForBalancer }) => {
        isDraining = true
        const isWatched = performance.now() - askedAt < watchedMs
        // A balancer that has not noticed yet would send requests to a closed door.
        if (waitForBalancer && isWatched) await sleep(balancerMs)
        await auditSystem(db, { action: 'stopped', details }, onError)
        await closers.closeAll()
      },
    }
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}

async function listen(app: FastifyInstance, { host, port }: Env): Promise<void> {
  try {
    await app.listen({ host, port, listenTextResolver: (address) => `Listening at ${address}` })
  } catch (error) {
    throw new Error(listenProblem(error, host, port), { cause: error })
  }
}

function listenProblem(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program. Stop that one, or set PORT to another port.`
    case 'EACCES':
      return `Port ${port} may not be used by this account. Set PORT to one above 1023.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine. Set HOST to one that is, as 127.0.0.1 or 0.0.0.0.`
    default:
      return `Listening at ${host}, port ${port}, failed.`
  }
}

async function drain(app: FastifyInstance): Promise<void> {
  const closed = app.close()
  try {
    await within(drainMs, closed)
  } catch {
    app.server.closeAllConnections()
    await within(drainMs, closed)
  }
}
