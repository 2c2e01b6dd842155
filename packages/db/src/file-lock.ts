import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

/** Held until `release()` or until the process ends, however it ends. */
export type FileLock = { release: () => void }

// SQLite is the only thing in Node that takes kernel file locks: they exclude other processes on every
// platform, need no clean-up after a kill, and hold between containers that share the folder.
const begin = {
  exclusive: 'BEGIN EXCLUSIVE',
  shared: 'BEGIN; SELECT count(*) FROM sqlite_schema',
}
const busy = 5

/**
 * Takes a lock on `file` (created when absent) without waiting. Many may hold it `shared`, or one
 * `exclusive`. Answers null when another holder is in the way, in this process or in any other.
 * Throws what SQLite throws when the file cannot be opened.
 */
export function tryLock(file: string, mode: keyof typeof begin): FileLock | null {
  const handle = new DatabaseSync(file)
  try {
    chmodSync(file, 0o600)
    handle.exec(begin[mode])
    return { release: () => handle.close() }
  } catch (error) {
    handle.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return null
    throw error
  }
}

/**
 * Runs `work` while holding `file` exclusively, and answers what it answers. Waits for the lock until
 * `deadline` (milliseconds since the epoch), then throws an error that says `what` is still going on.
 */
export async function withExclusiveLock<T>(
  { file, deadline, what }: { file: string; deadline: number; what: string },
  work: () => Promise<T>,
): Promise<T> {
  let lock = tryLock(file, 'exclusive')
  while (!lock) {
    if (Date.now() > deadline) throw new Error(`${what} (it holds ${file})`)
    await sleep(20)
    lock = tryLock(file, 'exclusive')
  }
  try {
    return await work()
  } finally {
    lock.release()
  }
}
