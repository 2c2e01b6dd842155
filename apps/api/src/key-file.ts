import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { createEncryption, type Encryption } from './encryption.ts'

export type KeySource = {
  /** Where a key file is looked for and, at the first start, made: `<dataDir>/keys/encryption.key`. */
  dataDir: string
  /** The key itself (`ENCRYPTION_KEY`): 32 bytes in base64. */
  key?: string | undefined
  /** A file that holds it (`ENCRYPTION_KEY_FILE`). */
  keyFile?: string | undefined
  /** The ids of the keys that something in the database is encrypted with already. */
  listKeysInUse: () => Promise<string[]>
}

/**
 * Makes the encryption from the operator's key, else from the operator's file, else from the data folder's
 * file, which is made when there is none. Any number of processes that start at once end with the same
 * file. Throws an error for the operator when the key is malformed or readable by others, and when
 * the database holds something that another key encrypted: a key is never made up then.
 */
export async function loadEncryption(source: KeySource): Promise<Encryption> {
  const { dataDir, key, keyFile, listKeysInUse } = source
  const inUse = await listKeysInUse()
  if (key !== undefined) return checked(fromText(key, 'ENCRYPTION_KEY'), inUse, 'ENCRYPTION_KEY')
  if (keyFile !== undefined) return checked(await fromFile(keyFile), inUse, keyFile)
  const own = join(dataDir, 'keys', 'encryption.key')
  if (!(await exists(own))) {
    if (inUse.length > 0) throw new Error(missing(inUse, `There is no key file at ${own}.`))
    await makeKeyFile(own)
  }
  return checked(await fromFile(own), inUse, own)
}

function checked(key: Buffer, inUse: string[], where: string): Encryption {
  const encryption = createEncryption(key)
  const others = inUse.filter((keyId) => keyId !== encryption.keyId)
  if (others.length === 0) return encryption
  throw new Error(missing(others, `The key in ${where} is ${encryption.keyId}.`))
}

function missing(keyIds: string[], found: string): string {
  const key = keyIds.length === 1 ? 'encryption key' : 'encryption keys'
  return (
    `The database holds signing secrets and webhook bodies that need the ${key} ${keyIds.join(', ')}. ${found} ` +
    'Put the key back from your backup: set ENCRYPTION_KEY or ENCRYPTION_KEY_FILE, or restore the file. ' +
    'Without it what is encrypted cannot be read by anybody, and every signing secret has to be set again.'
  )
}

async function fromFile(path: string): Promise<Buffer> {
  const { mode } = await stat(path).catch((error: unknown) => {
    throw new Error(`The encryption key file ${path} cannot be read.`, { cause: error })
  })
  // Windows has no such modes; there the folder's access list decides.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(`Others may read the encryption key file ${path}. Run: chmod 600 ${path}`)
  }
  return fromText(await readFile(path, 'utf8'), path)
}

function fromText(text: string, where: string): Buffer {
  const base64 = text.trim()
  const key = Buffer.from(base64, 'base64')
  if (key.length === 32 && withoutPadding(key.toString('base64')) === withoutPadding(base64)) {
    return key
  }
  throw new Error(
    `${where} is no encryption key: it has to be 32 bytes in base64. Make one with: openssl rand -base64 32`,
  )
}

function withoutPadding(base64: string): string {
  return base64.replace(/=+$/, '')
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
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${randomBytes(32).toString('base64')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if (!(await exists(path))) throw error
  } finally {
    await rm(draft)
  }
  await syncFolder(dirname(path))
}

// Until the folder is written too, a power cut may take the file away again.
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
