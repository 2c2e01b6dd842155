import { z } from 'zod'

import { DomainError } from '@solar-capture/core/errors'
import { recordAuditOfPerson } from '@solar-capture/db/audit'
import { endSession, endSessions, listSessions } from '@solar-capture/db/sessions'

import { auditActorOfPerson } from '../audit-actor.ts'
import { givenPassword } from '../passwords.ts'
import { proveSelf } from '../prove-self.ts'
import { publishAccess } from '../publish-access.ts'
import { procedure } from '../trpc.ts'
import { givenCode } from './account-totp.ts'
import { instant, toInstant } from './shapes.ts'

const shownSession = z.strictObject({
  id: z.uuid(),
  /** Whether it is the one that asks. */
  isCurrent: z.boolean(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  createdAt: instant,
  lastUsedAt: instant,
  expiresAt: instant,
})

/** Where somebody is signed in, proving who they are there, and ending that. */
export const sessionProcedures = {
  /**
   * Proves who is signed in, for what asks for it within the next five minutes: by `code` (of the app, or a recovery code)
   * where the second step is on, else by `password`. BAD_REQUEST with an error of the field that is wrong or missing,
   * TOO_MANY_REQUESTS.
   */
  proveSelf: procedure('account.proveSelf')
    .input(z.strictObject({ password: givenPassword.optional(), code: givenCode.optional() }))
    .output(z.strictObject({}))
    .mutation(async ({ ctx, input }) => {
      await proveSelf(ctx, input)
      return {}
    }),

  /** Sessions that go on, the one used last first. */
  sessions: procedure('account.sessions')
    .input(z.void())
    .output(z.array(shownSession))
    .query(async ({ ctx: { deps, person } }) => {
      const sessions = await listSessions(deps.db, person.id)
      return sessions.map(({ createdAt, lastUsedAt, expiresAt, ...session }) => ({
        ...session,
        isCurrent: session.id === person.sessionId,
        createdAt: toInstant(createdAt),
        lastUsedAt: toInstant(lastUsedAt),
        expiresAt: toInstant(expiresAt),
      }))
    }),

  /** Ends one of one's own sessions. NOT_FOUND when there is none of that id. */
  revokeSession: procedure('account.revokeSession')
    .input(z.strictObject({ id: z.uuid() }))
    .output(z.strictObject({ id: z.uuid() }))
    .mutation(async ({ ctx: { deps, person, clientAddress }, input: { id } }) => {
      const actor = auditActorOfPerson(person, clientAddress)
      await deps.db.transaction(async (tx) => {
        if (!(await endSession(tx, { userId: person.id, id }))) {
          throw new DomainError('not_found', 'There is no such session. It may have ended.')
        }
        await recordAuditOfPerson(tx, person.id, { action: 'session_revoked', actor }, deps.now())
      })
      await publishAccess(deps, person.id)
      return { id }
    }),

  /** Ends all of one's own sessions but the one that asks, and answers how many. */
  revokeOtherSessions: procedure('account.revokeOtherSessions')
    .input(z.void())
    .output(z.strictObject({ count: z.int() }))
    .mutation(async ({ ctx: { deps, person, clientAddress } }) => {
      const actor = auditActorOfPerson(person, clientAddress)
      const count = await deps.db.transaction(async (tx) => {
        const ended = await endSessions(tx, person.id, person.sessionId)
        const event = { action: 'session_revoked', actor, details: { count: ended } } as const
        if (ended > 0) await recordAuditOfPerson(tx, person.id, event, deps.now())
        return ended
      })
      await publishAccess(deps, person.id)
      return { count }
    }),
}
