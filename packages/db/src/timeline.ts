import { and, desc, eq } from 'drizzle-orm'

import type { Actor, EntryDetail } from '@solar-capture/core/timeline'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { timelineEntries } from './schema.ts'

const mostEntries = 200

/** The timeline of a lead, the latest entry first; of a very long one the last two hundred entries. */
export async function listEntries(db: Db, workspaceId: string, leadId: string) {
  return db
    .select({
      id: timelineEntries.id,
      at: timelineEntries.at,
      kind: timelineEntries.kind,
      actor: timelineEntries.actor,
      detail: timelineEntries.detail,
      deliveryId: timelineEntries.deliveryId,
    })
    .from(timelineEntries)
    .where(and(eq(timelineEntries.workspaceId, workspaceId), eq(timelineEntries.leadId, leadId)))
    .orderBy(desc(timelineEntries.at), desc(timelineEntries.position), desc(timelineEntries.id))
    .limit(mostEntries)
}

/** Adds what a person or a tool did to a lead's timeline, at `now`. */
export async function addEntry(
  tx: Db,
  place: { workspaceId: string; leadId: string },
  { actor, detail, now }: { actor: Actor; detail: EntryDetail; now: Date },
): Promise<void> {
  await tx
    .insert(timelineEntries)
    .values({ ...place, id: newId(), at: now, kind: detail.kind, actor, detail })
}
