import { and, asc, eq, gt } from 'drizzle-orm'

import type { ImportedOutcome } from '@solar-capture/core/lead-import'

import type { Db } from './connect.ts'
import type { ImportPlace } from './imports.ts'
import { leadImportRows } from './schema.ts'

export type ImportedRow = Omit<typeof leadImportRows.$inferSelect, 'workspaceId' | 'importId'>

const pageSize = 1_000

/** A page of what became of the rows of a file, in their order; all of them, or those of one outcome. */
export function listImported(
  db: Db,
  { workspaceId, id }: ImportPlace,
  { outcome, after, limit }: { outcome: ImportedOutcome | null; after: number; limit: number },
): Promise<ImportedRow[]> {
  return db
    .select({
      number: leadImportRows.number,
      cells: leadImportRows.cells,
      outcome: leadImportRows.outcome,
      reason: leadImportRows.reason,
      leadId: leadImportRows.leadId,
    })
    .from(leadImportRows)
    .where(
      and(
        eq(leadImportRows.workspaceId, workspaceId),
        eq(leadImportRows.importId, id),
        gt(leadImportRows.number, after),
        outcome === null ? undefined : eq(leadImportRows.outcome, outcome),
      ),
    )
    .orderBy(asc(leadImportRows.number))
    .limit(limit)
}

/** Pages of all of them, one after the other, so that no more than a page is ever in memory. */
export async function* eachImported(
  db: Db,
  place: ImportPlace,
  outcome: ImportedOutcome | null,
): AsyncGenerator<ImportedRow[]> {
  for (let after = 0; ;) {
    const rows = await listImported(db, place, { outcome, after, limit: pageSize })
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.number
  }
}
