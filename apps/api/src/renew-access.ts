import type { Db } from '@solar-capture/db/connect'
import { endSessions } from '@solar-capture/db/sessions'

import type { SelfContext } from './prove-self.ts'
import { publishAccess } from './publish-access.ts'
import { renewSession, sessionCookies } from './start-session.ts'

/**
 * Changes what somebody signs in with, by `change` in a transaction: all their other sessions end in it, and the one
 * that asks gets a new token. `passwordHash` is the one that holds afterwards.
 */
export async function renewAccess(
  ctx: SelfContext,
  passwordHash: string,
  change: (tx: Db) => Promise<void>,
): Promise<void> {
  const { deps, person, visitor } = ctx
  const token = await deps.db.transaction(async (tx) => {
    await change(tx)
    await endSessions(tx, person.id, person.sessionId)
    return renewSession(tx, person.sessionId, deps.now())
  })
  await publishAccess(deps, person.id)
  const account = { userId: person.id, passwordHash }
  ctx.setCookies(await sessionCookies(deps, { token }, { account, cookie: visitor.cookie }))
}
