import { byFactOrder, type Fact } from './booking-facts.ts'
import type { Booking } from './booking-history.ts'
import { inForce } from './in-force.ts'
import type { Instant } from './instant.ts'
import type { Matchable } from './matching.ts'

/** The source of leads that were made of bookings. */
export const madeByBooking = 'Cal.com'

/** From when on a workspace makes leads of bookings that no lead is found for, or does not. */
export type LeadCreation = { from: Instant; on: boolean }

/** A lead that follows from bookings alone, until a person touches it. */
export type MadeLead = Omit<Matchable, 'id' | 'aliases'> & { createdAt: Instant }

/**
 * The contact whose lead a booking without one makes: of its first fact that asks, books or reschedules; null when
 * that gives none, or the workspace did not make leads then. A cancellation alone makes none.
 */
export function contactForLead(
  booking: Booking,
  settings: readonly LeadCreation[],
): { contact: string; fact: Fact } | null {
  const fact = booking.facts.find(opens)
  const contact = fact?.booker?.email ?? fact?.booker?.phone ?? null
  return fact && contact !== null && inForce(settings, fact.at)?.on ? { contact, fact } : null
}

/** The lead that all bookings of one contact make: what the earliest of their facts says. */
export function makeLead(facts: Fact[]): MadeLead | null {
  const [first] = facts.toSorted(byFactOrder)
  if (!first?.booker) return null
  const { email, phone, name } = first.booker
  return { name: name ?? email ?? phone ?? '', email, phone, createdAt: first.at }
}

function opens({ kind }: Fact): boolean {
  return kind === 'requested' || kind === 'booked' || kind === 'rescheduled'
}
