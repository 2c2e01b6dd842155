import { takeSample } from '@solar-capture/db/samples'
import { isUnavailable } from '@solar-capture/db/unavailable'

import { checkAlarms, type AlarmDeps } from './check-alarms.ts'
import { startEvery } from './every.ts'
import { sendAlarms } from './send-alarms.ts'

// Beside one that waits for somebody who is slow to answer the next ones send what is new.
const mostSendings = 5
// Of all processes together: looking takes a tenth of the time at most, and is not put off for longer than this.
const shareOfTime = 10
const longestPauseMs = 300_000

/**
 * Looks for alarms every five seconds, or less often where there are many endpoints, by whichever process comes first, and sends what
 * is due; from now on. `everyMs` is for tests, which do not wait that long.
 */
export function startWatchingAlarms(deps: AlarmDeps, { everyMs = 5_000 } = {}) {
  const sendings = new Set<Promise<void>>()
  let tookMs = 0
  let isClosed = false
  const watchOnce = async () => {
    // A little less than every so often, so that no turn is missed.
    const pauseMs = Math.min(Math.max(everyMs - 500, tookMs * shareOfTime), longestPauseMs)
    if (await takeSample(deps.db, 'alarms are checked', pauseMs, deps.now())) {
      const startedAt = performance.now()
      await checkAlarms(deps)
      // Whole milliseconds, as the database counts them.
      tookMs = Math.ceil(performance.now() - startedAt)
    }
    // Whoever is sent to may take long to answer; nothing waits for that.
    send()
  }
  const send = () => {
    if (sendings.size >= mostSendings) return
    const sending = sendAlarms(deps, () => isClosed)
      .catch(report)
      .finally(() => sendings.delete(sending))
    sendings.add(sending)
  }
  const report = (error: unknown) => {
    if (!isUnavailable(error)) deps.reportError(error, 'Alarms could not be looked after')
  }
  const turns = startEvery(watchOnce, { everyMs, atOnce: true, onError: report })
  return {
    /** Ends it once what is under way is done. */
    close: async () => {
      isClosed = true
      await turns.close()
      await Promise.all(sendings)
    },
  }
}
