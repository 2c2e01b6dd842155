import type { Fact } from './booking-facts.ts'
import type { Booking } from './booking-history.ts'
import type { Move } from './stage.ts'
import type { DerivedEntry, EntryDetail } from './timeline.ts'

/**
 * The timeline entries of a lead that follow from its bookings and from automation's moves: one for each
 * fact, one for each move. `leadEmail` is normalised; a booker with another one is named.
 */
export function deriveEntries(
  leadEmail: string | null,
  bookings: Booking[],
  moves: Move[],
): DerivedEntry[] {
  const told = bookings.flatMap(({ facts }) => facts)
  return [
    ...told.map((fact) => ({ ...common(fact), detail: detailOf(fact, leadEmail) })),
    ...moves.map((move) => ({
      ...common(move.fact),
      factKey: `moved:${move.fact.key}`,
      position: 1,
      actor: { kind: 'rule' as const, rule: move.rule },
      detail: { kind: 'moved' as const, from: move.from.name, to: move.to.name, pinned: false },
    })),
  ]
}

function common(fact: Fact) {
  return {
    factKey: fact.key,
    at: fact.at,
    position: 0,
    actor: { kind: 'calcom' as const },
    deliveryId: fact.deliveryId,
  }
}

function detailOf(fact: Fact, leadEmail: string | null): EntryDetail {
  const { kind, startTime, from, reason, by, booker, eventType } = fact
  const contact = booker?.email ?? booker?.phone ?? null
  const bookedAs = booker?.email === leadEmail ? null : contact
  switch (kind) {
    case 'booked':
      return { kind, eventType, startTime, bookedAs }
    case 'rescheduled':
      return { kind, from, to: startTime, by, bookedAs }
    case 'requested':
      return { kind, eventType, startTime, from, bookedAs }
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
      return { kind }
    case 'cancelled':
      return { kind, startTime, reason, by }
    case 'reschedule_requested':
      return { kind, startTime, reason }
  }
}
