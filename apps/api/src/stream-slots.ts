export type StreamSlots = ReturnType<typeof createStreamSlots>

/** Bounds how many live streams are open at a time, of each session and of all sessions of this process. */
export function createStreamSlots({ perSession = 10, perProcess = 500 } = {}) {
  const open = new Map<string, number>()
  let all = 0
  return {
    /** Takes a slot. Answers what gives it back, however often that is called; null when all are taken. */
    take: (sessionId: string): (() => void) | null => {
      const own = open.get(sessionId) ?? 0
      if (own >= perSession || all >= perProcess) return null
      open.set(sessionId, own + 1)
      all += 1
      let isTaken = true
      return () => {
        if (!isTaken) return
        isTaken = false
        all -= 1
        const left = (open.get(sessionId) ?? 1) - 1
        if (left > 0) open.set(sessionId, left)
        else open.delete(sessionId)
      }
    },
  }
}
