import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'

import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts'
import { findPostmaster, isAlive } from './postmaster.ts'

const script = `
  import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url))}
  const [dataDir] = process.argv.slice(1)
  try {
    const { url, adopted, port, release } = await startEmbeddedPostgres({ dataDir, log: () => {} })
    console.log(JSON.stringify({ url, adopted, port }))
    process.stdin.once('data', () => release().then(() => process.exit(0)))
  } catch (error) {
    console.log(JSON.stringify({ error: error.message }))
    process.exit(1)
  }
`

type Started = { url: string; adopted: boolean; port: number }

/** A process of its own that uses the embedded database of `dataDir`. */
export type App = {
  started: Promise<Started>
  leave: () => Promise<void>
  kill: () => Promise<void>
}

/**
 * `started` answers what the process got, or throws the message it failed with. `wrapper` is a command to
 * run it under, `path` its PATH. `leave()` ends it properly, `kill()` with SIGKILL.
 */
function startApp(
  dataDir: string,
  { wrapper = [], path }: { wrapper?: string[]; path?: string } = {},
): App {
  const command = [...wrapper, process.execPath, '--input-type=module', '-e', script, dataDir]
  const app = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...(path === undefined ? {} : { PATH: path }) },
  })
  const ended = once(app, 'exit')
  const line = once(createInterface(app.stdout), 'line')
  const started = Promise.race([
    line,
    ended.then(() => {
      throw new Error('ended without a word')
    }),
  ]).then(([text]) => {
    const answer = JSON.parse(String(text)) as Started | { error: string }
    if ('error' in answer) throw new Error(answer.error)
    return answer
  })
  // A test that kills the process early does not look at what it would have answered.
  started.catch(() => {})
  return {
    started,
    leave: async () => {
      app.stdin.write('leave\n')
      await ended
    },
    kill: async () => {
      app.kill('SIGKILL')
      await ended
    },
  }
}

/**
 * Gives each test of a file a data folder of its own, and ends whatever it started afterwards. `prepare()`
 * puts a cluster there that was started and stopped once, which is quicker than making one.
 */
export function useDataFolder() {
  let dataDir = ''
  let prepared = ''
  const undo: (() => Promise<void>)[] = []

  beforeAll(async () => {
    prepared = mkdtempSync(join(tmpdir(), 'solar-capture-prepared-'))
    await (await startEmbeddedPostgres({ dataDir: prepared, log: () => {} })).release()
  })
  afterAll(() => rmSync(prepared, { recursive: true, force: true }))

  beforeEach(() => {
    dataDir = join(mkdtempSync(join(tmpdir(), 'solar-capture-test-')), 'data')
  })
  afterEach(async () => {
    await Promise.all(undo.splice(0).map((end) => end()))
    const left = findPostmaster(join(dataDir, 'postgres', 'data'))
    if (left) process.kill(left.pid, 'SIGQUIT')
    while (left && isAlive(left.pid)) await sleep(20)
    rmSync(join(dataDir, '..'), { recursive: true, force: true })
  })

  return {
    /** The folder as it is configured, the one for PostgreSQL in it, and the cluster's. */
    paths: () => {
      const home = join(dataDir, 'postgres')
      return { dataDir, home, data: join(home, 'data') }
    },
    prepare: () => {
      cpSync(prepared, dataDir, { recursive: true })
      // Copying does not keep the mode of folders, and PostgreSQL insists on this one.
      chmodSync(join(dataDir, 'postgres', 'data'), 0o700)
    },
    start: async (): Promise<EmbeddedPostgres> => {
      const embedded = await startEmbeddedPostgres({ dataDir, log: () => {} })
      undo.push(embedded.release)
      return embedded
    },
    startApp: (options?: { wrapper?: string[]; path?: string }): App => {
      const app = startApp(dataDir, options)
      undo.push(app.kill)
      return app
    },
    serverPid: (): number => {
      const running = findPostmaster(join(dataDir, 'postgres', 'data'))
      if (!running) throw new Error('No server runs.')
      return running.pid
    },
  }
}

/** Runs one statement and answers all values of all rows as text. */
export async function query(url: string, statement: string): Promise<string[]> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    return (await sql.unsafe(statement).values()).flat().map(String)
  } finally {
    await sql.end()
  }
}

/** Names and digests of all files below `folder`, but for the server's notes about its last start. */
export function contents(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.lock$|^postmaster\./.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => `${file} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`)
    .toSorted()
}
