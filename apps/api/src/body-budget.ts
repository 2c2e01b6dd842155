/** One body's part of the budget. */
export type BodyShare = {
  /** Counts bytes more; may drop this very body, or a slower one. */
  grow: (bytes: number) => void
  /** From now on the body is whole and is never dropped. */
  complete: () => void
  /** Gives its bytes back; to be called once, whatever became of it. */
  release: () => void
}

type Held = { bytes: number; startedAt: number; drop: () => void }

/**
 * Bounds how many bytes of request bodies are in memory at the same time. When they become more than
 * `limit`, the incomplete body that comes in slowest is dropped until they fit: so stalled uploads cannot
 * shut out those that arrive. `clock` answers milliseconds.
 */
export function createBodyBudget(limit: number, clock: () => number = () => performance.now()) {
  const incomplete = new Set<Held>()
  let total = 0

  const slowest = () => {
    const now = clock()
    const speedOf = (held: Held) => held.bytes / Math.max(1, now - held.startedAt)
    let found: Held | undefined
    for (const held of incomplete) {
      if (held.bytes > 0 && (!found || speedOf(held) < speedOf(found))) found = held
    }
    return found
  }

  return {
    /** Bytes that are in memory now. */
    used: () => total,
    /** Starts counting a body. `drop` must let go of its bytes and call `release`. */
    open: (drop: () => void): BodyShare => {
      const held = { bytes: 0, startedAt: clock(), drop }
      incomplete.add(held)
      return {
        grow: (bytes) => {
          held.bytes += bytes
          total += bytes
          while (total > limit) {
            const victim = slowest()
            if (!victim) return
            victim.drop()
          }
        },
        complete: () => incomplete.delete(held),
        release: () => {
          incomplete.delete(held)
          total -= held.bytes
          held.bytes = 0
        },
      }
    },
  }
}

export type BodyBudget = ReturnType<typeof createBodyBudget>
