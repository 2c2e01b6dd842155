import { importFields, type ImportMapping } from '@solar-capture/core/lead-import'

import { oneOf, textOf } from '../search-params.ts'

/**
 * Which import the screen shows, and what was chosen for it other than it was guessed: what each column becomes, joined by commas, the
 * source, the country code as it was entered, and whether phone numbers that cannot be used are left out.
 */
export type ImportSearch = {
  id?: string | undefined
  columns?: string | undefined
  source?: string | undefined
  code?: string | undefined
  phones?: 'optional' | undefined
}

/** What is chosen on the screen; the country code as it is entered. */
export type Chosen = Pick<ImportMapping, 'columns' | 'source'> & {
  code: string
  leavesOutPhones: boolean
}

const longestSource = 100
const longestCode = 10

/** What an address says, without what makes no sense. */
export function readImportSearch(search: Record<string, unknown>): ImportSearch {
  return {
    id: textOf(search['id']),
    columns: textOf(search['columns']),
    source: textOf(search['source'])?.slice(0, longestSource),
    code: textOf(search['code'])?.slice(0, longestCode),
    phones: oneOf(['optional'], search['phones']),
  }
}

/** What is chosen by an address, else as it was guessed. */
export function chosenBy(search: ImportSearch, guessed: Chosen): Chosen {
  const columns = search.columns?.split(',').map((field) => oneOf(importFields, field) ?? null)
  return {
    columns: columns?.length === guessed.columns.length ? columns : guessed.columns,
    source: search.source ?? guessed.source,
    code: search.code ?? guessed.code,
    leavesOutPhones: search.phones === 'optional',
  }
}

/** What an address says by which `chosenBy` answers this. */
export function toImportSearch(chosen: Chosen, guessed: Chosen): Omit<ImportSearch, 'id'> {
  const columns = chosen.columns.map((field) => field ?? leftOut).join(',')
  return {
    columns:
      columns === guessed.columns.map((field) => field ?? leftOut).join(',') ? undefined : columns,
    source: chosen.source === guessed.source ? undefined : textOf(chosen.source),
    code: textOf(chosen.code),
    phones: chosen.leavesOutPhones ? 'optional' : undefined,
  }
}

// So that the address of a file of one column is not empty.
const leftOut = '-'
