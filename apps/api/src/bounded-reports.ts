import { createTokenBuckets } from './token-buckets.ts'

type Report = (error: unknown, message: string) => void
type Suppressed = { error: unknown; message: string; count: number }

const tellAfterMs = 60_000

/**
 * Lets through few reports for each `message` and name of error: five at once, then one every twelve seconds.
 * How many were left out is reported a minute later, with the last of them, or when `flush` is called.
 */
export function boundReports(reportError: Report): { report: Report; flush: () => void } {
  const reported = createTokenBuckets({ capacity: 5, refillMs: 12_000 })
  let suppressed = new Map<string, Suppressed>()
  let timer: NodeJS.Timeout | undefined

  function flush() {
    clearTimeout(timer)
    timer = undefined
    const all = suppressed
    suppressed = new Map()
    for (const { error, message, count } of all.values()) {
      reportError(error, `${message} (and ${count} times more that are not logged)`)
    }
  }

  return {
    report: (error, message) => {
      const key = `${message} ${error instanceof Error ? error.name : typeof error}`
      if (reported.take(key)) return reportError(error, message)
      const count = (suppressed.get(key)?.count ?? 0) + 1
      suppressed.set(key, { error, message, count })
      timer ??= setTimeout(flush, tellAfterMs).unref()
    },
    flush,
  }
}
