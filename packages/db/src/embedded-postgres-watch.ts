import { boundLog, type Cluster } from './embedded-postgres-process.ts'
import { findPostmaster, isAlive, type Postmaster } from './postmaster.ts'

const lookEveryMs = 500

/**
 * Looks after a running server: calls `restart` when it is gone (killed, or out of memory), again after
 * `retryDelayMs` milliseconds while that fails, and keeps its log small. It does not keep the process
 * alive. `end()` stops looking and waits for a restart that is under way; it never throws.
 */
export function keepRunning({
  cluster,
  server,
  restart,
  retryDelayMs,
  log,
}: {
  cluster: Cluster
  server: Postmaster
  restart: () => Promise<Postmaster>
  retryDelayMs: number
  log: (message: string) => void
}): { end: () => Promise<void> } {
  let { pid } = server
  let notBefore = 0
  let healing: Promise<void> | null = null

  const heal = async () => {
    log('The embedded PostgreSQL is gone; starting it again')
    try {
      const started = await restart()
      pid = started.pid
      log(
        started.port === server.port
          ? `The embedded PostgreSQL runs again (pid ${pid})`
          : `The embedded PostgreSQL runs again, but on port ${started.port}: restart this process`,
      )
    } catch (error) {
      notBefore = Date.now() + retryDelayMs
      log(error instanceof Error ? error.message : String(error))
    }
    healing = null
  }

  const look = () => {
    boundLog(cluster.logFile)
    if (healing || Date.now() < notBefore || isAlive(pid)) return
    const other = findPostmaster(cluster.dataFolder)
    if (other?.status === 'ready' && other.port === server.port) pid = other.pid
    else healing = heal()
  }

  const timer = setInterval(look, lookEveryMs).unref()
  return {
    end: async () => {
      clearInterval(timer)
      await healing
    },
  }
}
