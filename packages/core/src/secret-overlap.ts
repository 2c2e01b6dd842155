/** For how long the secret before goes on counting when a new one is saved. */
export const overlaps = ['none', '1h', '24h', '7d'] as const
export type Overlap = (typeof overlaps)[number]

const hourMs = 60 * 60 * 1000

/** Milliseconds of each overlap. */
export const overlapMs: Record<Overlap, number> = {
  none: 0,
  '1h': hourMs,
  '24h': 24 * hourMs,
  '7d': 7 * 24 * hourMs,
}

/** Which of an endpoint's secrets a given one is; `spaced` is one that counts, but for white space at its ends. */
export const secretMatches = ['current', 'previous', 'spaced', 'retired', 'none'] as const
export type SecretMatch = (typeof secretMatches)[number]
