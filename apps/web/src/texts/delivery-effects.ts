import type { HeldReason } from '@solar-capture/core/delivery'

// What a delivery did, or why it did nothing, in one line of a list.

export const noChange = 'No change'
export const duplicate = 'No change: duplicate'
export const waitsForLead = 'Waits for a lead'
export const noLead = 'No lead was found'
export const held = 'Held'
export const heldBriefly: Record<HeldReason, string> = {
  stale: 'Held: came more than 7 days late',
  ahead: 'Held: dated ahead',
  no_time: 'Held: does not say when it was sent',
  paused: 'Held: the account was paused',
}
export const connectionWorks = 'The connection works'
export const notNeeded = 'No change: not needed'
export const notApplied = 'Not applied'
