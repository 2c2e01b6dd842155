import type { LeadSort } from '@solar-capture/core/lead-filter'

import { oneOf } from '../search-params.ts'

/** Every column of the table, in its order. The name is always there. */
export const leadColumns = [
  'name',
  'stage',
  'booking',
  'email',
  'phone',
  'postcode',
  'owner',
  'source',
  'since',
  'captured',
  'changed',
] as const
export type LeadColumn = (typeof leadColumns)[number]

/** How wide columns are, compared with each other. */
export const columnWidths: Record<LeadColumn, number> = {
  name: 22,
  stage: 13,
  booking: 18,
  email: 18,
  phone: 19,
  postcode: 11,
  owner: 13,
  source: 13,
  since: 13,
  captured: 12,
  changed: 14,
}

/** What a press on a column's head sorts by. */
export const columnSorts: Partial<Record<LeadColumn, LeadSort>> = {
  name: 'name',
  booking: 'booking',
  captured: 'created',
  changed: 'updated',
}

/** The columns that are shown unless others are chosen. */
export const usualColumns: readonly LeadColumn[] = [
  'name',
  'stage',
  'booking',
  'owner',
  'source',
  'changed',
]

/** The columns that an address asks for, in their order; the usual ones when it says nothing that makes sense. */
export function columnsOf({ cols }: { cols?: string | undefined }): LeadColumn[] {
  const named = (cols?.split(',') ?? []).filter((name) => oneOf(leadColumns, name) !== undefined)
  if (named.length === 0) return [...usualColumns]
  return leadColumns.filter((column) => column === 'name' || named.includes(column))
}

/** Columns as an address names them; undefined for the usual ones. */
export function writeColumns(columns: readonly LeadColumn[]): string | undefined {
  const ordered = leadColumns.filter((column) => column === 'name' || columns.includes(column))
  const isUsual = ordered.join(',') === usualColumns.join(',')
  return isUsual ? undefined : ordered.join(',')
}

/** Those of the usual columns that are shown where there is little room. */
export const fewColumns: readonly LeadColumn[] = ['name', 'stage', 'booking', 'changed']
