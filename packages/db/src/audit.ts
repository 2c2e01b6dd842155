import { and, desc, eq, gte, inArray, lt, type SQL } from 'drizzle-orm'

import type { AuditAction, AuditActor, AuditDetails, AuditTarget } from '@solar-capture/core/audit'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { auditLog, members, workspaces } from './schema.ts'

export type AuditEvent = {
  action: AuditAction
  actor: AuditActor
  target?: AuditTarget
  details?: AuditDetails
}

export type AuditEntry = Omit<typeof auditLog.$inferSelect, 'workspaceId'>

export type AuditFilter = {
  actions?: readonly AuditAction[] | undefined
  actorId?: string | undefined
  from?: Date | undefined
  /** Up to, and not including it. */
  to?: Date | undefined
}

/** Writes down what happened in a workspace at `now`; in the transaction of what it tells, where there is one. */
export async function recordAudit(
  db: Db,
  workspaceId: string,
  { action, actor, target, details = {} }: AuditEvent,
  now: Date,
): Promise<void> {
  await db.insert(auditLog).values({
    ...{ workspaceId, id: newId(now.getTime()), at: now, action, details },
    ...{ actorKind: actor.kind, actorId: actor.id, actorName: actor.name },
    ...{ address: actor.address, targetId: target?.id ?? null, targetName: target?.name ?? null },
  })
}

/** Writes down what somebody did to their own account, in each workspace that they belong to. */
export async function recordAuditOfPerson(
  db: Db,
  userId: string,
  event: AuditEvent,
  now: Date,
): Promise<void> {
  const rows = await db
    .select({ workspaceId: members.workspaceId })
    .from(members)
    .where(eq(members.userId, userId))
  for (const { workspaceId } of rows) await recordAudit(db, workspaceId, event, now)
}

/**
 * Writes down what concerns the whole installation: in the workspace that was there first, since that is whose
 * owner set it up. Nothing before the set-up.
 */
export async function recordAuditOfInstallation(
  db: Db,
  event: AuditEvent,
  now: Date,
): Promise<void> {
  const [first] = await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .orderBy(workspaces.createdAt, workspaces.id)
    .limit(1)
  if (first) await recordAudit(db, first.id, event, now)
}

const shown = {
  id: auditLog.id,
  at: auditLog.at,
  action: auditLog.action,
  actorKind: auditLog.actorKind,
  actorId: auditLog.actorId,
  actorName: auditLog.actorName,
  address: auditLog.address,
  targetId: auditLog.targetId,
  targetName: auditLog.targetName,
  details: auditLog.details,
}

/** A page of a workspace's log, the latest first, of what is older than the entry `after`. */
export function listAudit(
  db: Db,
  workspaceId: string,
  { filter, after, limit }: { filter: AuditFilter; after: string | null; limit: number },
): Promise<AuditEntry[]> {
  const { actions, actorId, from, to } = filter
  const conditions: (SQL | undefined)[] = [
    eq(auditLog.workspaceId, workspaceId),
    after === null ? undefined : lt(auditLog.id, after),
    actions && inArray(auditLog.action, [...actions]),
    actorId === undefined ? undefined : eq(auditLog.actorId, actorId),
    from && gte(auditLog.at, from),
    to && lt(auditLog.at, to),
  ]
  return db
    .select(shown)
    .from(auditLog)
    .where(and(...conditions))
    .orderBy(desc(auditLog.id))
    .limit(limit)
}

/** What is different between settings before and after, as details of an entry: `"name": "Old → New"`. */
export function differences(before: AuditDetails, after: AuditDetails): AuditDetails {
  const changed = Object.keys(after).filter((key) => before[key] !== after[key])
  return Object.fromEntries(
    changed.map((key) => [key, `${String(before[key] ?? '–')} → ${String(after[key] ?? '–')}`]),
  )
}
