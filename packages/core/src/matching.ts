import type { Booking } from './booking-history.ts'
import type { Instant } from './instant.ts'

/** What a person decided about a node of a booking without a lead. */
export type BookingDecision = {
  uid: string
  seat: string
  /** The lead that it was linked to; null when it was ignored. */
  leadId: string | null
  at: Instant
}

/** The leads that a booking may belong to, by normalised contact. */
export type LeadDirectory = {
  byEmail: ReadonlyMap<string, string>
  /** All leads that had an email before; it counts while no lead has it now. */
  byAlias: ReadonlyMap<string, readonly string[]>
  /** All leads with a phone number. */
  byPhone: ReadonlyMap<string, readonly string[]>
}

/**
 * The id of the lead that `booking` belongs to: the one that a person linked it to last, else what its first fact says that resolves, by email (one that a lead has,
 * or else had before it was changed), or for a booker without one by a phone number that only one lead has. Null when nobody is found. What a later
 * fact says does not move it: a reschedule under another email stays with its lead.
 */
export function matchLead(
  booking: Booking,
  leads: LeadDirectory,
  decisions: readonly BookingDecision[],
): string | null {
  const linked = decisions
    .filter((decision) => decision.leadId !== null && isAbout(decision, booking))
    .toSorted((a, b) => (a.at + a.uid < b.at + b.uid ? -1 : 1))
    .at(-1)
  if (linked) return linked.leadId
  for (const { booker } of booking.facts) {
    const found = booker === null ? null : resolve(booker, leads)
    if (found !== null) return found
  }
  return null
}

/** Whether a decision is about one of a booking's nodes. */
export function isAbout({ uid, seat }: BookingDecision, { uids }: Booking): boolean {
  return uids.some((node) => node.uid === uid && node.seat === seat)
}

function resolve(
  booker: { email: string | null; phone: string | null },
  { byEmail, byAlias, byPhone }: LeadDirectory,
): string | null {
  if (booker.email !== null) return byEmail.get(booker.email) ?? only(byAlias, booker.email)
  return booker.phone === null ? null : only(byPhone, booker.phone)
}

/** The lead that a contact is of, when it is of just one. */
function only(leads: ReadonlyMap<string, readonly string[]>, contact: string): string | null {
  const [only, ...others] = leads.get(contact) ?? []
  return only !== undefined && others.length === 0 ? only : null
}
