import type { AuditAction } from '@solar-capture/core/audit'
import { recordAuditOfInstallation, recordAuditOfPerson } from '@solar-capture/db/audit'
import type { Credential } from '@solar-capture/db/credentials'
import { takeSample } from '@solar-capture/db/samples'

import { networkOf } from './address.ts'
import { auditActorOf } from './audit-actor.ts'
import type { Deps } from './deps.ts'

const minute = 60_000

type NoteDeps = Pick<Deps, 'db' | 'afterwards' | 'now'>
type Whom = Pick<Credential, 'userId' | 'name'> | null

/**
 * Writes down that somebody gave a wrong password, for `whom` or, with null, for nobody we know: of those one entry a
 * minute and address. After the answer, so that its time does not tell which of them it was.
 */
export function noteFailedSignIn(deps: NoteDeps, whom: Whom, address: string): void {
  note(deps, 'sign_in_failed', { whom, address, isSampled: whom === null })
}

/** Writes down that tries were refused because there were too many, once a minute and address. */
export function noteLimitedSignIn(deps: NoteDeps, whom: Whom, address: string): void {
  note(deps, 'sign_in_limited', { whom, address, isSampled: true })
}

function note(
  { db, afterwards, now }: NoteDeps,
  action: AuditAction,
  { whom, address, isSampled }: { whom: Whom; address: string; isSampled: boolean },
): void {
  const at = now()
  afterwards.run('A refused sign-in was not written down', async () => {
    const sample = `${action} from ${networkOf(address)}`
    if (isSampled && !(await takeSample(db, sample, minute, at))) return
    const actor = auditActorOf(null, address)
    if (whom === null) return recordAuditOfInstallation(db, { action, actor }, at)
    const target = { id: whom.userId, name: whom.name }
    return recordAuditOfPerson(db, whom.userId, { action, actor, target }, at)
  })
}
