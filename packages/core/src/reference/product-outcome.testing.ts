import type { Fact } from '../booking-facts.ts'
import { project, type BookingProjection, type LeadProjection } from '../project.ts'
import { compare } from './nodes.testing.ts'
import type { BookingOutcome, History, LeadOutcome, Outcome } from './outcome.testing.ts'

/** What the product makes of a history, in the words of the reference. */
export function productOutcome(history: History): Outcome {
  const { bookings, leads } = project(history)
  const nameOf = (id: string) => (history.leads.some((lead) => lead.id === id) ? id : `auto:${id}`)
  return {
    bookings: bookings
      .map((one) => toBooking(one, one.leadId === null ? null : nameOf(one.leadId)))
      .toSorted((one, other) => compare(one.nodes[0] ?? [], other.nodes[0] ?? [])),
    leads: Object.fromEntries(leads.map((lead) => [nameOf(lead.id), toLead(lead, history)])),
  }
}

function toBooking(one: BookingProjection, lead: string | null): BookingOutcome {
  const { booking, needsCheck, mayReplace, ambiguousLeadId, isIgnored } = one
  const { status, startTime, endTime, booker, rescheduleCount, noShow, paid } = booking
  const { cancellationReason, cancelledBy } = booking
  return {
    nodes: booking.uids.map(({ uid, seat }): [string, string] => [uid, seat]).toSorted(compare),
    current: status,
    ...{ startTime, endTime, rescheduleCount, cancellationReason, cancelledBy, noShow, paid },
    bookerEmail: booker?.email ?? null,
    bookerPhone: booker?.phone ?? null,
    ...{ needsCheck, mayReplace, ambiguous: ambiguousLeadId !== null, ignored: isIgnored, lead },
    facts: booking.facts.map((fact) => [fact.kind, keyOf(fact), fact.at]),
  }
}

function toLead(lead: LeadProjection, history: History): LeadOutcome {
  const { stageId, stageSetBy: setBy, bookedAt, moves, withheld } = lead
  const given = history.leads.find(({ id }) => id === lead.id)
  return {
    ...{ stageId, setBy, bookedAt, name: given?.name ?? lead.made?.name ?? '' },
    moves: moves.map(({ at, from, to, fact }) => ({
      ...{ at, from: from.id, to: to.id, factKey: keyOf(fact) },
    })),
    withheld: withheld.map(({ at, to, fact }) => ({ at, to: to.id, factKey: keyOf(fact) })),
  }
}

function keyOf({ key }: Fact): string {
  return key.endsWith(':') ? key.slice(0, -1) : key
}
