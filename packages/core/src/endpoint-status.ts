import type { Instant } from './instant.ts'
import type { RejectionCause } from './signature.ts'

/** What an endpoint does with what it receives: apply it, hold it until somebody resumes, or refuse it. */
export const endpointModes = ['active', 'paused', 'disabled'] as const
export type EndpointMode = (typeof endpointModes)[number]

/** How an endpoint does, in a word. */
export const endpointStatuses = [
  'needs_secret',
  'waiting',
  'healthy',
  'quiet',
  'rejecting',
  'unreadable_secret',
  'paused',
  'disabled',
] as const

export type EndpointStatus = (typeof endpointStatuses)[number]

// Where it is not known how often something comes.
const quietAfterMs = 28 * 24 * 60 * 60 * 1000

/** Causes that say that a Cal.com account and we disagree. Anybody can post without a signature. */
export const tellingCauses = [
  'no_secret_here',
  'sender_has_no_secret',
  'retired_secret',
  'mismatch',
  'secret_whitespace',
  'body_altered',
  'form_template',
] as const satisfies RejectionCause[]

/**
 * Tells how an endpoint does from what it received last; times are ISO 8601 UTC. `lastRejection` is the last
 * one with a telling cause; `overdueAt` is when silence becomes telling there, as was learned (see `overdueAt` in quiet.ts), and
 * null where too little is known: then four weeks are. While `isReadable` is false, everything is answered 503, also where it would be held.
 */
export function endpointStatus({
  mode,
  secretSetAt,
  isReadable,
  isUsed,
  lastDeliveryAt,
  lastRejection,
  overdueAt,
  now,
}: {
  mode: EndpointMode
  secretSetAt: Instant | null
  /** Whether the secrets that count can be decrypted; without any they can. */
  isReadable: boolean
  /** Whether one of the secrets that count verified something, before it was saved too: what was parked then. What others verified proves nothing. */
  isUsed: boolean
  lastDeliveryAt: Instant | null
  lastRejection: { at: Instant; cause: (typeof tellingCauses)[number] } | null
  overdueAt: Instant | null
  now: Instant
}): EndpointStatus {
  if (mode === 'disabled') return 'disabled'
  if (!isReadable) return 'unreadable_secret'
  if (mode === 'paused') return 'paused'
  if (secretSetAt === null) return 'needs_secret'
  const since =
    lastDeliveryAt !== null && lastDeliveryAt > secretSetAt ? lastDeliveryAt : secretSetAt
  if (lastRejection && lastRejection.at > since) return 'rejecting'
  if (overdueAt !== null && overdueAt <= now) return 'quiet'
  if (lastDeliveryAt === null || !isUsed) return 'waiting'
  if (overdueAt !== null) return 'healthy'
  return Date.parse(now) - Date.parse(lastDeliveryAt) > quietAfterMs ? 'quiet' : 'healthy'
}
