import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

import { root } from '../../scripts/run-program.ts'
import type { Cleanup } from '../cleanup.ts'
import { connectPlainly, type Databases } from '../databases.ts'

const commits = 200

/**
 * What the figures depend on, as lines of Markdown. Throws unless the server keeps what it acknowledges: with
 * `fsync` and `synchronous_commit` on, as it says itself.
 */
export async function describeMachine(databases: Databases, cleanup: Cleanup): Promise<string> {
  const show = (name: string) => databases.ask(`show ${name}`)
  const fsync = await show('fsync')
  const synchronous = await show('synchronous_commit')
  if (fsync !== 'on' || synchronous !== 'on') {
    throw new Error(
      `This PostgreSQL is not durable: fsync is ${fsync}, synchronous_commit is ${synchronous}.`,
    )
  }
  const others = ['full_page_writes', 'wal_sync_method', 'shared_buffers', 'max_wal_size']
  const settings = await Promise.all(others.map(async (name) => `${name} ${await show(name)}`))
  const commitMs = await timeCommit(databases, cleanup)
  const checkpoints = (await databases.checkpoint())
    ? 'a checkpoint before each turn'
    : '**no checkpoint before the turns** (the role may not), so one variant may pay for another'
  return [
    `- ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, load before ${loadavg()[0]?.toFixed(1)}`,
    `- Node ${process.versions.node}, PostgreSQL ${await show('server_version')}`,
    `- fsync ${fsync}, synchronous_commit ${synchronous}, ${settings.join(', ')}; ${checkpoints}`,
    `- one durable commit at a time takes ${commitMs.toFixed(1)} ms (median of ${commits})`,
    `- ${describeCommit()}`,
  ].join('\n')
}

// What the disk makes of fsync decides more than anything else here.
async function timeCommit(databases: Databases, cleanup: Cleanup): Promise<number> {
  const sql = connectPlainly(await databases.create('facts', cleanup))
  try {
    await sql`create table commits (number int)`
    const times: number[] = []
    for (let number = 0; number < commits; number++) {
      const startedAt = performance.now()
      await sql`insert into commits values (${number})`
      times.push(performance.now() - startedAt)
    }
    return times.toSorted((a, b) => a - b)[commits / 2] ?? Number.NaN
  } finally {
    await sql.end()
  }
}

function describeCommit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    const changed = git('status', '--porcelain', '--untracked-files=no') !== ''
    return `commit ${git('rev-parse', '--short', 'HEAD').trim()}${changed ? ', with changes' : ''}`
  } catch {
    return 'not a Git checkout'
  }
}
