import type { StoredEvent } from '@solar-capture/core/booking-event'
import { pipelineThrough } from '@solar-capture/core/pipeline-history'
import { project, type LeadFacts, type Projection } from '@solar-capture/core/project'

import type { Closure, LeadRow, MergedRow } from './closure.ts'
import { nameMadeLeads, type MadeLeadChanges } from './made-leads.ts'
import { compareBookings, type BookingChanges } from './projection-bookings.ts'
import { compareLeads, type LeadChanges } from './projection-leads.ts'

/** What was there before, what follows from it, and what that changes. */
export type Plan = {
  before: Closure
  after: Projection
  bookings: BookingChanges
  leads: LeadChanges
  made: MadeLeadChanges
}

/** Derives everything that follows from what was read and from booking events that are new. */
export function planProjection(
  place: { workspaceId: string; now: Date },
  before: Closure,
  news: StoredEvent[] = [],
): Plan {
  const { workspaceId } = place
  const replaced = new Set(news.map(({ fingerprint }) => fingerprint))
  const kept = before.events.filter(({ fingerprint }) => !replaced.has(fingerprint))
  const { decisions, stages, rules, history, leadCreation } = before
  const derived = project({
    events: [...kept, ...news],
    leads: before.leads.filter((lead) => !lead.derived).map((lead) => toFacts(lead, before.merged)),
    ...{ decisions, stages, rules, history, leadCreation },
  })
  const { after, made } = nameMadeLeads(place, before, keepStages(before, derived))
  return {
    ...{ before, after, made },
    bookings: compareBookings(workspaceId, before, after.bookings),
    leads: compareLeads(workspaceId, before, after.leads),
  }
}

/**
 * Leaves a lead where it stands when that is the stage that was derived, as one of the two is being merged into the other: which of
 * them its row names is up to the merge.
 */
function keepStages(before: Closure, derived: Projection): Projection {
  const { isSame } = pipelineThrough(before.stages, before.history)
  // Leads that bookings make are known by their contact until they are named.
  const rows = new Map(
    before.leads.map((row) => [row.derived ? (row.email ?? row.phone ?? '') : row.id, row]),
  )
  const leads = derived.leads.map((lead) => {
    const row = rows.get(lead.id)
    return row && isSame(row.stageId, lead.stageId) ? { ...lead, stageId: row.stageId } : lead
  })
  return { ...derived, leads }
}

function toFacts(lead: LeadRow, merged: MergedRow[]): LeadFacts {
  const { id, name, email, aliases, phone, baseStageId, baseSeen, pinned } = lead
  const base = { stageId: baseStageId, setBy: 'user' as const, seen: baseSeen, pinned }
  const formerIds = merged.filter(({ intoId }) => intoId === id).map((row) => row.id)
  return { id, formerIds, name, email, aliases, phone, base }
}
