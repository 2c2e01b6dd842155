import { scopesOf, type Scope } from '@solar-capture/core/access'
import { findRoleOfSession } from '@solar-capture/db/members'
import { isUnavailable } from '@solar-capture/db/unavailable'

import type { Deps } from './deps.ts'

const askEveryMs = 5_000

/**
 * Watches whether a session goes on and its person may still do `scope` in the workspace, asking every five
 * seconds: `ended` aborts when not. What cannot be found out while the database is away is asked again later.
 * `stop` has to be called in the end.
 */
export function standingOf(
  deps: Pick<Deps, 'db' | 'now' | 'reportError'>,
  asked: { sessionId: string; workspaceId: string; scope: Scope },
): { ended: AbortSignal; stop: () => void } {
  const end = new AbortController()
  let isAsking = false
  const ask = async () => {
    if (isAsking) return
    isAsking = true
    try {
      const role = await findRoleOfSession(deps.db, asked, deps.now())
      if (role === null || !scopesOf(role).includes(asked.scope)) end.abort()
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
  return { ended: end.signal, stop: () => clearInterval(timer) }
}
