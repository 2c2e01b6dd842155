import { and, eq } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import type { NoteDetail } from '@solar-capture/core/timeline'

import type { Change } from './change.ts'
import type { Db } from './connect.ts'
import { readLead, touchLead, turnOf } from './lead-row.ts'
import { leads, timelineEntries } from './schema.ts'
import { addEntry } from './timeline.ts'

/** Adds a note to a lead's timeline; `authorId` may change it later. Throws `not_found`. */
export async function noteOnLead(
  db: Db,
  id: string,
  note: { text: string; authorId: string },
  change: Change,
): Promise<void> {
  const { workspaceId, actor } = change
  await db.transaction(async (tx) => {
    const lead = await readLead(tx, workspaceId, id)
    const now = turnOf([lead], change.now)
    await touchLead(tx, workspaceId, lead)
    await noteChange(tx, id, { ...change, now })
    const detail = { kind: 'note' as const, ...note }
    await addEntry(tx, { workspaceId, leadId: id }, { actor, now, detail })
  })
}

type Own = { entryId: string; authorId: string }

/**
 * Writes something else in a note, which says from then on that it was edited, and answers the id of its lead. Throws `not_found` when
 * there is no such note or it was removed, and `forbidden` when somebody else wrote it.
 */
export function rewriteNote(db: Db, own: Own, text: string, change: Change): Promise<string> {
  return replaceNote(db, own, change, (note) =>
    note.text === text ? note : { ...note, text, editedAt: change.now.toISOString() },
  )
}

/** Takes the text of a note away; that there was one stays told. Answers and throws as `rewriteNote` does. */
export function removeNote(db: Db, own: Own, change: Change): Promise<string> {
  const removedAt = change.now.toISOString()
  return replaceNote(db, own, change, ({ kind }) => {
    return { kind, text: '', authorId: own.authorId, removedAt }
  })
}

async function replaceNote(
  db: Db,
  { entryId, authorId }: Own,
  change: Change,
  replace: (note: NoteDetail) => NoteDetail,
): Promise<string> {
  const { workspaceId } = change
  const which = and(eq(timelineEntries.workspaceId, workspaceId), eq(timelineEntries.id, entryId))
  const { leadId, detail } = timelineEntries
  return db.transaction(async (tx) => {
    const find = async () => {
      const [entry] = await tx.select({ leadId, detail }).from(timelineEntries).where(which)
      if (entry?.detail.kind !== 'note' || entry.detail.removedAt !== undefined) throw noSuchNote()
      return { leadId: entry.leadId, note: entry.detail }
    }
    // Whoever merges leads or changes their notes holds the lead: what is read after that stays.
    const { id } = await readLead(tx, workspaceId, (await find()).leadId)
    const { leadId: still, note } = await find()
    if (still !== id) throw noSuchNote()
    if (note.authorId !== authorId) {
      throw new DomainError('forbidden', 'Only who wrote a note may change or remove it.')
    }
    await tx
      .update(timelineEntries)
      .set({ detail: replace(note) })
      .where(which)
    await noteChange(tx, id, change)
    return id
  })
}

async function noteChange(tx: Db, id: string, { workspaceId, now }: Change): Promise<void> {
  await tx
    .update(leads)
    .set({ updatedAt: now })
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
}

function noSuchNote(): DomainError {
  return new DomainError('not_found', 'There is no such note. It may have been removed.')
}
