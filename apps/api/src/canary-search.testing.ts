import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { TestApi } from './testing.ts'

/** Something that must stand nowhere but where it is meant to, by a name for whoever reads that it does. */
export type Canary = { name: string; bytes: Buffer }

export const canaryOf = (name: string, text: string): Canary => ({ name, bytes: Buffer.from(text) })

/** How a secret may be written down: as it is, in hex, in base64 of both kinds, and as a part of a URL. */
function formsOf({ bytes }: Canary): Buffer[] {
  const text = bytes.toString('latin1')
  const forms = [
    ...[bytes.toString('hex'), bytes.toString('base64url'), bytes.toString('base64')],
    ...[encodeURIComponent(text), JSON.stringify(text).slice(1, -1)],
  ]
  // The end of base64 depends on what follows.
  return [bytes, ...forms.map((form) => Buffer.from(form.replace(/.?={1,2}$/, '')))]
}

/** The names of those canaries that stand in `bytes`, in whatever form. */
export function canariesIn(bytes: Buffer | string, canaries: Canary[]): string[] {
  const haystack = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  return canaries
    .filter((canary) => formsOf(canary).some((form) => haystack.includes(form)))
    .map(({ name }) => name)
}

/** Where canaries stand in what `COPY` gives of every table, as `table: name`. */
export async function canariesInTables(sql: TestApi['sql'], canaries: Canary[]): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public'`
  const found: string[] = []
  for (const { name } of tables) {
    const chunks: Buffer[] = []
    const stream = await sql`copy ${sql(name)} to stdout`.readable()
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    // COPY writes bytes in hex and doubles backslashes.
    const text = Buffer.concat(chunks)
    found.push(...canariesIn(text, canaries).map((canary) => `${name}: ${canary}`))
  }
  return found
}

/**
 * Where canaries stand in the files of the database in `folder`, as `file: name`. Its write-ahead log is one of them, so
 * that what is still in memory only is found too.
 */
export function canariesInFiles(folder: string, canaries: Canary[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return files
    .filter((file) => file.isFile())
    .flatMap(({ parentPath, name }) => {
      const path = join(parentPath, name)
      return canariesIn(readIfThere(path), canaries).map((canary) => `${path}: ${canary}`)
    })
}

// Other tests remove their databases meanwhile.
function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
