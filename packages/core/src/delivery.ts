import type { Verdict } from './signature.ts'

/** Why a delivery is believed: by its signature, or because it was brought in by comparing with Cal.com. */
export const deliveryVerdicts = ['valid', 'valid_previous', 'compared'] as const satisfies (
  | Verdict
  | 'compared'
)[]

export type DeliveryVerdict = (typeof deliveryVerdicts)[number]

/** What became of a delivery. A rejected request leaves no delivery, but is listed among them. */
export const outcomes = [
  'applied',
  'duplicate',
  'unmatched',
  'ignored',
  'held',
  'malformed',
  'failed',
  'rejected',
  'ping',
] as const

export type Outcome = (typeof outcomes)[number]

/** Why a delivery is kept but not applied. */
export const heldReasons = ['stale', 'ahead', 'no_time', 'paused'] as const

export type HeldReason = (typeof heldReasons)[number]

const pauseMs = 5 * 60 * 1000

/** When what an endpoint held while it was paused is looked at again, unless somebody resumes before. */
export function pausedUntil(now: Date): Date {
  return new Date(now.getTime() + pauseMs)
}

const day = 24 * 60 * 60 * 1000
const oldest = 7 * day
const furthestAhead = 10 * 60 * 1000

/**
 * Why a booking event that says it was sent at `sentAt` is not applied when it is first received at
 * `receivedAt` (both ISO 8601 UTC); null when it is.
 */
export function heldBecause(sentAt: string, receivedAt: string): HeldReason | null {
  const age = Date.parse(receivedAt) - Date.parse(sentAt)
  if (age > oldest) return 'stale'
  return age < -furthestAhead ? 'ahead' : null
}
