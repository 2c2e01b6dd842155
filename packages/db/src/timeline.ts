import { and, desc, eq, inArray, sql } from 'drizzle-orm'

import type { Actor, EntryDetail, EntryKind } from '@solar-capture/core/timeline'

import type { Change } from './change.ts'
import type { Db } from './connect.ts'
import { insertInto, toJson, type RowOf } from './json-rows.ts'
import { newId } from './new-id.ts'
import { timelineEntries } from './schema.ts'

/** A place in a timeline: that of the entry which has it all. */
export type EntryPlace = { at: string; position: number; id: string }

type Which = {
  /** Left out, all. */
  kinds?: readonly EntryKind[] | undefined
  /** Left out, from the latest on. */
  after?: EntryPlace | undefined
  limit: number
}

/** Entries of a lead's timeline, the latest first: at most `limit` after the place `after`. */
export async function listEntries(
  db: Db,
  workspaceId: string,
  leadId: string,
  { kinds, after, limit }: Which = { limit: 200 },
) {
  const { at, position, id, kind } = timelineEntries
  return db
    .select({
      ...{ id, at, position, kind },
      actor: timelineEntries.actor,
      detail: timelineEntries.detail,
      deliveryId: timelineEntries.deliveryId,
    })
    .from(timelineEntries)
    .where(
      and(
        eq(timelineEntries.workspaceId, workspaceId),
        eq(timelineEntries.leadId, leadId),
        kinds && inArray(kind, [...kinds]),
        after &&
          sql`(${at}, ${position}, ${id}) < (${after.at}::timestamptz, ${after.position}::int, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(at), desc(position), desc(id))
    .limit(limit)
}

/** Adds what a person or a tool did to a lead's timeline, at `now`. */
export function addEntry(
  tx: Db,
  { workspaceId, leadId }: { workspaceId: string; leadId: string },
  { detail, ...by }: { actor: Actor; detail: EntryDetail; now: Date },
): Promise<void> {
  return addEntries(tx, [{ leadId, detail }], { workspaceId, ...by })
}

/** Adds what a person or a tool did to leads to their timelines, in one statement. */
export async function addEntries(
  tx: Db,
  told: { leadId: string; detail: EntryDetail }[],
  { workspaceId, actor, now: at }: Change,
): Promise<void> {
  const rows = told.map(({ leadId, detail }): RowOf<typeof timelineEntries> => ({
    ...{ id: newId(), leadId, at, position: 0, kind: detail.kind, actor, detail },
    ...{ factKey: null, deliveryId: null },
  }))
  const given = { workspaceId: sql`${workspaceId}`, rows: sql`${toJson(timelineEntries, rows)}` }
  await tx.execute(insertInto(timelineEntries, given))
}
