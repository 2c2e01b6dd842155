import { wordEffect } from '@solar-capture/core/word-outcome'

import { viewerZone } from '../format.ts'
import * as texts from '../texts/delivery-effects.ts'
import type { Delivery } from '../trpc.ts'

/** What a delivery changed, with times in the viewer's time zone; null when it changed nothing. */
export function effectText({ effectDetail }: Pick<Delivery, 'effectDetail'>): string | null {
  return effectDetail && wordEffect(effectDetail, viewerZone())
}

/** What a delivery did, or why it did nothing, in one line of a list. */
export function effectLine(delivery: Delivery): string {
  const { outcome, heldReason, cause, isWaiting } = delivery
  const effect = effectText(delivery)
  if (effect !== null) return effect
  switch (outcome) {
    case 'applied':
      return texts.noChange
    case 'duplicate':
      return texts.duplicate
    case 'unmatched':
      return isWaiting ? texts.waitsForLead : texts.noLead
    case 'held':
      return heldReason === null ? texts.held : texts.heldBriefly[heldReason]
    case 'ping':
      return texts.connectionWorks
    case 'ignored':
      return cause ?? texts.notNeeded
    case 'malformed':
    case 'failed':
    case 'rejected':
      return cause ?? texts.notApplied
  }
}
