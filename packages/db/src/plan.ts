import type { StoredEvent } from '@solar-capture/core/booking-event'
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
  const { after, made } = nameMadeLeads(place, before, derived)
  return {
    ...{ before, after, made },
    bookings: compareBookings(workspaceId, before, after.bookings),
    leads: compareLeads(workspaceId, before, after.leads),
  }
}

function toFacts(lead: LeadRow, merged: MergedRow[]): LeadFacts {
  const { id, name, email, aliases, phone, baseStageId, baseSeen, pinned } = lead
  const base = { stageId: baseStageId, setBy: 'user' as const, seen: baseSeen, pinned }
  const formerIds = merged.filter(({ intoId }) => intoId === id).map((row) => row.id)
  return { id, formerIds, name, email, aliases, phone, base }
}
