import { factKinds } from './booking.ts'
import type { Instant } from './instant.ts'

export const entryKinds = [
  'captured',
  ...factKinds,
  'linked',
  'moved',
  'withheld',
  'undone',
  'unpinned',
  'assigned',
  'merged',
  'note',
  'edited',
] as const

export type EntryKind = (typeof entryKinds)[number]

/** The source of leads that people add in the dashboard. */
export const addedByHand = 'Added by hand'

/** The source of leads that internal tools add without saying where from. */
export const addedByTool = 'API'

/** Who caused something: a person, an internal tool, a stage rule, or Cal.com itself. */
export type Actor =
  | { kind: 'user'; name: string }
  | { kind: 'tool'; name: string }
  | { kind: 'rule'; rule: string }
  | { kind: 'calcom' }

/** Fields of a lead that a person can edit, by the name that people read. */
export type EditedField = 'name' | 'email' | 'phone' | 'postcode' | 'address' | 'source'

/** What a booker gave that the lead does not have: for a person to take over, or not. */
export type Proposal = { field: 'name' | 'phone'; value: string }

/** `bookedAs` is the contact that was given, when it is not the lead's email. */
type GivenByBooker = { bookedAs: string | null; proposed: Proposal[] }

/** What a field was before and is now. An `alias` is another email that the lead is recognised by; it only ever goes. */
export type FieldEdit = { field: EditedField | 'alias'; from: string | null; to: string | null }

/** The text is empty once its author removed it. */
export type NoteDetail = {
  kind: 'note'
  text: string
  /** The person, or the API key, that wrote it and may change it. */
  authorId?: string
  editedAt?: Instant
  removedAt?: Instant
}

/** That a person gave a booking to the lead, or took that back. */
export type LinkDetail = {
  kind: 'linked'
  bookedAs: string | null
  /** The first node of the booking. Entries from before this was told have none. */
  booking?: { uid: string; seat: string }
  /** Whether the lead is recognised by `bookedAs` since then, as it was not before; once taken back, whether it still is. */
  remembers?: boolean
  isTakenBack?: true
}

/** What an entry tells, by kind; `wordEntry` makes the sentence. */
export type EntryDetail =
  | { kind: 'captured'; source: string }
  | ({ kind: 'booked'; eventType: string | null; startTime: Instant | null } & GivenByBooker)
  | ({
      kind: 'rescheduled'
      from: Instant | null
      to: Instant | null
      by: string | null
    } & GivenByBooker)
  | { kind: 'cancelled'; startTime: Instant | null; reason: string | null; by: string | null }
  | { kind: 'reschedule_requested'; startTime: Instant | null; reason: string | null }
  | ({
      kind: 'requested'
      eventType: string | null
      startTime: Instant | null
      from: Instant | null
      /** When the booking was to take place that this one may replace. */
      mayReplace: Instant | null
    } & GivenByBooker)
  | { kind: 'rejected'; startTime: Instant | null; reason: string | null }
  | { kind: 'reassigned' | 'relocated'; to: string | null }
  | { kind: 'took_place'; startTime: Instant | null }
  | { kind: 'payment_started' | 'paid' | 'no_show' | 'no_show_removed' | 'guests_absent' }
  /** By the names that the stages had then; their ids say which these are, whatever they are called now. */
  | {
      kind: 'moved'
      from: string
      to: string
      pinned: boolean
      fromStageId?: string
      toStageId?: string
    }
  /** Automation would have moved the lead, but for too many bookings in one day. */
  | { kind: 'withheld'; from: string; to: string }
  /** A person took the last move back; one by automation pinned, which is what it says when it does not say. */
  | { kind: 'undone'; from: string; to: string; pinned?: boolean }
  | LinkDetail
  | { kind: 'unpinned' }
  /** By the names that the owners had then; null for nobody. */
  | { kind: 'assigned'; from: string | null; to: string | null }
  /** Another lead, as it was called, became part of this one. */
  | { kind: 'merged'; name: string; emails: string[] }
  | NoteDetail
  | { kind: 'edited'; changes: FieldEdit[] }

/** An entry that follows from booking events; the same set of them makes the same entries. */
export type DerivedEntry = {
  factKey: string
  at: Instant
  /** Orders the entries of one instant. */
  position: number
  actor: Actor
  detail: EntryDetail
  deliveryId: string
}
