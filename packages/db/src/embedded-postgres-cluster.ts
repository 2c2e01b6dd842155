import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { own, type Account } from './embedded-postgres-account.ts'
import { ownDatabaseHint, type Binaries } from './embedded-postgres-binaries.ts'
import { cleanEnvironment } from './embedded-postgres-process.ts'

/** The superuser of an embedded cluster. It shares the password of the application's role. */
export const superuser = 'postgres'

const attemptPrefix = 'data.new-'
const ours =
  /^(data|data\.new-.*|password(\.new)?|log(\.old)?|start\.lock.*|users\.lock.*|lost\+found)$/

/**
 * Makes sure that `dataFolder` holds a cluster of the right version that the account may use, and answers
 * its password. A missing cluster is made beside it and renamed into place, so that it is there whole or
 * not at all. Never writes into a folder that holds anything else: throws an error that says what is in
 * the way and what can be done. Only to be called while nobody else does the same. `durable: false` skips
 * the syncs to disk. The deadline is in milliseconds since the epoch.
 */
export async function prepareCluster(
  { binaries, account, dataFolder }: { binaries: Binaries; account: Account; dataFolder: string },
  { deadline, durable }: { deadline: number; durable: boolean },
): Promise<string> {
  const home = dirname(dataFolder)
  const passwordFile = join(home, 'password')
  if (isMissing(dataFolder)) {
    refuseForeignFiles(home)
    const password = readPassword(passwordFile) ?? makePassword(passwordFile)
    own(passwordFile, account)
    await initialise({ binaries, account, dataFolder, passwordFile }, { deadline, durable })
    return password
  }
  refuseUnusable(dataFolder, binaries.major)
  const password = readPassword(passwordFile)
  if (password) return password
  throw new Error(
    `${passwordFile} is missing, and without it nobody can sign in to the database in ${dataFolder}. ` +
      `Restore the file from a backup. ${ownDatabaseHint}`,
  )
}

function isMissing(dataFolder: string): boolean {
  return !existsSync(dataFolder) || readdirSync(dataFolder).length === 0
}

function refuseForeignFiles(home: string): void {
  const foreign = readdirSync(home).find((name) => !ours.test(name))
  if (foreign === undefined) return
  throw new Error(
    `${home} is not empty (it holds "${foreign}") and is not a database of this application, so none is ` +
      `made there. Nothing was changed. Set DATA_DIR to another folder. ${ownDatabaseHint}`,
  )
}

function refuseUnusable(dataFolder: string, major: number): void {
  let version: string
  try {
    version = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const why =
      error.code === 'ENOENT'
        ? 'is not empty, but not a PostgreSQL data folder either, or a damaged one (it has no PG_VERSION)'
        : `cannot be read (${String(error.code)}); does it belong to another user?`
    throw new Error(`${dataFolder} ${why}. Nothing was changed. ${ownDatabaseHint}`, {
      cause: error,
    })
  }
  if (version === String(major)) return
  throw new Error(
    version === ''
      ? `${dataFolder} is damaged: its PG_VERSION is empty. Restore it from a backup. Nothing was changed.`
      : `${dataFolder} was made by PostgreSQL ${version}, and this release brings PostgreSQL ${major}. ` +
          'Nothing was changed. Use the release that made it, or move the data: dump it with ' +
          `PostgreSQL ${version} and restore the dump into an empty DATA_DIR. ${ownDatabaseHint}`,
  )
}

function readPassword(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() || null : null
}

function makePassword(file: string): string {
  const password = randomBytes(32).toString('base64url')
  writeFileSync(`${file}.new`, `${password}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return password
}

async function initialise(
  cluster: { binaries: Binaries; account: Account; dataFolder: string; passwordFile: string },
  { deadline, durable }: { deadline: number; durable: boolean },
): Promise<void> {
  const { binaries, account, dataFolder, passwordFile } = cluster
  const home = dirname(dataFolder)
  removeAttempts(home)
  const attempt = mkdtempSync(join(home, attemptPrefix))
  own(attempt, account)
  try {
    const [command, args] = account.command(binaries.initdb, [
      ...['-D', attempt, '-U', superuser, '--pwfile', passwordFile],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      ...['--set', 'timezone=UTC', '--set', 'log_timezone=UTC'],
      ...(durable ? [] : ['--no-sync']),
    ])
    await run(command, args, account, deadline)
    if (existsSync(dataFolder)) rmdirSync(dataFolder)
    renameSync(attempt, dataFolder)
    if (durable) syncFolder(home)
  } finally {
    // Again: the initdb of a killed attempt makes its folder anew when that was removed too early.
    removeAttempts(home)
  }
}

function removeAttempts(home: string): void {
  for (const name of readdirSync(home).filter((name) => name.startsWith(attemptPrefix))) {
    // A killed attempt's initdb may still be writing there for a moment.
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 20 })
  }
}

async function run(command: string, args: string[], account: Account, deadline: number) {
  const child = spawn(command, args, {
    ...account.ids,
    cwd: '/',
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: Math.max(1, deadline - Date.now()),
    windowsHide: true,
  })
  let output = ''
  const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-3_000))
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const ended = await new Promise<string | number | null>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(signal ?? code))
  })
  if (ended === 0) return
  throw new Error(
    `The embedded database could not be made (${basename(command)}: ${ended}). ${ownDatabaseHint}\n${output}`,
  )
}

// A rename survives a power cut only once the folder that holds the name is on disk.
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/**
 * Makes the folder that holds a cluster and answers its path: `<dataDir>/postgres`, for its owner only.
 * Throws an error that names the folder when it cannot be made or written to.
 */
export function prepareHome(dataDir: string): string {
  const home = join(dataDir, 'postgres')
  try {
    // In two steps: the mode would also go to the folders above, which others may have to pass.
    mkdirSync(dataDir, { recursive: true })
    mkdirSync(home, { recursive: true, mode: 0o700 })
    rmSync(mkdtempSync(join(home, attemptPrefix)), { recursive: true, force: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `${home} cannot be written to (${reason}). Set DATA_DIR to a folder that can.`,
      {
        cause: error,
      },
    )
  }
  return home
}
