import type { Instant } from '../instant.ts'
import { compareSteps, type Booking, type Fact } from './bookings.testing.ts'
import type { Decision, GivenLead, History } from './outcome.testing.ts'

// The section "Which lead" of docs/booking-history.md.

/** A booking with whose it is: the id of a given lead, `auto:` with a contact, or nobody's. */
export type OwnedBooking = Booking & { lead: string | null; ambiguous: boolean; ignored: boolean }

/** Of versions that each begin at an instant, the one that is in force then; null before the first. */
export function inForce<T extends { from: Instant }>(versions: T[], then: Instant): T | null {
  let found: T | null = null
  for (const version of versions) {
    if (version.from <= then && (found === null || version.from >= found.from)) found = version
  }
  return found
}

const plainName = (name: string | null | undefined) =>
  (name ?? '').trim().replace(/\s+/g, ' ').toLowerCase()

/** The only one of `leads`; null for none and for several. */
const only = (leads: GivenLead[]) => (leads.length === 1 ? (leads[0] ?? null) : null)

/** The lead that a fact finds, and whether its booking link says one thing and its booker another. */
function ask({ step }: Fact, leads: GivenLead[]): { lead: GivenLead | null; ambiguous: boolean } {
  const { booker } = step
  const email = booker?.email ?? null
  const link = step.copies.find(({ event }) => event.leadId !== null)?.event.leadId
  const linked = leads.find(({ id }) => id === link)
  if (linked) {
    const isSameEmail = email !== null && [linked.email, ...linked.aliases].includes(email)
    const name = plainName(booker?.name)
    const isSame = isSameEmail || (name !== '' && name === plainName(linked.name))
    return isSame ? { lead: linked, ambiguous: false } : { lead: null, ambiguous: true }
  }
  if (email !== null) {
    const holder = leads.find((lead) => lead.email === email)
    const aliased = only(leads.filter(({ aliases }) => aliases.includes(email)))
    return { lead: holder ?? aliased, ambiguous: false }
  }
  const phone = booker?.phone ?? null
  const called = phone === null ? null : only(leads.filter((lead) => lead.phone === phone))
  return { lead: called, ambiguous: false }
}

/** Who has a booking among the given leads. */
function findOwner(booking: Booking, decisions: Decision[], leads: GivenLead[]): OwnedBooking {
  const decided = decisions
    .filter(({ uid, seat }) => booking.nodes.some((node) => node.uid === uid && node.seat === seat))
    .toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)))
  const link = decided.findLast(({ leadId }) => leads.some(({ id }) => id === leadId))
  const answers = booking.facts.map((fact) => ask(fact, leads))
  const lead = link?.leadId ?? answers.find((answer) => answer.lead)?.lead?.id ?? null
  return {
    ...booking,
    lead,
    ambiguous: lead === null && answers.some(({ ambiguous }) => ambiguous),
    ignored: lead === null && decided.at(-1)?.leadId === null,
  }
}

/** A booking's first fact that opens. */
function findOpening({ facts }: Booking): Fact | null {
  return facts.find(({ kind }) => ['requested', 'booked', 'rescheduled'].includes(kind)) ?? null
}

/** The contact of the lead that a booking makes; null when it makes none. */
function findMadeContact(booking: OwnedBooking, history: History): string | null {
  const opening = findOpening(booking)
  if (booking.lead !== null || booking.ambiguous || booking.ignored || !opening) return null
  if (!inForce(history.leadCreation, opening.at)?.on) return null
  return opening.step.booker?.email ?? opening.step.booker?.phone ?? null
}

/** The bookings with their owners, leads made automatically among these. */
export function findOwners(bookings: Booking[], history: History): OwnedBooking[] {
  return bookings.map((booking) => {
    const owned = findOwner(booking, history.decisions, history.leads)
    const contact = findMadeContact(owned, history)
    return contact === null ? owned : { ...owned, lead: `auto:${contact}` }
  })
}

/** The name of a lead that these bookings made: as the earliest says, else its contact. */
export function nameMadeLead(bookings: Booking[], contact: string): string {
  const openings = bookings.flatMap((booking) => findOpening(booking) ?? [])
  const [earliest] = openings.toSorted((one, other) => compareSteps(one.step, other.step))
  return earliest?.step.booker?.name ?? contact
}
