import type { HeldReason } from '@solar-capture/core/delivery'
import { wordEffect } from '@solar-capture/core/word-outcome'

import { viewerZone } from '../format.ts'
import type { Delivery } from '../trpc.ts'

/** What a delivery changed, with times in the viewer's time zone; null when it changed nothing. */
export function effectText({ effectDetail }: Pick<Delivery, 'effectDetail'>): string | null {
  return effectDetail && wordEffect(effectDetail, viewerZone())
}

const heldBriefly: Record<HeldReason, string> = {
  stale: 'Held: came more than 7 days late',
  ahead: 'Held: dated ahead',
  no_time: 'Held: does not say when it was sent',
  paused: 'Held: the account was paused',
}

/** What a delivery did, or why it did nothing, in one line of a list. */
export function effectLine(delivery: Delivery): string {
  const { outcome, heldReason, cause } = delivery
  const effect = effectText(delivery)
  if (effect !== null) return effect
  switch (outcome) {
    case 'applied':
      return 'No change'
    case 'duplicate':
      return 'No change: duplicate'
    case 'unmatched':
      return 'Waits for a lead'
    case 'held':
      return heldReason === null ? 'Held' : heldBriefly[heldReason]
    case 'ping':
      return 'The connection works'
    case 'ignored':
      return cause ?? 'No change: not needed'
    case 'malformed':
    case 'failed':
    case 'rejected':
      return cause ?? 'Not applied'
  }
}
