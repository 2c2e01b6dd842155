import type { Arrival } from '@solar-capture/db/arrival'

/** A delivery whose applying failed with `error`, as it is kept: to be tried again at `retryAt`. */
export function failureOf(
  arrival: Arrival,
  error: unknown,
  { attempts, retryAt }: { attempts: number; retryAt: Date | null },
): Arrival {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
  const next =
    retryAt === null
      ? 'It is safe here. Replay it once the cause is mended.'
      : 'It is safe here and is tried again by itself.'
  const cause = `An error of Solar Capture${code} kept this from being applied. ${next}`
  const failed = { outcome: 'failed' as const, cause, heldReason: null, attempts, retryAt }
  return { ...arrival, delivery: { ...arrival.delivery, ...failed }, event: null }
}
