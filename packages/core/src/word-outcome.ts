import type { FactKind } from './booking.ts'
import type { HeldReason } from './delivery.ts'
import type { Instant } from './instant.ts'
import type { RejectionCause } from './signature.ts'
import { stayReasons } from './stage.ts'
import { wordTime, wordTimeChange } from './word-entry.ts'

/** What a delivery changed: the fact that it told, and the names of the stages that its lead moved between. */
export type Effect = {
  kind: FactKind
  startTime: Instant | null
  /** Of another time: when it was to take place before. Effects that were stored before this was told have none. */
  from?: Instant | null
  move: { from: string; to: string } | null
  /** Why its lead stayed in the stage `in`, though a rule for what it told leads to `to`. Left out when there is no such rule. */
  stay?: Stayed | undefined
}

export const whyStayed = [...stayReasons, 'too_many'] as const
/** Why a lead stayed in one stage though a rule leads to another, both by name. */
export type Stayed = { in: string; to: string; why: (typeof whyStayed)[number] }

/** The sentence for what a delivery changed. Times are told in `timeZone` (an IANA name). */
export function wordEffect(effect: Effect, timeZone: string): string {
  const { kind, startTime, move, stay } = effect
  const times = changeOf(effect, timeZone)
  const told = {
    requested: times ? `Asked to move: ${times}` : `Asked for ${wordTime(startTime, timeZone)}`,
    payment_started: 'Payment started',
    paid: 'Payment recorded',
    reassigned: 'Host changed',
    relocated: 'Place changed',
    rejected: 'The host declined',
    no_show: 'No-show recorded',
    no_show_removed: 'No-show taken back',
    guests_absent: 'No guest came',
    took_place: 'Meeting took place',
    booked: `Booked for ${wordTime(startTime, timeZone)}`,
    rescheduled: `Moved ${times ?? `to ${wordTime(startTime, timeZone)}`}`,
    cancelled: 'Cancellation recorded',
    reschedule_requested: 'Asked for another time',
  }[kind]
  if (move !== null) return `${move.from} → ${move.to}. ${told}`
  return stay === undefined ? told : `${told}. ${wordStay(stay)}`
}

function wordStay({ in: place, to, why }: Stayed): string {
  const because = {
    pinned: ', where it was pinned',
    won: ': no rule moves a lead that is won',
    lost: ': of all rules, only one for a booking takes a lead out of there',
    further: `: no rule moves a lead back to ${to}`,
    another_live: ': another booking still held',
    too_many: ': more than five bookings in one day',
  }[why]
  return `Stayed in ${place}${because}`
}

function changeOf({ from = null, startTime }: Effect, timeZone: string): string | null {
  if (from === null || startTime === null || from === startTime) return null
  return wordTimeChange(from, startTime, timeZone)
}

/** Why a held delivery was not applied, for the admin. */
export const heldTexts: Record<HeldReason, string> = {
  stale:
    'Cal.com sent this more than 7 days before it arrived here, so it was kept but not applied.',
  ahead: 'It is dated more than 10 minutes ahead, so it was kept but not applied.',
  paused: 'The endpoint was paused. Resume it to apply what was held meanwhile.',
  no_time:
    'It does not say when it was sent ("createdAt"), so its place in the order is not known.',
}

/** Why a request was refused and what to do about it, for the admin. */
export const rejectionTexts: Record<RejectionCause, string> = {
  no_secret_here:
    'No secret is saved here yet, so nothing can be verified. Generate one here and paste it in Cal.com.',
  header_missing:
    'The request was not signed. Requests from Cal.com always are: somebody else may have found the URL.',
  header_repeated:
    'The request had more than one signature. Cal.com sends one; it was not from Cal.com.',
  header_malformed:
    'The signature is not one that Cal.com makes. A proxy may be changing headers, or it was not from Cal.com.',
  sender_has_no_secret:
    'Cal.com has no secret for this webhook. Paste the secret in the webhook’s Secret field in Cal.com and save. For the ping test it has to be typed in the form each time.',
  retired_secret:
    'Cal.com signed with a secret that was replaced here. Paste the current one in Cal.com.',
  mismatch:
    'Cal.com signed with another secret. Bookings are being refused. If the secret was replaced here, paste the new one in Cal.com. If not, generate a new one here and paste it there.',
  secret_whitespace:
    'Cal.com signed with the secret that is saved here, but with a space, a line break or an invisible character around it. Clear the webhook’s Secret field in Cal.com, paste the secret again without, and save.',
  body_altered:
    'Cal.com signed with the right secret, but a proxy in between changed the body afterwards. Let the proxy pass requests for the endpoint URL on as they are.',
  form_template:
    'Cal.com signed with the right secret, but its payload template is sent as a form, and a proxy in between encoded that anew. Remove the payload template from the webhook in Cal.com (Settings, Developer, Webhooks).',
}
