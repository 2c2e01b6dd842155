import { index, jsonb, pgEnum, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

import { auditActorKinds, type AuditAction, type AuditDetails } from '@solar-capture/core/audit'

import { instant, workspaceId } from './columns.ts'
import { workspaces } from './schema-access.ts'

export const auditActorKind = pgEnum('audit_actor_kind', auditActorKinds)

/**
 * What was done or tried that somebody may have to answer for. Append-only: a trigger refuses to change or remove
 * what is in it. It names people as they were called then, and keeps no reference to what may be removed.
 */
export const auditLog = pgTable(
  'audit_log',
  {
    workspaceId: workspaceId().references(() => workspaces.id),
    id: uuid('id').notNull(),
    at: instant('at').notNull(),
    action: text('action').$type<AuditAction>().notNull(),
    actorKind: auditActorKind('actor_kind').notNull(),
    actorId: uuid('actor_id'),
    actorName: text('actor_name'),
    /** The address that the request came from. */
    address: text('address'),
    /** What it was done to. */
    targetId: uuid('target_id'),
    targetName: text('target_name'),
    details: jsonb('details').$type<AuditDetails>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('audit_log_by_action').on(table.workspaceId, table.action, table.id),
    index('audit_log_by_actor').on(table.workspaceId, table.actorId, table.id),
  ],
)
