export type Every = {
  everyMs: number
  /** Also begins now. */
  atOnce?: boolean
  /** Is told when the task rejects; the next turn begins all the same. */
  onError: (error: unknown) => void
}

/**
 * Does `task` every so often, one at a time: a turn that comes while the last one goes on is left out. Does not keep the process
 * running.
 */
export function startEvery(
  task: () => Promise<void>,
  { everyMs, atOnce = false, onError }: Every,
): { close: () => Promise<void> } {
  let running: Promise<void> | null = null
  const run = () => {
    running ??= task()
      .catch(onError)
      .finally(() => (running = null))
  }
  const timer = setInterval(run, everyMs)
  timer.unref()
  if (atOnce) run()
  return {
    /** Ends it once what is under way is done. */
    close: async () => {
      clearInterval(timer)
      await running
    },
  }
}
