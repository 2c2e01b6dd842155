import type { Db } from '@solar-capture/db/connect'
import {
  countWrapped,
  listWrappedByOthers,
  replaceWrapped,
  withKeysLocked,
  wrappedColumns,
  type WrappedColumn,
} from '@solar-capture/db/wrapped-columns'

import { auditSystem } from './audit-system.ts'
import { DecryptionError, type Encryption } from './encryption.ts'

type Keys = { db: Db; encryption: Pick<Encryption, 'keyId' | 'keyIds' | 'rewrap'> }

const rowsAtOnce = 200

/** How many encrypted values need each key, and whether it is here: lines for the operator. */
export async function describeKeys({ db, encryption }: Keys): Promise<string[]> {
  const counts = await countWrapped(db)
  const here = encryption.keyIds()
  const all = [...new Set([...here, ...counts.map(({ keyId }) => keyId)])]
  return all.map((keyId) => {
    const own = counts.filter((one) => one.keyId === keyId)
    const needed = own.map(({ column, count }) => `${count} in ${column}`).join(', ')
    const is = keyId === encryption.keyId ? 'current' : 'only decrypts'
    const state = here.includes(keyId) ? is : 'MISSING HERE'
    return `${keyId}  ${state.padEnd(13)}  ${needed || 'not needed any more'}`
  })
}

/**
 * Makes a new key the current one with `addKey`, and encrypts with it what other keys encrypted; beside running servers.
 * Where something is encrypted with an older key already, a rotation was not finished: that is then done, and no key is
 * made. May be stopped at any moment and run again. `addKey` is null where the keys are not in a file. `say` gets
 * lines for the operator, also for each value that no key here opens: that is left as it is. The audit log tells of a rotation.
 * Throws an error for the operator.
 */
export async function rotateKeys(
  keys: Keys,
  { addKey, say }: { addKey: (() => Promise<void>) | null; say: (line: string) => void },
): Promise<void> {
  await withKeysLocked(keys.db, async () => {
    if ((await countOthers(keys)) > 0) return
    if (!addKey) throw new Error(howToInEnvironment)
    await addKey()
    say(`A new encryption key was added: ${keys.encryption.keyId}. Keep a copy of the key file.`)
  })
  let count = 0
  let unreadable: string[] = []
  while ((await countOthers(keys)) > unreadable.length) {
    unreadable = []
    for (const column of wrappedColumns) count += await rewrapColumn(keys, column, unreadable)
  }
  const { keyId } = keys.encryption
  const onError = (error: unknown) => say(`The audit log was not told: ${String(error)}`)
  await auditSystem(
    keys.db,
    { action: 'encryption_key_rotated', details: { key: keyId, count } },
    onError,
  )
  say(`${count} values are now encrypted with the key ${keyId}.`)
  for (const value of unreadable) say(`Left as it is, since no key here opens it: ${value}`)
}

const howToInEnvironment =
  'Everything is encrypted with the key in ENCRYPTION_KEY. To rotate it, make another one (openssl rand -base64 32). Start ' +
  'every server with it in ENCRYPTION_KEY_PREVIOUS, then with it in ENCRYPTION_KEY and the old one in ' +
  'ENCRYPTION_KEY_PREVIOUS, and then run this again.'

async function countOthers({ db, encryption }: Keys): Promise<number> {
  const { keyId } = encryption
  const others = (await countWrapped(db)).filter((one) => one.keyId !== keyId)
  return others.reduce((sum, { count }) => sum + count, 0)
}

async function rewrapColumn(
  { db, encryption }: Keys,
  column: WrappedColumn,
  unreadable: string[],
): Promise<number> {
  const { keyId } = encryption
  let count = 0
  for (let after: string[] | null = null; ;) {
    const found = await listWrappedByOthers(db, column, { keyId, after, limit: rowsAtOnce })
    const last = found.at(-1)
    if (!last) return count
    after = last.keys
    const rows = found.flatMap((row) => {
      try {
        const rewrapped = encryption.rewrap(column.kind, row.wrapped, row.keys)
        return rewrapped ? [{ ...row, after: rewrapped }] : []
      } catch (error) {
        if (!(error instanceof DecryptionError)) throw error
        unreadable.push(`${column.table}.${column.column} of ${row.keys.join(', ')}`)
        return []
      }
    })
    await replaceWrapped(db, column, { keyId, rows })
    count += rows.length
  }
}
