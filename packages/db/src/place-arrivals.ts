import type { HeldReason } from '@solar-capture/core/delivery'

import type { Arrival } from './arrival.ts'
import { toHex } from './hex.ts'
import type { ReceivedBefore } from './received-before.ts'

/** What is done with an arrival. */
export type Place =
  /** The secret that verified it stopped counting: nothing. */
  | { kind: 'revoked' }
  /** The delivery `id` brought the same body: that is counted. */
  | { kind: 'repeat'; id: string; arrival: Arrival }
  /** It is kept as it is, under `id`. */
  | { kind: 'keep'; id: string; arrival: Arrival; isNew: boolean; heldReason: HeldReason | null }
  /** What it tells of a booking is applied. */
  | { kind: 'apply'; id: string; arrival: Arrival; isNew: boolean }

/**
 * Decides what is done with each arrival, in their order. A body that its endpoint had before is a repeat, unless
 * it failed or is to be applied again. `stored` are the bodies, by fingerprint, that were applied before whichever endpoint
 * had them: those are never held for their age, and neither is one that failed before.
 */
export function placeArrivals(
  arrivals: Arrival[],
  { known, activeSecrets, pausedEndpoints }: ReceivedBefore,
  stored: ReadonlySet<string>,
): Place[] {
  const ids = new Map<string, string>()
  return arrivals.map((arrival): Place => {
    const { delivery, event, isAgain } = arrival
    const { endpointId, secretVersion } = delivery
    const isActive = secretVersion === null || activeSecrets.has(`${endpointId}/${secretVersion}`)
    if (!isActive && !isAgain) return { kind: 'revoked' }
    const fingerprint = toHex(delivery.fingerprint)
    const body = `${endpointId}/${fingerprint}`
    const earlier = ids.get(body)
    if (earlier !== undefined) return { kind: 'repeat', id: earlier, arrival }
    const before = known.get(body)
    const id = before?.id ?? delivery.id
    ids.set(body, id)
    if (before && before.outcome !== 'failed' && !isAgain) return { kind: 'repeat', id, arrival }
    const isNew = before === undefined
    const isBooking = event !== null || delivery.heldReason !== null
    const isPaused = isBooking && pausedEndpoints.has(endpointId) && !isAgain
    const cameBefore = !isNew || stored.has(fingerprint)
    const heldReason = cameBefore ? null : delivery.heldReason
    const reason = heldReason ?? (isPaused ? 'paused' : null)
    if (event === null || reason !== null) {
      return { kind: 'keep', id, arrival, isNew, heldReason: reason ?? delivery.heldReason }
    }
    return { kind: 'apply', id, arrival, isNew }
  })
}
