import { setTimeout as sleep } from 'node:timers/promises'

import { isUnavailable } from '@solar-capture/db/unavailable'

import { DeadlineError, within } from './deadline.ts'

// Milliseconds after the first try: soon, for a lost connection; then late, for a database that restarts.
const triesAgainAt = [100, 3_000]
const shortestPauseMs = 50

/**
 * Does `work`, and again when the database cannot be reached: three times at most, and never beyond
 * `deadline` (milliseconds of `performance.now()`). Then it rejects with the last error, or a
 * DeadlineError. The work may be done twice, so it has to be idempotent.
 */
export async function withRetries<T>(deadline: number, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  for (let attempt = 0; ; attempt++) {
    try {
      return await within(deadline - performance.now(), work())
    } catch (error) {
      if (!(error instanceof DeadlineError || isUnavailable(error))) throw error
      const next = triesAgainAt[attempt]
      if (next === undefined) throw error
      const pause = Math.max(shortestPauseMs, startedAt + next - performance.now())
      if (performance.now() + pause >= deadline) throw error
      await sleep(pause)
    }
  }
}
