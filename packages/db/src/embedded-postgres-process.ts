import { spawn } from 'node:child_process'
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

import { own, type Account } from './embedded-postgres-account.ts'
import type { Binaries } from './embedded-postgres-binaries.ts'
import {
  clearMisleadingPidFile,
  findPostmaster,
  isAlive,
  isPostmasterOf,
  leftBehindPort,
  type Postmaster,
} from './postmaster.ts'

/** One cluster: its programs, how they are run, where it lives. Times are milliseconds since the epoch. */
export type Cluster = {
  binaries: Binaries
  account: Account
  dataFolder: string
  logFile: string
  /** Server settings, on top of the common ones. */
  settings: Record<string, string | number>
}

const logLimit = 5_000_000

// The log must not keep what people wrote: no statements, no DETAIL with the values of a row.
const commonSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 100,
  shared_buffers: '128MB',
  // Else whoever needs a new segment of the log fills it with 16 MB of zeros first, and everybody waits for that.
  wal_init_zero: 'off',
  jit: 'off',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

/**
 * Makes sure that a server runs on the cluster's data folder, and answers once it takes connections.
 * `adopted` says that it was running already. A new server listens on `port`, else on the port of a
 * predecessor that crashed, else on a random one. Only to be called while nobody else starts or stops it.
 * Throws an error with the end of the server's log when it does not come up before `deadline`.
 */
export async function ensureRunning(
  cluster: Cluster,
  { deadline, port }: { deadline: number; port?: number },
): Promise<Postmaster & { adopted: boolean }> {
  let preferredPort = port ?? leftBehindPort(cluster.dataFolder)
  let failure = `The server that was starting or stopping on ${cluster.dataFolder} did not finish.`
  while (Date.now() < deadline) {
    const running = findPostmaster(cluster.dataFolder)
    if (running?.status === 'ready') return { ...running, adopted: true }
    if (running) {
      await sleep(50)
      continue
    }
    clearMisleadingPidFile(cluster.dataFolder)
    const attempt = await launch(cluster, await freePort(preferredPort), deadline)
    if ('postmaster' in attempt) return { ...attempt.postmaster, adopted: false }
    failure = `The embedded PostgreSQL did not start. Its log (${cluster.logFile}) ends with:\n${attempt.log}`
    if (!mayPass(attempt.log)) break
    preferredPort = null
    await sleep(200)
  }
  throw new Error(failure)
}

/**
 * Stops the server quickly and cleanly (open transactions are rolled back) and waits until it is gone.
 * Nothing happens when none runs. Throws when it is still there at `deadline`.
 */
export async function stop(cluster: Cluster, deadline: number): Promise<void> {
  const running = findPostmaster(cluster.dataFolder)
  if (!running) return
  if (process.platform === 'win32') {
    spawn(cluster.binaries.pgCtl, ['stop', '-m', 'fast', '-W', '-D', cluster.dataFolder])
  } else {
    process.kill(running.pid, 'SIGINT')
  }
  while (isPostmasterOf(running.pid, cluster.dataFolder)) {
    if (Date.now() > deadline) {
      throw new Error(`The embedded PostgreSQL (pid ${running.pid}) did not stop in time.`)
    }
    await sleep(10)
  }
}

/** Keeps the server's log small: what is over the limit moves to a file beside it, replacing the last. */
export function boundLog(logFile: string): void {
  if (!existsSync(logFile) || statSync(logFile).size < logLimit) return
  // The server writes in append mode, so it goes on at the new end.
  copyFileSync(logFile, `${logFile}.old`)
  truncateSync(logFile)
}

/** The environment that PostgreSQL's programs get: nothing of ours, above all no secret and no PG*. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'SystemDrive']
  return {
    ...Object.fromEntries(
      kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    ),
    LC_ALL: 'C',
  }
}

async function launch(
  { binaries, account, dataFolder, logFile, settings }: Cluster,
  port: number,
  deadline: number,
): Promise<{ postmaster: Postmaster } | { log: string }> {
  const options = Object.entries({ ...commonSettings, ...settings, port })
  const [command, args] = account.command(binaries.postgres, [
    '-D',
    dataFolder,
    ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ])
  own(dataFolder, account)
  boundLog(logFile)
  const log = openSync(logFile, 'a', 0o600)
  const logStart = statSync(logFile).size
  // A process group of its own: Ctrl-C in the terminal must reach the application first.
  const server = spawn(command, args, {
    ...account.ids,
    cwd: '/',
    env: cleanEnvironment(),
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
  })
  closeSync(log)
  const endings: string[] = []
  server.once('error', (error) => endings.push(error.message))
  server.once('exit', (code, signal) => endings.push(`The server ended with ${signal ?? code}.`))
  server.unref()
  while (Date.now() < deadline) {
    const postmaster = findPostmaster(dataFolder)
    if (postmaster?.pid === server.pid && postmaster?.status === 'ready') return { postmaster }
    const [ending] = endings
    if (ending !== undefined) return { log: `${tail(logFile, logStart)}${ending}` }
    await sleep(10)
  }
  if (server.pid && isAlive(server.pid)) server.kill('SIGQUIT')
  return { log: `${tail(logFile, logStart)}It was not ready in time.` }
}

// Reasons that go away by themselves: somebody took the port, or the last backends of a killed server
// have not noticed yet.
function mayPass(log: string): boolean {
  return /could not bind|could not create any TCP|shared memory block .* in use|"postmaster.pid"/.test(
    log,
  )
}

function tail(logFile: string, from: number): string {
  const start = Math.max(from, statSync(logFile).size - 3_000)
  const buffer = Buffer.alloc(3_000)
  const file = openSync(logFile, 'r')
  const length = readSync(file, buffer, 0, buffer.length, start)
  closeSync(file)
  return buffer.toString('utf8', 0, length)
}

async function freePort(preferred: number | null): Promise<number> {
  const port = (preferred && (await tryPort(preferred))) || (await tryPort(0))
  if (!port) throw new Error('No port is free on 127.0.0.1 for the embedded PostgreSQL.')
  return port
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(null))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : null))
    })
  })
}
