import type { StoredEvent } from './booking-event.ts'
import { foldBookings, type Booking } from './booking-history.ts'
import { deriveEntries } from './derive-entries.ts'
import type { Instant } from './instant.ts'
import { isAbout, matchLead, type BookingDecision } from './matching.ts'
import type { Stage } from './pipeline.ts'
import { needsCheck } from './series.ts'
import { decideStage, type StageBase, type StageRule } from './stage.ts'
import type { DerivedEntry } from './timeline.ts'

/** What people entered about a lead, as far as it matters to its bookings. */
export type LeadFacts = {
  id: string
  email: string | null
  /** What it was reached by before somebody changed its email. */
  aliases: readonly string[]
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
  /**
   * `needsCheck` says that Cal.com may have left out what happened to it; `ignored` that nobody misses a lead.
   */
  bookings: { booking: Booking; leadId: string | null; needsCheck: boolean; ignored: boolean }[]
  leads: LeadProjection[]
}

/**
 * Derives bookings, whose they are, and each lead's stage and timeline from a closed set of values: every
 * booking event of each booking, and every lead that these name or that they belonged to.
 */
export function project({
  events,
  leads,
  decisions = [],
  stages,
  rules,
}: {
  events: StoredEvent[]
  leads: LeadFacts[]
  decisions?: BookingDecision[]
  stages: Stage[]
  rules: StageRule[]
}): Projection {
  const directory = {
    byEmail: new Map(leads.flatMap(({ id, email }) => (email === null ? [] : [[email, id]]))),
    byAlias: idsBy(leads, ({ aliases }) => aliases),
    byPhone: idsBy(leads, ({ phone }) => (phone === null ? [] : [phone])),
  }
  const matched = foldBookings(events).map((booking) => ({
    booking,
    leadId: matchLead(booking, directory, decisions),
  }))
  const bookings = matched.map(({ booking, leadId }) => {
    const own = matched.filter((other) => leadId !== null && other.leadId === leadId)
    const others = own.map((one) => one.booking)
    const ignored = decisions.some((one) => one.leadId === null && isAbout(one, booking))
    return { booking, leadId, needsCheck: needsCheck(booking, others), ignored }
  })
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

function idsBy(
  leads: LeadFacts[],
  contactsOf: (lead: LeadFacts) => readonly string[],
): Map<string, string[]> {
  const ids = new Map<string, string[]>()
  for (const lead of leads) {
    for (const contact of contactsOf(lead)) {
      ids.set(contact, [...(ids.get(contact) ?? []), lead.id])
    }
  }
  return ids
}
