import { madeByBooking } from '@solar-capture/core/lead-creation'
import type { LeadProjection, Projection } from '@solar-capture/core/project'

import type { Closure, LeadRow } from './closure.ts'
import { newId } from './new-id.ts'
import { isSameValue } from './same-value.ts'

/** The leads that bookings make: the rows to write, and the ids of those that no booking makes any more. */
export type MadeLeadChanges = { changed: LeadRow[]; goneIds: string[] }

/**
 * Gives the leads that follow from bookings, which the projection calls by their contact, the ids of their rows,
 * or new ones; and tells what of their rows has to be written. Changed ones get `now` as the time of
 * their change.
 */
export function nameMadeLeads(
  { workspaceId, now }: { workspaceId: string; now: Date },
  before: Closure,
  derived: Projection,
): { after: Projection; made: MadeLeadChanges } {
  const old = new Map(
    before.leads.filter((row) => row.derived).map((row) => [row.email ?? row.phone ?? '', row]),
  )
  const ids = new Map<string, string>()
  const changed: LeadRow[] = []
  const leads = derived.leads.map((lead) => {
    if (!lead.made) return lead
    const row = old.get(lead.id)
    const id = row?.id ?? newId()
    ids.set(lead.id, id)
    const next = toRow(workspaceId, id, lead, row ?? { updatedAt: now, stageSince: null })
    if (next && !isSameValue(row, next)) changed.push({ ...next, updatedAt: now })
    return { ...lead, id }
  })
  const bookings = derived.bookings.map((one) => {
    const id = one.leadId === null ? undefined : ids.get(one.leadId)
    return id === undefined ? one : { ...one, leadId: id }
  })
  const kept = new Set(ids.values())
  const goneIds = [...old.values()].map(({ id }) => id).filter((id) => !kept.has(id))
  return { after: { bookings, leads }, made: { changed, goneIds } }
}

function toRow(
  workspaceId: string,
  id: string,
  { made, baseStageId, stageId, stageSetBy, bookedAt }: LeadProjection,
  { updatedAt, stageSince }: Pick<LeadRow, 'updatedAt' | 'stageSince'>,
): LeadRow | null {
  if (!made) return null
  const { name, email, phone, createdAt } = made
  return {
    ...{ workspaceId, id, name, email, aliases: [], phone, postcode: null, address: null },
    ...{ source: madeByBooking, ownerId: null, stageId, stageSetBy, pinned: false },
    ...{ stageSince, baseStageId, baseSeen: [], derived: true },
    bookedAt: bookedAt === null ? null : new Date(bookedAt),
    createdAt: new Date(createdAt),
    updatedAt,
  }
}
