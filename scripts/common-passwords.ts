// Makes the list of common passwords anew, of a file with one password a line, as the "10 million password list, top
// 1,000,000" of SecLists: node scripts/common-passwords.ts list.txt
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { hashOf } from '../apps/api/src/common-passwords.ts'
import { root } from './run-program.ts'

const shortest = 12
const [file] = process.argv.slice(2)
if (file === undefined) throw new Error('Which list? Give a file with one password a line.')

const lines = readFileSync(file, 'utf8').split(/\r?\n/)
const hashes = new Set(lines.filter((line) => line.length >= shortest).map(hashOf))
const bytes = Buffer.alloc(hashes.size * 4)
for (const [at, hash] of [...hashes].toSorted((a, b) => a - b).entries()) {
  bytes.writeUInt32BE(hash, at * 4)
}
const target = join(root, 'apps/api/src/common-password-hashes.ts')
const text = `/** Made by scripts/common-passwords.ts: ${hashes.size} hashes of 32 bits, ascending, in base64. */
export const commonPasswordHashes =
  '${bytes.toString('base64')}'
`
writeFileSync(target, text)
console.log(`${hashes.size} passwords of ${shortest} characters or more.`)
