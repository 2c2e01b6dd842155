import { claimDueKey, listDueKeys, type CalcomKeyPlace } from '@solar-capture/db/calcom-keys'
import { isUnavailable } from '@solar-capture/db/unavailable'

import type { Deps } from './deps.ts'
import { leaseMs, takeTurn } from './reconcile-turn.ts'

const everyMs = 60_000
const mostAtOnce = 4

/**
 * Compares with Cal.com's API where that is due, in whichever process comes first: looks once a minute, and whenever a
 * comparison is done, from now on.
 */
export function startReconciling(deps: Deps) {
  const stopping = new AbortController()
  const turns = createTurns(deps, stopping.signal)
  const timer = setInterval(turns.begin, everyMs)
  timer.unref()
  return {
    /** Ends it soon, with what is under way. */
    close: async () => {
      clearInterval(timer)
      stopping.abort()
      await turns.done()
    },
  }
}

/**
 * Compares with Cal.com's API wherever that is due, and applies what is missing here; resolves once nothing is due or under way.
 * Any number of processes may do it at once.
 */
export async function reconcileDue(deps: Deps): Promise<void> {
  const turns = createTurns(deps, new AbortController().signal)
  turns.begin()
  await turns.done()
}

/** Four comparisons at once, and one for each workspace: an API that is slow keeps nobody else waiting. */
function createTurns(deps: Deps, signal: AbortSignal) {
  const busy = new Map<string, Promise<void>>()
  let looking: Promise<void> | null = null
  let hasRoom = false

  const report = (error: unknown) => {
    if (signal.aborted || isUnavailable(error)) return
    deps.reportError(error, 'Bookings could not be compared with Cal.com')
  }

  async function look(): Promise<void> {
    const limit = mostAtOnce - busy.size
    if (limit === 0 || signal.aborted) return
    const due = await listDueKeys(deps.db, { now: deps.now(), busy: [...busy.keys()], limit })
    for (const place of due) busy.set(place.workspaceId, hold(place))
  }

  async function hold(place: CalcomKeyPlace): Promise<void> {
    const isTaken = await take(place).then(
      () => true,
      (error: unknown) => {
        report(error)
        return false
      },
    )
    busy.delete(place.workspaceId)
    // What failed so may do so again at once.
    if (isTaken) begin()
  }

  async function take(place: CalcomKeyPlace): Promise<void> {
    const now = deps.now()
    const until = new Date(now.getTime() + leaseMs)
    const key = await claimDueKey(deps.db, place, { now, until })
    if (key) await takeTurn(deps, key, { signal })
  }

  function begin(): void {
    hasRoom = true
    looking ??= lookOn()
      .catch(report)
      .finally(() => (looking = null))
  }

  async function lookOn(): Promise<void> {
    while (hasRoom) {
      hasRoom = false
      await look()
    }
  }

  return {
    /** Begins what is due, as far as there is room. */
    begin,
    done: async () => {
      while (looking !== null || busy.size > 0) await Promise.all([looking, ...busy.values()])
    },
  }
}
