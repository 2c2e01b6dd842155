/** One body's part of the budget. */
export type BodyShare = {
  /** Counts bytes that came and bytes of memory for them; may drop this very body, or a slower one. */
  grow: (more: { received: number; memory: number }) => void
  /** From now on the body is whole and is never dropped. */
  complete: () => void
  /** Gives its memory back; to be called once, whatever became of it. */
  release: () => void
}

type Held = { received: number; memory: number; startedAt: number; drop: () => void }

/**
 * Bounds how many bytes of memory request bodies take at the same time. When they become more than `limit`,
 * the incomplete body that comes in slowest is dropped until they fit: so stalled uploads cannot shut out
 * those that arrive. `clock` answers milliseconds.
 */
export function createBodyBudget(limit: number, clock: () => number = () => performance.now()) {
  const incomplete = new Set<Held>()
  let total = 0

  const slowest = () => {
    const now = clock()
    const speedOf = (held: Held) => held.received / Math.max(1, now - held.startedAt)
    let found: Held | undefined
    for (const held of incomplete) {
      if (held.memory > 0 && (!found || speedOf(held) < speedOf(found))) found = held
    }
    return found
  }

  return {
    /** Bytes of memory that are taken now. */
    used: () => total,
    /** Starts counting a body. `drop` must let go of its memory and call `release`. */
    open: (drop: () => void): BodyShare => {
      const held = { received: 0, memory: 0, startedAt: clock(), drop }
      incomplete.add(held)
      return {
        grow: ({ received, memory }) => {
          held.received += received
          held.memory += memory
          total += memory
          while (total > limit) {
            const victim = slowest()
            if (!victim) return
            victim.drop()
          }
        },
        complete: () => incomplete.delete(held),
        release: () => {
          incomplete.delete(held)
          total -= held.memory
          held.memory = 0
        },
      }
    },
  }
}

export type BodyBudget = ReturnType<typeof createBodyBudget>
