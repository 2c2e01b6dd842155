import type { StageKind } from './pipeline.ts'

/** A lead that has stood in an open stage for so many whole days is ageing: somebody should look at it. */
export const ageingAfterDays = 14

const dayMs = 24 * 60 * 60 * 1000

/**
 * For how many whole days a lead has been in its stage, when that is long enough to be pointed out; else null. Stages where a
 * lead has arrived, won or lost, never age. `stageSince` is an instant (ISO 8601).
 */
export function daysAgeing(kind: StageKind, stageSince: string, now: Date): number | null {
  if (kind !== 'open') return null
  const days = Math.floor((now.getTime() - Date.parse(stageSince)) / dayMs)
  return days >= ageingAfterDays ? days : null
}
