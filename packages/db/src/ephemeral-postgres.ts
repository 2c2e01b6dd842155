import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { chooseAccount } from './embedded-postgres-account.ts'
import { findBinaries } from './embedded-postgres-binaries.ts'
import { prepareCluster, prepareHome } from './embedded-postgres-cluster.ts'
import { ensureDatabase } from './embedded-postgres-database.ts'
import { ensureRunning, stop, type Cluster } from './embedded-postgres-process.ts'
import { tryLock } from './file-lock.ts'

const prefix = 'solar-capture-postgres-'
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // Else a vacuum of the template database holds up its cloning.
  autovacuum: 'off',
  max_connections: 200,
}

/**
 * Starts a PostgreSQL that forgets everything, for tests and try-outs: in a new folder for temporary files,
 * without syncing to disk, with a role that may create databases. `stop()` ends it and removes the
 * folder; what a killed process left behind is removed by the next start. Throws what
 * `startEmbeddedPostgres` throws on machines that cannot run it.
 */
export async function startEphemeralPostgres(): Promise<{
  url: string
  /** Where its files are, which only the account that it runs as may read. */
  dataFolder: string
  stop: () => Promise<void>
}> {
  const deadline = Date.now() + 60_000
  await removeAbandoned()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  const home = prepareHome(folder)
  const inUse = tryLock(join(home, 'users.lock'), 'shared')
  const cluster = clusterIn(home)
  const end = async () => {
    await stop(cluster, Date.now() + 30_000)
    inUse?.release()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const password = await prepareCluster(cluster, { deadline, durable: false })
    const { port } = await ensureRunning(cluster, { deadline })
    const passwordFile = join(home, 'password')
    const url = await ensureDatabase({ port, password, passwordFile, mayCreateDatabases: true })
    return { url, dataFolder: cluster.dataFolder, stop: end }
  } catch (error) {
    await end()
    throw error
  }
}

function clusterIn(home: string): Cluster {
  const binaries = findBinaries()
  return {
    binaries,
    account: chooseAccount(binaries.postgres, home),
    dataFolder: join(home, 'data'),
    logFile: join(home, 'log'),
    settings,
  }
}

async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    const home = join(folder, 'postgres')
    try {
      const { uid, mtimeMs } = statSync(folder)
      // Younger ones may not have taken their lock yet; other users' are none of our business.
      if (Date.now() - mtimeMs < 60_000 || uid !== (process.getuid?.() ?? uid)) continue
      const lock = tryLock(join(home, 'users.lock'), 'exclusive')
      if (!lock) continue
      await stop(clusterIn(home), Date.now() + 5_000)
      lock.release()
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Somebody else is making or removing it right now.
    }
  }
}
