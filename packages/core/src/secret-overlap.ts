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

/** The fingerprints of the secrets that count at an endpoint, or that counted when somebody looked. */
export type CountingSecrets = { secret: string | null; previousSecret: string | null }

/**
 * Whether what somebody decided who saw the secrets `seen` may be done while these count `now`: nothing stops but what was seen.
 * A previous one that has ended by itself changes nothing.
 */
export function isAsSeen(seen: CountingSecrets, now: CountingSecrets): boolean {
  const previousIsSeen = now.previousSecret === null || now.previousSecret === seen.previousSecret
  return now.secret === seen.secret && previousIsSeen
}

/** Which of an endpoint's secrets a given one is; `spaced` is one that counts, but for white space at its ends. */
export const secretMatches = ['current', 'previous', 'spaced', 'retired', 'none'] as const
export type SecretMatch = (typeof secretMatches)[number]
