import type { Instant } from './instant.ts'

/** Of versions that are each in force from an instant until the next, the one that was in force at `at`; null before all. */
export function inForce<Version extends { from: Instant }>(
  versions: readonly Version[],
  at: Instant,
): Version | null {
  return versions.reduce<Version | null>((found, version) => {
    if (version.from > at) return found
    return found && found.from > version.from ? found : version
  }, null)
}
