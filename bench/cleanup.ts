/** Thrown into what runs when somebody presses Ctrl-C or ends the process. */
class Interrupted extends Error {
  readonly signal: NodeJS.Signals

  constructor(signal: NodeJS.Signals) {
    super(`Interrupted by ${signal}.`)
    this.signal = signal
  }
}

// The terminal sends one to everybody, and what started this (pnpm) passes its own on.
const sameSignalMs = 1_000

/** Something to undo, to be called once. */
type Step = () => Promise<unknown> | void

/** Takes what has to be undone in the end. What comes once that has begun is undone at once. */
export type Cleanup = { add: (step: Step) => void }

/** A cleanup of a part of what another one cleans up: `close()` does it now, the other one does what is left. */
export function partOf(whole: Cleanup): Cleanup & { close: () => Promise<void> } {
  const part = createSteps()
  whole.add(part.undo)
  return { add: part.add, close: part.undo }
}

/**
 * Does `work` and undoes, the latest first, everything that it handed to its `Cleanup`: also when it throws, and when
 * SIGINT, SIGTERM or SIGHUP comes, which ends the process then (another one at once).
 */
export async function withCleanup(work: (cleanup: Cleanup) => Promise<void>): Promise<void> {
  const steps = createSteps()
  const signal = waitForSignal()
  let interrupted: Interrupted | null = null
  try {
    await Promise.race([work(steps), signal.came])
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error
    interrupted = error
  } finally {
    await steps.undo()
    signal.forget()
  }
  // The interrupted work is still waiting for what has just been stopped.
  if (interrupted) process.exit(interrupted.signal === 'SIGINT' ? 130 : 143)
}

function createSteps() {
  const steps: Step[] = []
  let isOver = false
  const undoOne = async (step: Step) => {
    try {
      await step()
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
    }
  }
  return {
    add: (step: Step): void => {
      if (isOver) void undoOne(step)
      else steps.push(step)
    },
    undo: async (): Promise<void> => {
      isOver = true
      for (let step = steps.pop(); step; step = steps.pop()) await undoOne(step)
    },
  }
}

function waitForSignal() {
  const { promise, reject } = Promise.withResolvers<never>()
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  let firstAt = Infinity
  const take = (signal: NodeJS.Signals) => {
    const now = performance.now()
    if (now - firstAt > sameSignalMs) process.exit(1)
    if (firstAt < Infinity) return
    firstAt = now
    console.error('Stopping …')
    reject(new Interrupted(signal))
  }
  for (const signal of signals) process.on(signal, take)
  promise.catch(() => {})
  return {
    came: promise,
    forget: () => {
      for (const signal of signals) process.off(signal, take)
    },
  }
}
