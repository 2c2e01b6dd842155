import { randomBytes } from 'node:crypto'
import { link, mkdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { createEncryption, type Encryption } from './encryption.ts'
import type { Env } from './env.ts'
import { fileRing, syncFolder, writeDraft } from './key-file-ring.ts'
import { fixedRing, type KeyRing } from './key-ring.ts'
import { readKeys } from './key-text.ts'
import { makeRoot, openRoot, type RootStore } from './root-key.ts'
import { wrapperOf } from './sealed-bytes.ts'

/** Where the operator has the keys. */
export type KeyPlace = {
  /** Where a key file is looked for and, at the first start, made: `<dataDir>/keys/encryption.key`. */
  dataDir: string
  /** The key itself (`ENCRYPTION_KEY`): 32 bytes in base64. */
  key?: string | undefined
  /** Keys that only decrypt (`ENCRYPTION_KEY_PREVIOUS`), with commas between them; beside `key`. */
  previousKeys?: string | undefined
  /** A file that holds them (`ENCRYPTION_KEY_FILE`). */
  keyFile?: string | undefined
}

export type KeySource = KeyPlace & {
  /** The ids of the keys that something in the database is encrypted with already. */
  listKeysInUse: () => Promise<string[]>
  /** Where the root of what is derived is kept. */
  roots: RootStore
  /** Is told what the operator has to mend while the server runs. */
  warn?: (message: string) => void
}

/**
 * Makes the encryption from the operator's keys, else from the operator's file, else from the data folder's
 * file, which is made when there is none. Any number of processes that start at once end with the same
 * file. Throws an error for the operator when a key is malformed or readable by others, and when what everything else is
 * derived from was encrypted with another key: a key is never made up then. Where only single values need a key that is
 * not here, `warn` is told and the others can be used.
 */
export async function loadEncryption(source: KeySource): Promise<Encryption> {
  const { key, previousKeys = '', listKeysInUse } = source
  const inUse = await listKeysInUse()
  const path = keyFileOf(source)
  if (path === null) {
    const given = [key ?? '', ...previousKeys.split(',')].filter((one) => one.trim() !== '')
    const keys = readKeys(given.join('\n'), 'ENCRYPTION_KEY')
    return encryptionOf(fixedRing(keys), inUse, 'ENCRYPTION_KEY', source)
  }
  if (source.keyFile === undefined && !(await exists(path))) {
    if (inUse.length > 0) throw new Error(missing(inUse, `There is no key file at ${path}.`))
    await makeKeyFile(path)
  }
  return encryptionOf(fileRing(path, source.warn ?? noWarning), inUse, path, source)
}

/** Where the keys are by the configuration. */
export function keyPlaceOf(env: Env): KeyPlace {
  const { dataDir, encryptionKey: key, encryptionKeysBefore: previousKeys } = env
  return { dataDir, key, previousKeys, keyFile: env.encryptionKeyFile }
}

/** The file that holds the keys; null where they are in the environment. */
export function keyFileOf({ dataDir, key, keyFile }: KeyPlace): string | null {
  if (key !== undefined) return null
  return keyFile ?? join(dataDir, 'keys', 'encryption.key')
}

const noWarning = () => {}

async function encryptionOf(
  ring: KeyRing,
  inUse: string[],
  where: string,
  { roots, warn = noWarning }: KeySource,
): Promise<Encryption> {
  const sealed = await roots.find()
  const needed = sealed === null ? inUse : [wrapperOf(sealed)]
  const lacking = (keyIds: string[]) => keyIds.filter((keyId) => ring.find(keyId) === null)
  const found = `The key in ${where} is ${ring.keyIds().join(', ')}.`
  if (lacking(needed).length > 0) throw new Error(missing(lacking(needed), found))
  if (lacking(inUse).length > 0) {
    warn(
      `${missing(lacking(inUse), found)} Everything else works. pnpm keys status tells what needs which key.`,
    )
  }
  const root = sealed ? openRoot(ring, sealed) : await makeRoot(ring, inUse, roots)
  return createEncryption(ring, root)
}

function missing(keyIds: string[], found: string): string {
  const key = keyIds.length === 1 ? 'encryption key' : 'encryption keys'
  return (
    `The database holds signing secrets and webhook bodies that need the ${key} ${keyIds.join(', ')}. ${found} ` +
    'Put the key back from your backup: set ENCRYPTION_KEY or ENCRYPTION_KEY_FILE, or restore the file. ' +
    'Without it what is encrypted cannot be read by anybody, and every signing secret has to be set again.'
  )
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

// Linking fails when the name is taken, so of several processes one wins and nobody sees half a file.
async function makeKeyFile(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = await writeDraft(path, `${randomBytes(32).toString('base64')}\n`)
  try {
    await link(draft, path)
  } catch (error) {
    if (!(await exists(path))) throw error
  } finally {
    await rm(draft)
  }
  await syncFolder(dirname(path))
}
