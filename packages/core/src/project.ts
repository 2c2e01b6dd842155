import type { StoredEvent } from './booking-event.ts'
import { foldBookings, type Booking } from './booking-history.ts'
import { deriveEntries } from './derive-entries.ts'
import type { Instant } from './instant.ts'
import { matchLead } from './matching.ts'
import type { Stage } from './pipeline.ts'
import { decideStage, type StageBase, type StageRule } from './stage.ts'
import type { DerivedEntry } from './timeline.ts'

/** What people entered about a lead, as far as it matters to its bookings. */
export type LeadFacts = {
  id: string
  email: string | null
  phone: string | null
  base: StageBase
}

/** All that follows from booking events for one lead. */
export type LeadProjection = {
  id: string
  stageId: string
  stageSetBy: 'user' | 'rule'
  /** When its first booking was made; null when it never had one. */
  bookedAt: Instant | null
  entries: DerivedEntry[]
}

export type Projection = {
  bookings: { booking: Booking; leadId: string | null }[]
  leads: LeadProjection[]
}

/**
 * Derives bookings, whose they are, and each lead's stage and timeline from a closed set of values: every
 * booking event of each booking, and every lead that these name or that they belonged to.
 */
export function project({
  events,
  leads,
  stages,
  rules,
}: {
  events: StoredEvent[]
  leads: LeadFacts[]
  stages: Stage[]
  rules: StageRule[]
}): Projection {
  const byPhone = new Map<string, string[]>()
  for (const { id, phone } of leads) {
    if (phone !== null) byPhone.set(phone, [...(byPhone.get(phone) ?? []), id])
  }
  const byEmail = new Map(leads.flatMap(({ id, email }) => (email === null ? [] : [[email, id]])))
  const bookings = foldBookings(events).map((booking) => ({
    booking,
    leadId: matchLead(booking, { byEmail, byPhone }),
  }))
  return {
    bookings,
    leads: leads.map((lead) => {
      const own = bookings.filter(({ leadId }) => leadId === lead.id).map(({ booking }) => booking)
      const decision = decideStage(lead.base, own, { stages, rules })
      const confirmedAt = own
        .map(({ confirmation }) => confirmation?.at)
        .filter((at) => at !== undefined)
        .toSorted()
      return {
        id: lead.id,
        stageId: decision.stageId,
        stageSetBy: decision.setBy,
        bookedAt: confirmedAt[0] ?? null,
        entries: deriveEntries(lead.email, own, decision.moves),
      }
    }),
  }
}
