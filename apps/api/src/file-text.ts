import { csvLine } from '@solar-capture/core/csv'
import { byteOrderMark, leadCsvHeader, leadCsvLine } from '@solar-capture/core/lead-csv'
import { sheetRow } from '@solar-capture/core/lead-import'
import type { ImportedRow } from '@solar-capture/db/import-results'
import type { LeadImport } from '@solar-capture/db/imports'
import type { ExportedLead } from '@solar-capture/db/lead-export'

/** A name of a file with the day in it: `leads-2026-11-26.csv`. */
export function fileNameOf(what: string, now: Date, ending: string): string {
  return `${what}-${now.toISOString().slice(0, 10)}.${ending}`
}

/** Leads as the text of a file: CSV that spreadsheets open, or one array of JSON. */
export async function* writeLeads(
  parts: AsyncIterable<ExportedLead[]>,
  format: 'csv' | 'json',
): AsyncGenerator<string> {
  if (format === 'csv') {
    yield byteOrderMark + leadCsvHeader
    for await (const leads of parts) if (leads.length > 0) yield leads.map(leadCsvLine).join('')
    return
  }
  yield '['
  let between = '\n'
  for await (const leads of parts) {
    if (leads.length === 0) continue
    yield between + leads.map((lead) => JSON.stringify(lead)).join(',\n')
    between = ',\n'
  }
  yield '\n]\n'
}

/** What became of the rows of a file, before what was in them, as CSV. */
export async function* writeImported(
  pages: AsyncIterable<ImportedRow[]>,
  { header, mapping }: Pick<LeadImport, 'header' | 'mapping'>,
): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(['Row', 'Outcome', 'Reason', 'Lead id', ...header])
  for await (const rows of pages) {
    yield rows
      .map(({ number, outcome, reason, leadId, cells }) =>
        csvLine([String(sheetRow(number, mapping)), outcome, reason, leadId, ...cells]),
      )
      .join('')
  }
}
