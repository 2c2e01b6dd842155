import { foldBookings } from './bookings.testing.ts'
import { findReplaced, needsCheck, replay } from './moves.testing.ts'
import { compare } from './nodes.testing.ts'
import type { BookingOutcome, GivenLead, History, LeadOutcome, Outcome } from './outcome.testing.ts'
import { findOwners, nameMadeLead, type OwnedBooking } from './owners.testing.ts'

function tell(booking: OwnedBooking, all: OwnedBooking[]): BookingOutcome {
  const others = all.filter(
    (other) => other !== booking && other.lead === booking.lead && booking.lead !== null,
  )
  return {
    nodes: booking.nodes.map(({ uid, seat }): [string, string] => [uid, seat]).toSorted(compare),
    current: booking.status,
    startTime: booking.startTime,
    endTime: booking.endTime,
    bookerEmail: booking.booker?.email ?? null,
    bookerPhone: booking.booker?.phone ?? null,
    rescheduleCount: booking.facts.filter(({ kind }) => kind === 'rescheduled').length,
    cancellationReason:
      booking.end?.event.rejectionReason ?? booking.end?.event.cancellationReason ?? null,
    cancelledBy: booking.end?.event.cancelledBy ?? null,
    noShow: booking.noShow,
    paid: booking.paid,
    needsCheck: needsCheck(booking, others),
    mayReplace: findReplaced(booking, others),
    ambiguous: booking.ambiguous,
    ignored: booking.ignored,
    lead: booking.lead,
    facts: booking.facts.map(({ kind, key, at }) => [kind, key, at]),
  }
}

/**
 * What docs/booking-history.md says of these values: slow, plain, and written apart from the product, which
 * is compared with it. Throws when there is no stage.
 */
export function referenceOutcome(history: History): Outcome {
  const bookings = findOwners(foldBookings(history.events), history)
  const [firstStage] = history.stages.toSorted((one, other) => one.position - other.position)
  if (!firstStage) throw new Error('A pipeline has a stage.')
  const fresh: GivenLead['base'] = {
    ...{ stageId: firstStage.id, setBy: 'rule', seen: [], pinned: false },
  }

  const leads: Record<string, LeadOutcome> = {}
  for (const { id, name, base } of history.leads) {
    const own = bookings.filter(({ lead }) => lead === id)
    leads[id] = replay(name, base, own, history)
  }
  for (const { lead } of bookings) {
    if (!lead?.startsWith('auto:') || leads[lead]) continue
    const own = bookings.filter((booking) => booking.lead === lead)
    leads[lead] = replay(nameMadeLead(own, lead.slice('auto:'.length)), fresh, own, history)
  }

  return {
    bookings: bookings
      .map((booking) => tell(booking, bookings))
      .toSorted((one, other) => compare(one.nodes[0] ?? [], other.nodes[0] ?? [])),
    leads,
  }
}
