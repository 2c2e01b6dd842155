import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a PostgreSQL server says about itself in the `postmaster.pid` of its data folder. */
export type Postmaster = { pid: number; port: number; status: string }

/**
 * The server that runs on `dataFolder`, starting and stopping ones included, or null. A pid file left
 * by a crash counts for nothing, also when its pid was given to another program since.
 */
export function findPostmaster(dataFolder: string): Postmaster | null {
  const postmaster = parse(read(join(dataFolder, 'postmaster.pid')))
  return postmaster && isPostmasterOf(postmaster.pid, dataFolder) ? postmaster : null
}

/** The port that the last server of `dataFolder` listened on, when it ended without tidying up. */
export function leftBehindPort(dataFolder: string): number | null {
  return parse(read(join(dataFolder, 'postmaster.pid')))?.port ?? null
}

/**
 * Removes a pid file that PostgreSQL itself would trip over: one whose pid now belongs to another
 * program, or an empty one. Any other stale file is left to PostgreSQL, which also looks for orphaned
 * backends. Only to be called while nobody else can be starting a server. Answers whether it removed one.
 */
export function clearMisleadingPidFile(dataFolder: string): boolean {
  const file = join(dataFolder, 'postmaster.pid')
  const text = read(file)
  if (text === null) return false
  const postmaster = parse(text)
  const misleads = postmaster
    ? isAlive(postmaster.pid) && !isPostmasterOf(postmaster.pid, dataFolder)
    : text.trim() === '' && Date.now() - statSync(file).mtimeMs > 2_000
  if (misleads) rmSync(file, { force: true })
  return misleads
}

/** Whether a process with this id runs, of whatever user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
  // A zombie has ended; only its parent has not noticed, and in a container it may never do.
  return process.platform !== 'linux' || statusOf(pid)?.state !== 'Z'
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null
    throw error
  }
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

// Lines: pid, data folder, start time, port, socket folder, address, shared memory key, status.
function parse(text: string | null): Postmaster | null {
  const lines = text?.split('\n') ?? []
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 1) return null
  return { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? 'starting').trim() }
}

/** Whether `pid` is a living PostgreSQL server, and as far as can be seen the one of `dataFolder`. */
export function isPostmasterOf(pid: number, dataFolder: string): boolean {
  if (!isAlive(pid)) return false
  if (process.platform === 'linux') return isLinuxPostmasterOf(pid, dataFolder)
  if (process.platform === 'win32') {
    return run('tasklist', ['/NH', '/FI', `PID eq ${pid}`]).includes('postgres')
  }
  return run('ps', ['-p', String(pid), '-o', 'comm=']).includes('postgres')
}

function isLinuxPostmasterOf(pid: number, dataFolder: string): boolean {
  if (statusOf(pid)?.name !== 'postgres') return false
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataFolder)
  } catch {
    // Another user's server: unreadable, but it is a postgres and the pid file names it.
    return isAlive(pid)
  }
}

function statusOf(pid: number): { name: string; state: string } | null {
  try {
    // "pid (name) state …"
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [, name = '', state = ''] = /^\d+ \((.*)\) (\S)/s.exec(stat) ?? []
    return { name, state }
  } catch {
    return null
  }
}

function run(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}
