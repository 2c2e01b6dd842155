import type { AuditActor } from '@solar-capture/core/audit'
import { recordAudit, recordAuditOfInstallation, type AuditEvent } from '@solar-capture/db/audit'
import type { Db } from '@solar-capture/db/connect'

import { auditActorOf } from './audit-actor.ts'
import type { Deps } from './deps.ts'
import type { Principal } from './principal.ts'
import { createTokenBuckets } from './token-buckets.ts'

type Audited = { deps: Deps; workspaceId: string; principal: Principal; clientAddress: string }
type Told = Omit<AuditEvent, 'actor'>

/** Changes something in one transaction with what the audit log says of it, which `run` gives to `tell`. */
export function audited<T>(
  { deps, workspaceId, principal, clientAddress }: Audited,
  run: (tx: Db, tell: (event: Told) => Promise<void>) => Promise<T>,
): Promise<T> {
  const actor = auditActorOf(principal, clientAddress)
  return deps.db.transaction((tx) =>
    run(tx, (event) => recordAudit(tx, workspaceId, { ...event, actor }, deps.now())),
  )
}

// A script that is refused again and again must not fill the log: one entry a minute of each and each procedure.
const denials = createTokenBuckets({ capacity: 1, refillMs: 60_000 })

/** Writes down that somebody may not call a procedure; not each time where they go on trying. */
export async function auditDenial(
  { deps, workspaceId, principal, clientAddress }: Audited,
  procedure: string,
): Promise<void> {
  const actor = auditActorOf(principal, clientAddress)
  if (!denials.take(`${String(actor.id)} ${procedure}`)) return
  const event = { action: 'access_denied', actor, details: { procedure } } as const
  await recordAudit(deps.db, workspaceId, event, deps.now())
}

/** Writes down that an API key came that opens nothing; not each time from the same address. */
export async function auditUnknownKey(deps: Deps, clientAddress: string): Promise<void> {
  if (!denials.take(`key from ${clientAddress}`)) return
  const actor: AuditActor = auditActorOf(null, clientAddress)
  const event = { action: 'access_denied', actor, details: { reason: 'unknown API key' } } as const
  await recordAuditOfInstallation(deps.db, event, deps.now())
}
