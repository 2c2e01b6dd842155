import { setImmediate as nextTurn } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

import { sql } from 'drizzle-orm'

import { readRow, type ReadRow } from '@solar-capture/core/import-row'
import type { ImportMapping } from '@solar-capture/core/lead-import'

import type { Db } from './connect.ts'
import { readRows, type ImportPlace } from './imports.ts'

/** The rows of a file after its first `after`, as many as are imported at once, and what they say by a mapping. */
export type RowsToImport = {
  after: number
  mapping: ImportMapping
  rows: { number: number; row: ReadRow }[]
}

// Each row locks up to three things, and all processes together can lock some thousands.
const rowsAtOnce = 250
// Whoever waits for this process waits for no more of them.
const rowsPerTurn = 50

type Next = Pick<RowsToImport, 'after' | 'mapping'>

/** Reads the rows that are imported after the first `after`. */
export async function readRowsToImport(
  db: Db,
  place: ImportPlace,
  next: Next,
): Promise<RowsToImport> {
  return understand(await readRows(db, place, next.after, rowsAtOnce), next)
}

/** As `readRowsToImport`, beside whatever else is going on. */
export async function readAhead(db: Db, place: ImportPlace, next: Next): Promise<RowsToImport> {
  const found = await db.transaction(async (tx) => {
    // What was brought a moment ago is in no statistics, and by those of before all of it would be read.
    await tx.execute(sql`set local enable_seqscan = off`)
    return readRows(tx, place, next.after, rowsAtOnce)
  })
  return understand(found, next)
}

async function understand(
  found: { number: number; cells: string[] }[],
  { after, mapping }: Next,
): Promise<RowsToImport> {
  const rows: RowsToImport['rows'] = []
  for (const { number, cells } of found) {
    if (rows.length > 0 && rows.length % rowsPerTurn === 0) await nextTurn()
    rows.push({ number, row: readRow(cells, mapping) })
  }
  return { after, mapping, rows }
}

/** Whether rows that were read ahead are those that come next. */
export function isNext(
  rows: RowsToImport | null | undefined,
  { after, mapping }: Next,
): rows is RowsToImport {
  return rows?.after === after && isDeepStrictEqual(rows.mapping, mapping)
}
