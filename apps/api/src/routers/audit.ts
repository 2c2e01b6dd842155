import { z } from 'zod'

import {
  type AuditAction,
  auditActions,
  auditActorKinds,
  auditGroupNames,
  auditGroups,
} from '@solar-capture/core/audit'
import { listAudit, type AuditEntry } from '@solar-capture/db/audit'

import { fromCursor, toCursor } from '../cursor.ts'
import { procedure, router } from '../trpc.ts'
import { instant, pageSize } from './shapes.ts'

const entry = z.strictObject({
  id: z.uuid(),
  at: instant,
  action: z.enum(auditActions),
  /** `stranger` is nobody we know, `system` is this product itself. */
  actor: z.strictObject({
    kind: z.enum(auditActorKinds),
    id: z.uuid().nullable(),
    name: z.string().nullable(),
    /** The network address that the request came from. */
    address: z.string().nullable(),
  }),
  /** What it was done to, as it was called then. */
  target: z.strictObject({ id: z.uuid().nullable(), name: z.string().nullable() }),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

const place = z.strictObject({ id: z.uuid() })

export const auditRouter = router({
  /**
   * A page of what was done or tried in the workspace, the latest first; what concerns the whole installation is in
   * the workspace that was set up first. Times are ISO 8601 UTC; `to` is not included.
   */
  list: procedure('audit.list')
    .input(
      z.strictObject({
        group: z.enum(auditGroupNames).optional(),
        action: z.enum(auditActions).optional(),
        actorId: z.uuid().optional(),
        from: instant.optional(),
        to: instant.optional(),
        cursor: z.string().max(1_000).nullish(),
        limit: pageSize,
      }),
    )
    .output(z.strictObject({ items: z.array(entry), nextCursor: z.string().nullable() }))
    .query(async ({ ctx: { deps, workspaceId }, input }) => {
      const { group, action, actorId, from, to, cursor, limit } = input
      const ofGroup: readonly AuditAction[] | undefined = group && auditGroups[group]
      const actions = action ? [action].filter((one) => ofGroup?.includes(one) ?? true) : ofGroup
      const filter = { actions, actorId, from: toDate(from), to: toDate(to) }
      const after = cursor == null ? null : fromCursor(cursor, place).id
      const found = await listAudit(deps.db, workspaceId, { filter, after, limit: limit + 1 })
      const items = found.slice(0, limit).map(view)
      const last = items.at(-1)
      return { items, nextCursor: found.length > limit && last ? toCursor({ id: last.id }) : null }
    }),
})

function view(row: AuditEntry): z.input<typeof entry> {
  const { id, at, action, actorKind, actorId, actorName, address, targetId, targetName } = row
  return {
    id,
    at: at.toISOString(),
    action,
    actor: { kind: actorKind, id: actorId, name: actorName, address },
    target: { id: targetId, name: targetName },
    details: row.details,
  }
}

function toDate(iso: string | undefined): Date | undefined {
  return iso === undefined ? undefined : new Date(iso)
}
