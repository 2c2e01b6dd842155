import { scopesOf, type Scope } from '@solar-capture/core/access'
import { findSessionStanding } from '@solar-capture/db/session-standing'
import { isUnavailable } from '@solar-capture/db/unavailable'

import type { Deps } from './deps.ts'

const askEveryMs = 4_000

/**
 * Watches whether a session goes on, still shows the workspace, and its person may do `scope` there, asking every
 * four seconds and whenever `ask` is called: `ended` aborts when not. What cannot be found out while the database
 * is away is asked again later. `stop` has to be called in the end.
 */
export function standingOf(
  deps: Pick<Deps, 'db' | 'reportError'>,
  asked: { sessionId: string; workspaceId: string; scope: Scope },
): { ended: AbortSignal; ask: () => void; stop: () => void } {
  const end = new AbortController()
  let isAsking = false
  const ask = async () => {
    if (isAsking) return
    isAsking = true
    try {
      const membership = (await findSessionStanding(deps.db, asked.sessionId))?.membership
      if (!membership || membership.workspaceId !== asked.workspaceId) end.abort()
      else if (membership.needsTotp || !scopesOf(membership.role).includes(asked.scope)) end.abort()
    } catch (error) {
      if (isUnavailable(error)) return
      deps.reportError(error, 'Whether a session goes on is not known')
      end.abort()
    } finally {
      isAsking = false
    }
  }
  const timer = setInterval(() => void ask(), askEveryMs).unref()
  end.signal.addEventListener('abort', () => clearInterval(timer))
  return { ended: end.signal, ask: () => void ask(), stop: () => clearInterval(timer) }
}
