import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { tryLock } from '../packages/db/src/file-lock.ts'
import type { Cleanup } from './cleanup.ts'
import { stopPostgresIn } from './durable-postgres.ts'

const prefix = 'solar-capture-bench-run-'
const lockName = 'in-use.lock'

/** Names the folder of its run in the environment of a server, so that it can be found when the run was killed. */
export const folderVariable = 'BENCH_FOLDER'

/** Makes a folder for the files of a run, to be removed by the cleanup; what killed runs left behind is removed now. */
export async function makeRunFolder(cleanup: Cleanup): Promise<string> {
  await removeAbandoned()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  const lock = tryLock(join(folder, lockName), 'exclusive')
  cleanup.add(() => {
    lock?.release()
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const folder = join(tmpdir(), name)
    try {
      const { uid, mtimeMs } = statSync(folder)
      // Younger ones may not have taken their lock yet; other users' are none of our business.
      if (Date.now() - mtimeMs < 10_000 || uid !== (process.getuid?.() ?? uid)) continue
      const lock = tryLock(join(folder, lockName), 'exclusive')
      if (!lock) continue
      console.error(`Removing what a killed run left in ${folder}`)
      for (const pid of serversOf(folder)) process.kill(pid, 'SIGKILL')
      await stopPostgresIn(folder)
      lock.release()
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Somebody else is making or removing it right now.
    }
  }
}

/** The servers of a run, as Linux tells them; none elsewhere. */
function serversOf(folder: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isServerOf(name, folder))
    .map(Number)
}

function isServerOf(pid: string, folder: string): boolean {
  try {
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
    return variables.includes(`${folderVariable}=${folder}`)
  } catch {
    return false
  }
}
