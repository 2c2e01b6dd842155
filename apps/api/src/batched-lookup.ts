const maxBatch = 100

/**
 * Answers single lookups by fetching many at once, one fetch at a time: however many are asked for, the
 * database has one query to answer, and none began before its lookup was asked for. `fetch` answers
 * what it found by key; a key that is missing there is null.
 */
export function createBatchedLookup<Found>(
  fetch: (keys: string[]) => Promise<Map<string, Found>>,
): (key: string) => Promise<Found | null> {
  const waiting = new Map<string, PromiseWithResolvers<Found | null>>()
  let fetching = false

  async function fetchAll() {
    if (fetching) return
    fetching = true
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, maxBatch)
      for (const [key] of batch) waiting.delete(key)
      try {
        const found = await fetch(batch.map(([key]) => key))
        for (const [key, { resolve }] of batch) resolve(found.get(key) ?? null)
      } catch (error) {
        for (const [, { reject }] of batch) reject(error)
      }
    }
    fetching = false
  }

  return (key) => {
    const lookup = waiting.get(key) ?? Promise.withResolvers<Found | null>()
    waiting.set(key, lookup)
    void fetchAll()
    return lookup.promise
  }
}
