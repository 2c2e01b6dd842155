const minute = 60_000
// After the first try, the second, and so on.
const pauses = [minute, 5 * minute, 30 * minute, 120 * minute]

/**
 * When a delivery that failed `attempts` times, the last time at `failedAt`, is tried again; null when a person
 * has to look at it.
 */
export function nextTryAt(attempts: number, failedAt: Date): Date | null {
  const pause = pauses[attempts - 1]
  return pause === undefined ? null : new Date(failedAt.getTime() + pause)
}
