import type { LeadProjection } from '@solar-capture/core/project'
import type { DerivedEntry } from '@solar-capture/core/timeline'

import type { Closure, EntryRow, LeadRow } from './closure.ts'
import { newId } from './new-id.ts'
import { isSameValue } from './same-value.ts'

/** What has to be written so that stage, booked time and derived timeline entries of leads are as derived. */
export type LeadChanges = {
  /** All leads that people know of and of which anything changes. */
  changed: Pick<LeadRow, 'id' | 'stageId' | 'stageSetBy' | 'bookedAt'>[]
  changedEntries: EntryRow[]
  goneEntryIds: string[]
}

/** Compares leads and their timelines with what was derived; entries that people made stay. */
export function compareLeads(
  workspaceId: string,
  before: Closure,
  derived: LeadProjection[],
): LeadChanges {
  const old = new Map(before.entries.map((row) => [`${row.leadId}/${row.factKey}`, row]))
  const wanted = derived.flatMap(({ id, entries }) =>
    entries.map((entry) => {
      const row = old.get(`${id}/${entry.factKey}`)
      return toRow(workspaceId, row?.id ?? newId(), id, entry)
    }),
  )
  const kept = new Set(wanted.map(({ id }) => id))
  const gone = before.entries.filter(({ id }) => !kept.has(id))
  const changedEntries = wanted.filter(
    (row) => !isSameValue(old.get(`${row.leadId}/${row.factKey}`), row),
  )
  const touched = new Set([...gone, ...changedEntries].map(({ leadId }) => leadId))
  const rows = new Map(before.leads.map((row) => [row.id, row]))
  const changed = derived.filter(
    (lead) => lead.made === null && (touched.has(lead.id) || !stands(rows.get(lead.id), lead)),
  )
  return {
    changed: changed.map(({ id, stageId, stageSetBy, bookedAt }) => ({
      id,
      stageId,
      stageSetBy,
      bookedAt: bookedAt === null ? null : new Date(bookedAt),
    })),
    changedEntries,
    goneEntryIds: gone.map(({ id }) => id),
  }
}

function stands(row: LeadRow | undefined, lead: LeadProjection): boolean {
  return (
    row?.stageId === lead.stageId &&
    row.stageSetBy === lead.stageSetBy &&
    (row.bookedAt?.toISOString() ?? null) === lead.bookedAt
  )
}

function toRow(workspaceId: string, id: string, leadId: string, entry: DerivedEntry): EntryRow {
  return {
    workspaceId,
    id,
    leadId,
    at: new Date(entry.at),
    position: entry.position,
    kind: entry.detail.kind,
    actor: entry.actor,
    detail: entry.detail,
    factKey: entry.factKey,
    deliveryId: entry.deliveryId,
  }
}
