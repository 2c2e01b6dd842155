import type { Booking } from './booking-history.ts'

/** The leads that a booking may belong to, by normalised contact. */
export type LeadDirectory = {
  byEmail: ReadonlyMap<string, string>
  /** All leads that had an email before; it counts while no lead has it now. */
  byFormerEmail: ReadonlyMap<string, readonly string[]>
  /** All leads with a phone number. */
  byPhone: ReadonlyMap<string, readonly string[]>
}

/**
 * The id of the lead that `booking` belongs to: what its first fact says that resolves, by email (one that a lead has,
 * or else had before it was changed), or for a booker without one by a phone number that only one lead has. Null when nobody is found. What a later
 * fact says does not move it: a reschedule under another email stays with its lead.
 */
export function matchLead(booking: Booking, leads: LeadDirectory): string | null {
  for (const { booker } of booking.facts) {
    const found = booker === null ? null : resolve(booker, leads)
    if (found !== null) return found
  }
  return null
}

function resolve(
  booker: { email: string | null; phone: string | null },
  { byEmail, byFormerEmail, byPhone }: LeadDirectory,
): string | null {
  if (booker.email !== null) return byEmail.get(booker.email) ?? only(byFormerEmail, booker.email)
  return booker.phone === null ? null : only(byPhone, booker.phone)
}

/** The lead that a contact is of, when it is of just one. */
function only(leads: ReadonlyMap<string, readonly string[]>, contact: string): string | null {
  const [only, ...others] = leads.get(contact) ?? []
  return only !== undefined && others.length === 0 ? only : null
}
