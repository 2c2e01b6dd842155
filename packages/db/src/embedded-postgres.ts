import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { chooseAccount } from './embedded-postgres-account.ts'
import { findBinaries, ownDatabaseHint } from './embedded-postgres-binaries.ts'
import { prepareCluster, prepareHome } from './embedded-postgres-cluster.ts'
import { ensureDatabase } from './embedded-postgres-database.ts'
import { ensureRunning, stop, type Cluster } from './embedded-postgres-process.ts'
import { keepRunning } from './embedded-postgres-watch.ts'
import { tryLock, withExclusiveLock, type FileLock } from './file-lock.ts'
import { findPostmaster, type Postmaster } from './postmaster.ts'

export type EmbeddedPostgres = {
  /** Connects as the application's role to the application's database. */
  url: string
  /** Whether the server was running already, for another process or since a crash of this one. */
  adopted: boolean
  /** On 127.0.0.1. It stays the same until `release()`. */
  port: number
  /** Gives the server up and stops it if no other process uses it. Close all connections before. */
  release: () => Promise<void>
}

const startDeadlineMs = 60_000
const stopDeadlineMs = 60_000
const retryDelayMs = 5_000
// Within this time the users of a server that has just died begin to bring it back.
const healingMs = 2_000

// Every user of a cluster holds `users.lock` shared for as long as it lives; starting, stopping and
// counting users happen under `start.lock`. So nobody can adopt a server that is just being stopped, and
// a server that cannot be seen from here (in another container) is not started a second time.
type Home = { cluster: Cluster; startLock: string; usersLock: string; passwordFile: string }
type Entered = { url: string; server: Postmaster & { adopted: boolean }; users: FileLock }

/**
 * Starts the PostgreSQL that comes with the application, or adopts the one that already runs on the same
 * data, and keeps it running until `release()`. Everything lives in `<dataDir>/postgres`; the first start
 * makes the cluster, its password and the database. `log` gets a line for each thing worth telling. Throws
 * an error meant for the operator, with nothing changed, when the folder holds something else, belongs to
 * another major version, cannot be written to, or when this machine cannot run the server; and with the
 * end of the server's log when it is not up within 60 seconds.
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
}: {
  dataDir: string
  log: (message: string) => void
}): Promise<EmbeddedPostgres> {
  const home = locate(resolve(dataDir))
  const { url, server, users } = await enter(home)
  log(
    `${server.adopted ? 'Adopted the running' : 'Started the'} embedded PostgreSQL (pid ${server.pid}, ` +
      `port ${server.port}, ${home.cluster.account.description}), data in ${home.cluster.dataFolder}`,
  )
  const watch = keepRunning({
    cluster: home.cluster,
    server,
    restart: () => {
      const deadline = Date.now() + startDeadlineMs
      return exclusively(home, deadline, () =>
        ensureRunning(home.cluster, { deadline, port: server.port }),
      )
    },
    retryDelayMs,
    log,
  })
  let released: Promise<void> | undefined
  return {
    url,
    adopted: server.adopted,
    port: server.port,
    release: () => {
      released ??= watch
        .end()
        .then(() => exclusively(home, Date.now() + stopDeadlineMs, () => leave(home, users)))
      return released
    },
  }
}

function locate(dataDir: string): Home {
  const binaries = findBinaries()
  const folder = prepareHome(dataDir)
  const cluster = {
    binaries,
    account: chooseAccount(binaries.postgres, folder),
    dataFolder: join(folder, 'data'),
    logFile: join(folder, 'log'),
    settings: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' },
  }
  return {
    cluster,
    startLock: join(folder, 'start.lock'),
    usersLock: join(folder, 'users.lock'),
    passwordFile: join(folder, 'password'),
  }
}

async function enter(home: Home): Promise<Entered> {
  const deadline = Date.now() + startDeadlineMs
  const patience = Date.now() + healingMs
  for (;;) {
    const entered = await exclusively(home, deadline, () => enterIfVisible(home, deadline))
    if (entered) return entered
    if (Date.now() > patience) {
      throw new Error(
        `${home.cluster.dataFolder} is in use by a process that cannot be reached from here, probably in ` +
          `another container or on another machine. Nothing was changed. ${ownDatabaseHint}`,
      )
    }
    await sleep(200)
  }
}

async function enterIfVisible(home: Home, deadline: number): Promise<Entered | null> {
  const { cluster, passwordFile } = home
  if (!findPostmaster(cluster.dataFolder) && !isUnused(home)) return null
  const password = await prepareCluster(cluster, { deadline, durable: true })
  const server = await ensureRunning(cluster, { deadline })
  const users = tryLock(home.usersLock, 'shared')
  if (!users) throw new Error(`${home.usersLock} is locked by a program that is not this one.`)
  try {
    const url = await ensureDatabase({ port: server.port, password, passwordFile })
    return { url, server, users }
  } catch (error) {
    await leave(home, users)
    throw error
  }
}

async function leave(home: Home, users: FileLock): Promise<void> {
  users.release()
  if (isUnused(home)) await stop(home.cluster, Date.now() + stopDeadlineMs)
}

function isUnused({ usersLock }: Home): boolean {
  const lock = tryLock(usersLock, 'exclusive')
  lock?.release()
  return lock !== null
}

function exclusively<T>({ startLock }: Home, deadline: number, work: () => Promise<T>): Promise<T> {
  const what = 'Another process has been starting or stopping the embedded database for too long'
  return withExclusiveLock({ file: startLock, deadline, what }, work)
}
