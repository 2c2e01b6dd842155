import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { chown, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import { fixedRing, type KeyRing } from './key-ring.ts'
import { readKeys, writeKeys } from './key-text.ts'

/**
 * The keys of a file, read again when the file was changed and something new is encrypted, or something needs a key that is
 * not known: so running servers go along with a rotation. A file that then cannot be used is left alone; the keys stay, and
 * `warn` is told why, once for each reason. Throws an error for the operator when the file cannot be used from the start, or
 * others may read it.
 */
export function fileRing(path: string, warn: (message: string) => void): KeyRing {
  let version = versionOf(path)
  let ring = fixedRing(readKeyFile(path))
  let warned = ''
  const renewed = () => {
    try {
      const newest = versionOf(path)
      if (newest === version) return ring
      ring = fixedRing(readKeyFile(path))
      version = newest
      warned = ''
    } catch (error) {
      // It may be about to be replaced by hand.
      const reason = error instanceof Error ? error.message : String(error)
      if (reason !== warned) warn(`${reason} The keys that were read before go on being used.`)
      warned = reason
    }
    return ring
  }
  return {
    current: () => renewed().current(),
    find: (keyId) => ring.find(keyId) ?? renewed().find(keyId),
    keyIds: () => renewed().keyIds(),
  }
}

/** Reads the keys of a file, the current one first. Throws an error for the operator. */
function readKeyFile(path: string): Buffer[] {
  const { mode } = stat(path)
  // Windows has no such modes; there the folder's access list decides.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(`Others may read the encryption key file ${path}. Run: chmod 600 ${path}`)
  }
  return readKeys(readText(path), path)
}

/**
 * Puts a new key before those of a file, in one step: whoever reads it sees all of it or all of what was before. The file
 * stays its owner's, whoever does it. Throws an error for the operator.
 */
export async function addKey(path: string): Promise<void> {
  const text = writeKeys([randomBytes(32), ...readKeyFile(path)])
  const { uid, gid } = stat(path)
  const draft = await writeDraft(path, text)
  try {
    // Else the server that runs as another account could not read it any more.
    if (uid !== process.geteuid?.()) await chown(draft, uid, gid)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** Writes a file beside `path` that only this account may read, safely on the disk, and answers where it is. */
export async function writeDraft(path: string, text: string): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  return draft
}

/** Until the folder is written too, a power cut may take a file in it away again. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function versionOf(path: string): string {
  const { ino, mtimeMs, size } = stat(path)
  return `${ino} ${mtimeMs} ${size}`
}

function stat(path: string) {
  return reading(path, () => statSync(path))
}

function readText(path: string): string {
  return reading(path, () => readFileSync(path, 'utf8'))
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Error(`The encryption key file ${path} cannot be read.`, { cause: error })
  }
}
