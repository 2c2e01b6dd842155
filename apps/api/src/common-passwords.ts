import { createHash } from 'node:crypto'

import { commonPasswordHashes } from './common-password-hashes.ts'

let hashes: Uint32Array | undefined

/**
 * Whether a password, whatever its case, is one of the 44 thousand of twelve characters or more among the million most
 * used ones: those are what is guessed first. Of other passwords one in 100,000 is taken for one of them.
 */
export function isCommonPassword(password: string): boolean {
  hashes ??= readHashes()
  const wanted = hashOf(password)
  let from = 0
  let to = hashes.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((hashes[middle] ?? 0) < wanted) from = middle + 1
    else to = middle
  }
  return hashes[from] === wanted
}

/** What the list keeps of a password: the first 32 bits of its SHA-256, in lower case. */
export function hashOf(password: string): number {
  return createHash('sha256').update(password.toLowerCase()).digest().readUInt32BE(0)
}

function readHashes(): Uint32Array {
  const bytes = Buffer.from(commonPasswordHashes, 'base64')
  return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32BE(at * 4))
}
