import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, lchownSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { ownDatabaseHint } from './embedded-postgres-binaries.ts'

/** How PostgreSQL's programs, which refuse to run as root, are run here. */
export type Account = {
  /** In words, for the log. */
  description: string
  /** The command line that runs `program`. */
  command: (program: string, args: string[]) => [string, string[]]
  /** What to pass to `spawn` beside it. */
  ids: { uid?: number; gid?: number }
  /** Whom the files have to belong to; null leaves them as they are. */
  owner: { uid: number; gid: number } | null
}

/**
 * Finds out how to run `program` (an absolute path, tried with `--version`) with `folder` as its working
 * folder. Anybody but root: as is. Root: inside a user namespace, where the files stay root's; where that
 * is blocked, as the user that the surroundings of `folder` belong to, `postgres` or `nobody`.
 * That way opens `folder` and its parent for passing through (mode o+x). Throws when root finds no way.
 */
export function chooseAccount(program: string, folder: string): Account {
  if (process.getuid?.() !== 0) return asIs
  if (works(namespace, program, folder)) return namespace
  for (const path of [dirname(folder), folder]) chmodSync(path, statSync(path).mode | 0o011)
  for (const ids of [ownerAbove(folder), idsOf('postgres'), idsOf('nobody')]) {
    const account = ids && asUser(ids)
    if (account && works(account, program, folder)) return account
  }
  throw new Error(
    'PostgreSQL does not run as root, and no other way to run it was found: user namespaces (unshare) are ' +
      `blocked, and no account "postgres" or "nobody" can reach both ${program} and ${folder}. ` +
      `Start as another user. ${ownDatabaseHint}`,
  )
}

/** Gives `path` and everything in it to whom the account's files have to belong to. */
export function own(path: string, { owner }: Account): void {
  if (!owner) return
  const stats = lstatSync(path)
  if (stats.uid === owner.uid && stats.gid === owner.gid) return
  if (stats.isDirectory()) for (const name of readdirSync(path)) ownTree(join(path, name), owner)
  // The folder itself comes last: until then an interrupted change is seen as still to be done.
  chownSync(path, owner.uid, owner.gid)
}

function ownTree(path: string, owner: { uid: number; gid: number }): void {
  if (lstatSync(path).isDirectory())
    for (const name of readdirSync(path)) ownTree(join(path, name), owner)
  lchownSync(path, owner.uid, owner.gid)
}

const asIs: Account = {
  description: 'the current user',
  command: (program, args) => [program, args],
  ids: {},
  owner: null,
}

const namespace: Account = {
  description: 'root in a user namespace',
  command: (program, args) => [
    'unshare',
    ['-U', '--map-user=65534', '--map-group=65534', '--', program, ...args],
  ],
  ids: {},
  owner: { uid: 0, gid: 0 },
}

function asUser(ids: { uid: number; gid: number }): Account {
  return { ...asIs, description: `user id ${ids.uid}`, ids, owner: ids }
}

function works(account: Account, program: string, folder: string): boolean {
  const [command, args] = account.command('/bin/sh', [
    '-c',
    'cd "$0" && exec "$1" --version',
    folder,
    program,
  ])
  try {
    execFileSync(command, args, { ...account.ids, cwd: '/', stdio: 'ignore', timeout: 10_000 })
    return true
  } catch {
    return false
  }
}

function idsOf(name: string): { uid: number; gid: number } | null {
  const id = (flag: string) =>
    Number(
      execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}

function ownerAbove(folder: string): { uid: number; gid: number } | null {
  for (let path = folder; path !== dirname(path); path = dirname(path)) {
    const { uid, gid } = statSync(path)
    if (uid !== 0) return { uid, gid }
  }
  return null
}
