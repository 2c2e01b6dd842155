/** By what figures are broken down. */
export const breakdowns = ['source', 'owner', 'event_type', 'week'] as const
export type Breakdown = (typeof breakdowns)[number]

/** Of how many leads or bookings a figure has to be made to mean anything. */
export const fewest = {
  /** What half of them stay below. */
  median: 5,
  /** What nine out of ten stay below. */
  p90: 20,
  /** A share of them. */
  rate: 10,
} as const
