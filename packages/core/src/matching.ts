import type { Attendee } from './booking-event.ts'
import type { Fact } from './booking-facts.ts'
import type { Booking } from './booking-history.ts'
import { compareText } from './fold-order.ts'
import type { Instant } from './instant.ts'

/** What a person decided about a node of a booking without a lead. */
export type BookingDecision = {
  uid: string
  seat: string
  /** The lead that it was linked to; null when it was ignored. */
  leadId: string | null
  at: Instant
}

/** What people entered about a lead, as far as bookings are matched by it. */
export type Matchable = {
  id: string
  /** Of leads that were merged into it: decisions and booking links may name these. */
  formerIds?: readonly string[]
  name: string
  email: string | null
  /** Other emails that it is recognised by while no lead has them as its own. */
  aliases: readonly string[]
  phone: string | null
}

/** The leads that a booking may belong to. */
export type LeadDirectory = {
  /** Also by the ids of leads that were merged. */
  byId: ReadonlyMap<string, Matchable>
  byEmail: ReadonlyMap<string, string>
  byAlias: ReadonlyMap<string, readonly string[]>
  byPhone: ReadonlyMap<string, readonly string[]>
}

/** Makes the directory of all leads that some bookings may belong to. */
export function toDirectory(leads: readonly Matchable[]): LeadDirectory {
  return {
    byId: new Map(
      leads.flatMap((lead) => [lead.id, ...(lead.formerIds ?? [])].map((id) => [id, lead])),
    ),
    byEmail: new Map(leads.flatMap(({ id, email }) => (email === null ? [] : [[email, id]]))),
    byAlias: idsBy(leads, ({ aliases }) => aliases),
    byPhone: idsBy(leads, ({ phone }) => (phone === null ? [] : [phone])),
  }
}

/** Whose a booking is. */
export type Match = {
  leadId: string | null
  /** Of a booking without lead: that of a booking link that somebody else seems to have used. */
  ambiguousLeadId: string | null
  /** Of a booking without lead: a person decided that it needs none. */
  isIgnored: boolean
}

const nobody: Match = { leadId: null, ambiguousLeadId: null, isIgnored: false }

/**
 * Finds the lead that `booking` belongs to: the one that a person linked it to last, else what its first fact
 * says that resolves, by the lead of its booking link, by email (that a lead has, else that is an alias of just one),
 * or for a booker without one by a phone number that only one lead has. What a later fact says does not
 * move it: a reschedule under another email stays with its lead.
 */
export function matchLead(
  booking: Booking,
  leads: LeadDirectory,
  decisions: readonly BookingDecision[],
): Match {
  const decided = decisions
    .filter((decision) => isAbout(decision, booking))
    .toSorted((a, b) => compareText(a.at + a.uid, b.at + b.uid))
  const linked = decided
    .map(({ leadId }) => (leadId === null ? undefined : leads.byId.get(leadId)))
    .findLast((lead) => lead !== undefined)
  if (linked) return { ...nobody, leadId: linked.id }
  const isIgnored = decided.at(-1)?.leadId === null
  let ambiguousLeadId: string | null = null
  for (const fact of booking.facts) {
    const link = leadOfLink(fact, leads)
    if (link && !isOf(fact.booker, link)) {
      ambiguousLeadId ??= link.id
      continue
    }
    const leadId = link ? link.id : fact.booker && resolve(fact.booker, leads)
    if (leadId !== null) return { ...nobody, leadId }
  }
  return { leadId: null, ambiguousLeadId, isIgnored }
}

/** Whether a decision is about one of a booking's nodes. */
function isAbout({ uid, seat }: BookingDecision, { uids }: Booking): boolean {
  return uids.some((node) => node.uid === uid && node.seat === seat)
}

function leadOfLink({ linkLeadId }: Fact, { byId }: LeadDirectory): Matchable | null {
  return linkLeadId === null ? null : (byId.get(linkLeadId) ?? null)
}

// A link may be passed on: only who seems to be the lead gets the lead's booking.
function isOf(booker: Attendee | null, lead: Matchable): boolean {
  if (booker === null) return false
  const { email, name } = booker
  if (email !== null && (email === lead.email || lead.aliases.includes(email))) return true
  return name !== null && comparableName(name) === comparableName(lead.name)
}

/** A name as names are compared: without regard to letter case and blanks. */
export function comparableName(name: string): string {
  return name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase()
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

function idsBy(
  leads: readonly Matchable[],
  contactsOf: (lead: Matchable) => readonly string[],
): Map<string, string[]> {
  const ids = new Map<string, string[]>()
  for (const lead of leads) {
    for (const contact of new Set(contactsOf(lead))) {
      ids.set(contact, [...(ids.get(contact) ?? []), lead.id])
    }
  }
  return ids
}
