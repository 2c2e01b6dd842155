import type { Deps } from './deps.ts'
import { createTokenBuckets } from './token-buckets.ts'

/** Seconds until a further wrong code is looked at, once too many came. */
export const setupGuessEvery = 6

export type SetupGuesses = ReturnType<typeof createSetupGuesses>

/**
 * Bounds the wrong setup codes that this process answers as such, whoever sends them: ten, then one every
 * `setupGuessEvery` seconds. That more come is logged, at most every ten minutes.
 */
export function createSetupGuesses({
  reportError,
  clock = () => performance.now(),
}: Pick<Deps, 'reportError'> & { clock?: () => number }) {
  const answered = createTokenBuckets({ capacity: 10, refillMs: setupGuessEvery * 1000, clock })
  const logged = createTokenBuckets({ capacity: 1, refillMs: 600_000, clock })
  return {
    /** Counts a wrong code. Answers whether it is one of few. */
    countWrong: (): boolean => {
      const isFew = answered.take('')
      if (!isFew && logged.take('')) {
        reportError(new Error('Too many wrong setup codes'), 'Somebody guesses the setup code')
      }
      return isFew
    },
  }
}
