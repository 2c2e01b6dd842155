import { setImmediate as nextTurn } from 'node:timers/promises'

import type { Deps } from './deps.ts'

/** Runs what no answer waits for. */
export type Afterwards = ReturnType<typeof createAfterwards>

/**
 * Runs things beside the answer that they belong to, so that neither their time nor their failing shows in it. What
 * fails is reported with its message.
 */
export function createAfterwards({ reportError }: Pick<Deps, 'reportError'>) {
  const running = new Set<Promise<void>>()
  const runOne = async (message: string, task: () => Promise<unknown>) => {
    await nextTurn()
    try {
      await task()
    } catch (error) {
      reportError(error, message)
    }
  }
  return {
    /** Starts `task` once what runs now has ended. */
    run: (message: string, task: () => Promise<unknown>): void => {
      const done = runOne(message, task).finally(() => running.delete(done))
      running.add(done)
    },
    /** Waits for all that was started. */
    settle: async (): Promise<void> => {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
