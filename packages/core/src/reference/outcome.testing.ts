import type { StoredEvent } from '../booking-event.ts'
import type { BookingStatus, FactKind } from '../booking.ts'
import type { Instant } from '../instant.ts'
import type { Stage } from '../pipeline.ts'

/** A lead with what people decided about it. Emails are normalised, the phone is E.164. */
export type GivenLead = {
  id: string
  name: string
  email: string | null
  aliases: string[]
  phone: string | null
  /** Its last manual move; `seen` are the fingerprints that the move had seen. */
  base: { stageId: string; setBy: 'user' | 'rule'; seen: string[]; pinned: boolean }
}

/** What somebody decided about a node: whose it is, or with `leadId` null that it is to be ignored. */
export type Decision = { uid: string; seat: string; leadId: string | null; at: Instant }

export type ActingFact = 'booked' | 'cancelled' | 'rejected' | 'no_show' | 'took_place'

/** A version of the rule for (fact, event type id), in force from `from` until the next version. */
export type RuleVersion = {
  from: Instant
  fact: ActingFact
  eventTypeId: number | null
  stageId: string | null
  /** From now on the event type goes by the rule for any. */
  isRemoved: boolean
}

/** A version of the setting "make leads automatically". */
export type LeadCreationVersion = { from: Instant; on: boolean }

/** Everything that the rules are a function of. */
export type History = {
  events: StoredEvent[]
  leads: GivenLead[]
  decisions: Decision[]
  stages: Stage[]
  rules: RuleVersion[]
  leadCreation: LeadCreationVersion[]
}

export type NamedHistory = History & { name: string }

/** `lead` is the id of a given lead, or `auto:` with the contact of one that was made automatically. */
export type BookingOutcome = {
  nodes: [uid: string, seat: string][]
  current: BookingStatus
  startTime: Instant | null
  endTime: Instant | null
  bookerEmail: string | null
  bookerPhone: string | null
  rescheduleCount: number
  cancellationReason: string | null
  cancelledBy: string | null
  noShow: boolean
  paid: boolean
  needsCheck: boolean
  mayReplace: Instant | null
  ambiguous: boolean
  ignored: boolean
  lead: string | null
  facts: [kind: FactKind, key: string, at: Instant][]
}

export type LeadOutcome = {
  stageId: string
  setBy: 'user' | 'rule'
  bookedAt: Instant | null
  name: string
  moves: { at: Instant; from: string; to: string; factKey: string }[]
  withheld: { at: Instant; to: string; factKey: string }[]
}

/** Bookings by their first node; leads by id or `auto:` with the contact. */
export type Outcome = { bookings: BookingOutcome[]; leads: Record<string, LeadOutcome> }
