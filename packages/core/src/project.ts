import type { StoredEvent } from './booking-event.ts'
import { foldBookings, type Booking } from './booking-history.ts'
import { deriveEntries } from './derive-entries.ts'
import type { Instant } from './instant.ts'
import { contactForLead, makeLead, type LeadCreation, type MadeLead } from './lead-creation.ts'
import { matchLead, toDirectory, type BookingDecision, type Matchable } from './matching.ts'
import { pipelineThrough, type PipelineHistory } from './pipeline-history.ts'
import type { Stage } from './pipeline.ts'
import { lookTogether } from './series.ts'
import type { StageRule } from './stage-rule.ts'
import { decideStage, type Move, type StageBase, type Stay } from './stage.ts'
import type { DerivedEntry } from './timeline.ts'

/** What people entered and decided about a lead, as far as it matters to its bookings. */
export type LeadFacts = Matchable & { base: StageBase }

/** All that bookings and leads are derived from. */
export type ProjectionInput = {
  events: StoredEvent[]
  leads: LeadFacts[]
  decisions?: BookingDecision[]
  /** In any order; leads enter at the first by position. */
  stages: Stage[]
  rules: StageRule[]
  /** What the pipeline was before; left out, it always was what it is. */
  history?: PipelineHistory | undefined
  leadCreation?: LeadCreation[]
}

/** All that follows from booking events for one lead. */
export type LeadProjection = {
  /** For a lead that was made of bookings its contact. */
  id: string
  /** Where automation starts from: its last manual move, or where it entered. */
  baseStageId: string
  stageId: string
  stageSetBy: 'user' | 'rule'
  /** When its first booking was made; null when it never had one. */
  bookedAt: Instant | null
  /** What automation did, and what it withheld for too many bookings in one day. */
  moves: Move[]
  withheld: Move[]
  /** What moved nothing though a rule is about it. */
  stays: Stay[]
  entries: DerivedEntry[]
  /** Null for leads that people know of. */
  made: MadeLead | null
}

/** A booking, and what follows from all others for it. */
export type BookingProjection = {
  booking: Booking
  /** For a lead that was made of bookings its contact. */
  leadId: string | null
  /** The lead of a booking link that somebody else seems to have used. */
  ambiguousLeadId: string | null
  /** Cal.com may have left out what happened to it. */
  needsCheck: boolean
  /** When the booking was to take place that this one may replace. */
  mayReplace: Instant | null
  /** Nobody misses a lead for it. */
  isIgnored: boolean
}

export type Projection = { bookings: BookingProjection[]; leads: LeadProjection[] }

/**
 * Derives bookings, whose they are, and each lead's stage and timeline from a closed set of values: every
 * booking event of each booking, and every lead that these name or that they belonged to.
 */
export function project(input: ProjectionInput): Projection {
  const { leads, decisions = [], stages, history, leadCreation = [] } = input
  const directory = toDirectory(leads)
  const made = new Map<string, MadeLead>()
  const matched = foldBookings(input.events).map((booking) => ({
    booking,
    ...matchLead(booking, directory, decisions),
  }))
  const waiting = matched.flatMap((one) => {
    if (one.leadId !== null || one.ambiguousLeadId !== null || one.isIgnored) return []
    const found = contactForLead(one.booking, leadCreation)
    return found ? [{ one, ...found }] : []
  })
  for (const [contact, own] of Map.groupBy(waiting, (found) => found.contact)) {
    const lead = makeLead(own.map(({ fact }) => fact))
    if (!lead) continue
    made.set(contact, lead)
    for (const { one } of own) one.leadId = contact
  }
  const together = new Map(
    [...Map.groupBy(matched, ({ leadId }) => leadId)].map(([leadId, own]) => [
      leadId,
      lookTogether(leadId === null ? [] : own.map(({ booking }) => booking)),
    ]),
  )
  const bookings = matched.map((one): BookingProjection => {
    const { booking, leadId } = one
    return {
      ...one,
      needsCheck: together.get(leadId)?.needsCheck(booking) ?? false,
      mayReplace: together.get(leadId)?.mayReplace(booking) ?? null,
    }
  })
  const byLead = Map.groupBy(bookings, ({ leadId }) => leadId)
  const { entry } = pipelineThrough(stages, history)
  const base = ({ createdAt }: MadeLead): StageBase => ({
    ...{ stageId: entry(createdAt) ?? '', setBy: 'rule', seen: [], pinned: false },
  })
  const all = [
    ...leads.map((lead) => ({ lead, made: null })),
    ...[...made].map(([id, lead]) => ({
      lead: { ...lead, id, base: base(lead), aliases: [] },
      made: lead,
    })),
  ]
  return {
    bookings,
    leads: all.map(({ lead, made }) => projectLead(lead, made, byLead.get(lead.id) ?? [], input)),
  }
}

function projectLead(
  lead: LeadFacts,
  made: MadeLead | null,
  bookings: BookingProjection[],
  pipeline: Pick<ProjectionInput, 'stages' | 'rules' | 'history'>,
): LeadProjection {
  const own = bookings.map(({ booking }) => booking)
  const decision = decideStage(lead.base, own, pipeline)
  const confirmedAt = own
    .flatMap(({ confirmation }) => (confirmation ? [confirmation.at] : []))
    .toSorted()
  return {
    id: lead.id,
    baseStageId: lead.base.stageId,
    stageId: decision.stageId,
    stageSetBy: decision.setBy,
    bookedAt: confirmedAt[0] ?? null,
    moves: decision.moves,
    withheld: decision.withheld,
    stays: decision.stays,
    entries: deriveEntries(lead, bookings, decision, made),
    made,
  }
}
