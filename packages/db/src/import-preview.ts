import { decideRows, type FieldChange, type RowDecision } from '@solar-capture/core/import-decision'
import { readRow } from '@solar-capture/core/import-row'
import type { NewLead } from '@solar-capture/core/lead'
import type { ImportedOutcome, ImportMapping } from '@solar-capture/core/lead-import'

import type { Db } from './connect.ts'
import { findKnown } from './import-matches.ts'
import { getImport, readRows, type ImportPlace } from './imports.ts'

/** What importing a file would do. Of each outcome the first rows are told. */
export type ImportPreview = {
  /** How many rows the file has, and how many of them, from the first, there was time to look at. */
  rows: number
  looked: number
  counts: Record<ImportedOutcome, number>
  /** Why rows would be refused, the most frequent first. */
  reasons: { reason: string; count: number }[]
  created: { number: number; lead: NewLead }[]
  updated: { number: number; leadId: string; name: string; changes: FieldChange[] }[]
  refused: { number: number; cells: string[]; reason: string }[]
}

const rowsAtOnce = 1_000
const mostTold = 50

/**
 * Decides what each row of a file would do, as importing it does, and writes nothing; until `deadline` (milliseconds of
 * `performance.now()`). Throws `not_found`, and the reason of `signal` once that is aborted.
 */
export async function previewImport(
  db: Db,
  place: ImportPlace,
  mapping: ImportMapping,
  { deadline = Infinity, signal }: { deadline?: number; signal?: AbortSignal | undefined } = {},
): Promise<ImportPreview> {
  const file = await getImport(db, place)
  const seen = new Map<string, number>()
  const reasons = new Map<string, number>()
  const preview: ImportPreview = {
    ...{ rows: file.rows, looked: 0 },
    counts: { created: 0, updated: 0, unchanged: 0, refused: 0 },
    ...{ reasons: [], created: [], updated: [], refused: [] },
  }
  while (preview.looked < file.rows && performance.now() < deadline) {
    signal?.throwIfAborted()
    const page = await readRows(db, place, preview.looked, rowsAtOnce)
    const rows = page.map(({ number, cells }) => ({ number, row: readRow(cells, mapping) }))
    const known = await findKnown(
      db,
      place.workspaceId,
      rows.map(({ row }) => row),
    )
    const { decisions, fresh } = decideRows(rows, { known, seen, mapping })
    for (const [key, number] of fresh) seen.set(key, number)
    preview.looked = page.at(-1)?.number ?? file.rows
    for (const [index, decision] of decisions.entries()) {
      preview.counts[decision.outcome] += 1
      if (decision.outcome === 'refused') {
        reasons.set(decision.kind, (reasons.get(decision.kind) ?? 0) + 1)
      }
      tell(preview, decision, page[index]?.cells ?? [])
    }
  }
  preview.reasons = [...reasons]
    .map(([reason, count]) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count)
  return preview
}

function tell(preview: ImportPreview, decision: RowDecision, cells: string[]): void {
  if (decision.outcome === 'unchanged') return
  if (preview[decision.outcome].length >= mostTold) return
  const { number } = decision
  if (decision.outcome === 'created') preview.created.push({ number, lead: decision.lead })
  else if (decision.outcome === 'refused') {
    preview.refused.push({ number, cells, reason: decision.reason })
  } else {
    const { lead, changes } = decision
    preview.updated.push({ number, leadId: lead.id, name: lead.name ?? '', changes })
  }
}
