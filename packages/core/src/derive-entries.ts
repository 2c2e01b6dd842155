import type { Fact } from './booking-facts.ts'
import type { Instant } from './instant.ts'
import { madeByBooking, type MadeLead } from './lead-creation.ts'
import { comparableName, type Matchable } from './matching.ts'
import type { Move, StageDecision } from './stage.ts'
import type { DerivedEntry, EntryDetail, Proposal } from './timeline.ts'

/**
 * The timeline entries of a lead that follow from its bookings and from automation: one for each fact, one for each
 * move, made or withheld, and for a lead that was made of bookings one for how it came. What a booker gave
 * and the lead does not have is told, and changes nothing.
 */
export function deriveEntries(
  lead: Matchable,
  bookings: { booking: { facts: Fact[] }; mayReplace: Instant | null }[],
  { moves, withheld }: StageDecision,
  made: MadeLead | null,
): DerivedEntry[] {
  const told = bookings.flatMap(({ booking: { facts }, mayReplace }) =>
    facts.map((fact, index) => {
      const detail = detailOf(fact, lead, index === 0 ? mayReplace : null)
      return { ...common(fact), factKey: fact.key, position: 1, detail }
    }),
  )
  return [
    ...(made ? told.slice(0, 1).map((entry) => captured(entry, made)) : []),
    ...told,
    ...moves.map((move) => ({
      ...byRule(move),
      factKey: `moved:${move.fact.key}`,
      detail: {
        ...{ kind: 'moved' as const, from: move.from.name, to: move.to.name, pinned: false },
        ...{ fromStageId: move.from.id, toStageId: move.to.id },
      },
    })),
    ...withheld.map((move) => ({
      ...byRule(move),
      factKey: `withheld:${move.fact.key}`,
      detail: { kind: 'withheld' as const, from: move.from.name, to: move.to.name },
    })),
  ]
}

function captured(entry: DerivedEntry, { createdAt }: MadeLead): DerivedEntry {
  const detail = { kind: 'captured' as const, source: madeByBooking }
  return { ...entry, at: createdAt, position: 0, factKey: 'captured', detail }
}

function common(fact: Fact) {
  return { at: fact.at, actor: { kind: 'calcom' as const }, deliveryId: fact.deliveryId }
}

function byRule({ fact, rule }: Move) {
  return { ...common(fact), position: 2, actor: { kind: 'rule' as const, rule } }
}

function detailOf(fact: Fact, lead: Matchable, mayReplace: Instant | null): EntryDetail {
  const { kind, startTime, from, reason, by, booker, eventType } = fact
  const contact = booker?.email ?? booker?.phone ?? null
  const bookedAs = booker?.email === lead.email ? null : contact
  const proposed = proposalsOf(fact, lead)
  switch (kind) {
    case 'booked':
      return { kind, eventType, startTime, bookedAs, proposed }
    case 'rescheduled':
      return { kind, from, to: startTime, by, bookedAs, proposed }
    case 'requested':
      return { kind, eventType, startTime, from, bookedAs, proposed, mayReplace }
    case 'rejected':
      return { kind, startTime, reason }
    case 'reassigned':
    case 'relocated':
      return { kind, to: fact.to }
    case 'took_place':
      return { kind, startTime }
    case 'payment_started':
    case 'paid':
    case 'no_show':
    case 'no_show_removed':
    case 'guests_absent':
      return { kind }
    case 'cancelled':
      return { kind, startTime, reason, by }
    case 'reschedule_requested':
      return { kind, startTime, reason }
  }
}

// A booker's word is nobody's decision: a person may take it over.
function proposalsOf({ booker }: Fact, lead: Matchable): Proposal[] {
  const proposals: Proposal[] = []
  if (booker?.name != null && comparableName(booker.name) !== comparableName(lead.name)) {
    proposals.push({ field: 'name', value: booker.name })
  }
  if (booker?.phone != null && booker.email !== null && booker.phone !== lead.phone) {
    proposals.push({ field: 'phone', value: booker.phone })
  }
  return proposals
}
