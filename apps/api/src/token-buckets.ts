const maxKeys = 10_000

/**
 * Bounds how often something happens per key: `capacity` times at once, then once every `refillMs`
 * milliseconds. The ten thousand keys used last are remembered. `clock` answers milliseconds.
 */
export function createTokenBuckets({
  capacity,
  refillMs,
  clock = () => performance.now(),
}: {
  capacity: number
  refillMs: number
  clock?: () => number
}) {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    /** Whether it may happen now; if so it counts as done. */
    take: (key: string): boolean => {
      const now = clock()
      const { tokens, at } = buckets.get(key) ?? { tokens: capacity, at: now }
      const filled = Math.min(capacity, tokens + (now - at) / refillMs)
      const taken = filled >= 1
      buckets.delete(key)
      buckets.set(key, { tokens: taken ? filled - 1 : filled, at: now })
      const [oldest] = buckets.keys()
      if (buckets.size > maxKeys && oldest !== undefined) buckets.delete(oldest)
      return taken
    },
  }
}
