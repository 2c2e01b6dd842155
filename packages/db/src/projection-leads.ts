import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'

import type { LeadProjection, Projection } from '@solar-capture/core/project'
import type { DerivedEntry } from '@solar-capture/core/timeline'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import type { Closure, LeadRow } from './projection-closure.ts'
import { isSameValue } from './same-value.ts'
import { leads, timelineEntries } from './schema.ts'

type EntryRow = typeof timelineEntries.$inferSelect

/**
 * Makes stage, booked time and derived timeline entries of the leads equal to what was derived, touching
 * only what differs; entries that people made stay. Answers the ids of leads of which anything changed.
 */
export async function writeLeads(
  tx: Db,
  {
    workspaceId,
    now,
    before,
    after,
  }: { workspaceId: string; now: Date; before: Closure; after: Projection },
): Promise<string[]> {
  const rows = new Map(before.leads.map((row) => [row.id, row]))
  const touched = await writeEntries(tx, workspaceId, after.leads)
  for (const lead of after.leads) {
    const row = rows.get(lead.id)
    const stands = row !== undefined && isAsDerived(row, lead)
    if (stands && !touched.has(lead.id)) continue
    touched.add(lead.id)
    await tx
      .update(leads)
      .set({
        stageId: lead.stageId,
        stageSetBy: lead.stageSetBy,
        bookedAt: lead.bookedAt === null ? null : new Date(lead.bookedAt),
        updatedAt: now,
      })
      .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, lead.id)))
  }
  return [...touched]
}

function isAsDerived(row: LeadRow, lead: LeadProjection): boolean {
  return (
    row.stageId === lead.stageId &&
    row.stageSetBy === lead.stageSetBy &&
    (row.bookedAt?.toISOString() ?? null) === lead.bookedAt
  )
}

async function writeEntries(
  tx: Db,
  workspaceId: string,
  derived: LeadProjection[],
): Promise<Set<string>> {
  const leadIds = derived.map(({ id }) => id)
  if (leadIds.length === 0) return new Set()
  const old = await tx
    .select()
    .from(timelineEntries)
    .where(
      and(
        eq(timelineEntries.workspaceId, workspaceId),
        inArray(timelineEntries.leadId, leadIds),
        isNotNull(timelineEntries.factKey),
      ),
    )
  const oldByFact = new Map(old.map((row) => [`${row.leadId}/${row.factKey}`, row]))
  const wanted = derived.flatMap(({ id, entries }) =>
    entries.map((entry) => ({ leadId: id, entry, row: oldByFact.get(`${id}/${entry.factKey}`) })),
  )
  const kept = new Set(wanted.map(({ row }) => row?.id))
  const gone = old.filter(({ id }) => !kept.has(id))
  if (gone.length > 0) {
    const ids = gone.map(({ id }) => id)
    await tx
      .delete(timelineEntries)
      .where(and(eq(timelineEntries.workspaceId, workspaceId), inArray(timelineEntries.id, ids)))
  }
  const changed = wanted
    .map(({ leadId, entry, row }) => toRow(workspaceId, row?.id ?? newId(), leadId, entry))
    .filter((row) => !isSame(oldByFact.get(`${row.leadId}/${row.factKey}`), row))
  if (changed.length > 0) {
    await tx
      .insert(timelineEntries)
      .values(changed)
      .onConflictDoUpdate({
        target: [timelineEntries.workspaceId, timelineEntries.id],
        set: {
          at: sql`excluded.at`,
          position: sql`excluded.position`,
          kind: sql`excluded.kind`,
          actor: sql`excluded.actor`,
          detail: sql`excluded.detail`,
          deliveryId: sql`excluded.delivery_id`,
        },
      })
  }
  return new Set([...gone, ...changed].map(({ leadId }) => leadId))
}

function toRow(workspaceId: string, id: string, leadId: string, entry: DerivedEntry): EntryRow {
  return {
    workspaceId,
    id,
    leadId,
    at: new Date(entry.at),
    position: entry.position,
    kind: entry.detail.kind,
    actor: entry.actor,
    detail: entry.detail,
    factKey: entry.factKey,
    deliveryId: entry.deliveryId,
  }
}

function isSame(old: EntryRow | undefined, row: EntryRow): boolean {
  return old !== undefined && isSameValue(old, row)
}
