import { statfsSync } from 'node:fs'
import { join } from 'node:path'

import { chooseAccount } from '../packages/db/src/embedded-postgres-account.ts'
import { findBinaries } from '../packages/db/src/embedded-postgres-binaries.ts'
import {
  prepareCluster,
  prepareHome,
  superuser,
} from '../packages/db/src/embedded-postgres-cluster.ts'
import { ensureDatabase } from '../packages/db/src/embedded-postgres-database.ts'
import { ensureRunning, stop, type Cluster } from '../packages/db/src/embedded-postgres-process.ts'
import type { Cleanup } from './cleanup.ts'

const startWithinMs = 60_000
const stopWithinMs = 120_000
const inMemory = 0x0102_1994

// As the application starts its own, but with room for the servers of all variants.
const settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: 200,
}

/** URLs of one server: as the role that owns the databases, and as one that may order a checkpoint. */
export type PostgresServer = { url: string; adminUrl: string }

/**
 * Starts the embedded PostgreSQL in `folder` with all that makes commits durable, until the cleanup. Throws when the
 * folder is in memory, where syncing costs nothing.
 */
export async function startDurablePostgres(
  folder: string,
  cleanup: Cleanup,
): Promise<PostgresServer> {
  if (statfsSync(folder).type === inMemory) {
    throw new Error(
      `${folder} is in memory, so nothing there is durable: set TMPDIR to a folder on a disk.`,
    )
  }
  const deadline = Date.now() + startWithinMs
  const home = prepareHome(folder)
  const cluster = clusterIn(home)
  const starting = bringUp(cluster, home, deadline)
  cleanup.add(async () => {
    // An initdb that is under way would make its folder anew.
    await starting.catch(() => {})
    await stop(cluster, Date.now() + stopWithinMs)
  })
  const url = await starting
  const adminUrl = new URL(url)
  adminUrl.username = superuser
  adminUrl.pathname = '/postgres'
  return { url, adminUrl: adminUrl.href }
}

/** Stops the PostgreSQL of a run that did not come to do so; nothing happens when none runs. */
export async function stopPostgresIn(folder: string): Promise<void> {
  await stop(clusterIn(join(folder, 'postgres')), Date.now() + stopWithinMs)
}

function clusterIn(home: string): Cluster {
  const binaries = findBinaries()
  const account = chooseAccount(binaries.postgres, home)
  return {
    ...{ binaries, account, settings },
    dataFolder: join(home, 'data'),
    logFile: join(home, 'log'),
  }
}

async function bringUp(cluster: Cluster, home: string, deadline: number): Promise<string> {
  const password = await prepareCluster(cluster, { deadline, durable: true })
  const { port } = await ensureRunning(cluster, { deadline })
  const passwordFile = join(home, 'password')
  return ensureDatabase({ port, password, passwordFile, mayCreateDatabases: true })
}
