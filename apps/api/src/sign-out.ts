import { recordAuditOfPerson } from '@solar-capture/db/audit'
import { endSession } from '@solar-capture/db/sessions'

import { auditActorOfPerson } from './audit-actor.ts'
import type { Deps } from './deps.ts'
import { publishAccess } from './publish-access.ts'
import type { Visitor } from './start-session.ts'

/** Ends the session of a request's cookie, if it has one that goes on, and answers what takes its cookies back. */
export async function signOut(
  deps: Pick<Deps, 'db' | 'auth' | 'changes' | 'now'>,
  { cookie, address }: Visitor,
): Promise<Response> {
  const headers = new Headers(cookie === undefined ? {} : { cookie })
  const found = await deps.auth.api.getSession({ headers, query: { disableRefresh: true } })
  if (found) {
    const { id, name } = found.user
    const actor = auditActorOfPerson({ id, name }, address)
    await deps.db.transaction(async (tx) => {
      if (!(await endSession(tx, { userId: id, id: found.session.id }))) return
      await recordAuditOfPerson(tx, id, { action: 'signed_out', actor }, deps.now())
    })
    await publishAccess(deps, id)
  }
  return deps.auth.api.signOut({ headers, asResponse: true })
}
