import { and, eq, gt, like, or } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'

import type { Change } from './change.ts'
import type { LeadRow } from './closure.ts'
import type { Db } from './connect.ts'
import { listFingerprints } from './lead-fingerprints.ts'
import { findLead, keepEntries, readLead, touchLead } from './lead-row.ts'
import { listStages } from './pipeline.ts'
import { withProjection } from './projection.ts'
import { leads, timelineEntries } from './schema.ts'
import { addEntry } from './timeline.ts'

type Move = { stageId: string; pin?: boolean | undefined }

/**
 * Moves a lead to a stage by hand: from here on automation acts only on what was not known yet. `pin` set to
 * true keeps automation from moving it at all, false lets it again. Throws `not_found` when there
 * is no such lead or stage.
 */
export async function moveLead(db: Db, id: string, move: Move, change: Change): Promise<void> {
  await moveAll(db, [id], move, change, (tx) => readLead(tx, change.workspaceId, id))
}

/**
 * Moves leads to a stage by hand, as `moveLead` does, and answers the ids of those that were somewhere else. Ids of leads that
 * are not there are passed over. Throws `not_found` when there is no such stage.
 */
export async function moveLeads(
  db: Db,
  ids: string[],
  move: Move,
  change: Change,
): Promise<string[]> {
  return moveAll(db, ids, move, change, (tx, id) => findLead(tx, change.workspaceId, id))
}

async function moveAll(
  db: Db,
  ids: string[],
  { stageId, pin }: Move,
  { workspaceId, actor, now }: Change,
  read: (tx: Db, id: string) => Promise<LeadRow | undefined>,
): Promise<string[]> {
  return withProjection(db, {
    workspaceId,
    now,
    lock: { leadIds: ids },
    write: async (tx) => {
      const stages = await listStages(tx, workspaceId)
      const to = stages.find((stage) => stage.id === stageId)
      const moved: string[] = []
      for (const id of ids) {
        const lead = await read(tx, id)
        const from = stages.find((stage) => stage.id === lead?.stageId)
        if (!to) throw new DomainError('not_found', 'There is no such stage.')
        if (!lead || !from) continue
        const pinned = pin ?? lead.pinned
        if (to.id === from.id && pinned === lead.pinned) continue
        await rebase(tx, lead, { stageId, pinned, now })
        const detail = { kind: 'moved' as const, from: from.name, to: to.name, pinned }
        await addEntry(tx, { workspaceId, leadId: id }, { actor, now, detail })
        moved.push(id)
      }
      return moved
    },
    seeds: (moved) => (moved.length > 0 ? { leadIds: moved } : null),
  })
}

/**
 * Takes back what automation did to a lead with the move that a timeline entry tells of, and pins the lead where it was
 * before. Answers its id. Throws `not_found`, and `conflict` when it was moved since then.
 */
export async function undoMove(db: Db, entryId: string, change: Change): Promise<string> {
  const { workspaceId, actor, now } = change
  const [entry] = await db
    .select({ leadId: timelineEntries.leadId })
    .from(timelineEntries)
    .where(and(eq(timelineEntries.workspaceId, workspaceId), eq(timelineEntries.id, entryId)))
  if (!entry) throw noSuchMove()
  const { leadId } = entry
  await withProjection(db, {
    workspaceId,
    now,
    lock: { leadIds: [leadId] },
    write: async (tx) => {
      const lead = await readLead(tx, workspaceId, leadId)
      const { detail, isLast } = await readMove(tx, workspaceId, entryId)
      const stages = await listStages(tx, workspaceId)
      const from = stages.find(({ id }) => id === detail.fromStageId)
      const to = stages.find(({ id }) => id === lead.stageId)
      if (!isLast || !from || to?.name !== detail.to) {
        throw new DomainError(
          'conflict',
          'The lead or the pipeline changed since then. Move the lead by hand instead.',
        )
      }
      await rebase(tx, lead, { stageId: from.id, pinned: true, now })
      await addEntry(
        tx,
        { workspaceId, leadId },
        { actor, now, detail: { kind: 'undone', from: to.name, to: from.name } },
      )
    },
    seeds: () => ({ leadIds: [leadId] }),
  })
  return leadId
}

/** Lets automation move a pinned lead again, also for what happened meanwhile. Throws `not_found`. */
export async function unpinLead(db: Db, id: string, change: Change): Promise<void> {
  const { workspaceId, actor, now } = change
  await withProjection(db, {
    workspaceId,
    now,
    lock: { leadIds: [id] },
    write: async (tx) => {
      const lead = await readLead(tx, workspaceId, id)
      if (!lead.pinned) return false
      await touchLead(tx, workspaceId, lead)
      await tx
        .update(leads)
        .set({ pinned: false, updatedAt: now })
        .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
      await addEntry(tx, { workspaceId, leadId: id }, { actor, now, detail: { kind: 'unpinned' } })
      return true
    },
    seeds: (unpinned) => (unpinned ? { leadIds: [id] } : null),
  })
}

/** A move by automation, and whether nobody moved its lead since. */
async function readMove(tx: Db, workspaceId: string, entryId: string) {
  const [entry] = await tx
    .select()
    .from(timelineEntries)
    .where(and(eq(timelineEntries.workspaceId, workspaceId), eq(timelineEntries.id, entryId)))
  if (entry?.actor.kind !== 'rule' || entry.detail.kind !== 'moved') throw noSuchMove()
  const { detail, leadId, factKey, at } = entry
  const later = await tx.$count(
    timelineEntries,
    and(
      eq(timelineEntries.workspaceId, workspaceId),
      eq(timelineEntries.leadId, leadId),
      gt(timelineEntries.at, at),
      like(timelineEntries.factKey, 'moved:%'),
    ),
  )
  // A move by hand keeps those before it, which are derived no more.
  return { detail, isLast: factKey !== null && later === 0 }
}

function noSuchMove(): DomainError {
  return new DomainError('not_found', 'Automation did not make such a move.')
}

/** Puts a lead somewhere by hand: from here on automation acts on what is not known yet. */
async function rebase(
  tx: Db,
  lead: LeadRow,
  { stageId, pinned, now }: { stageId: string; pinned: boolean; now: Date },
): Promise<void> {
  const { workspaceId, id } = lead
  await touchLead(tx, workspaceId, lead)
  // They follow from facts that the new base has seen, so they are derived no more.
  const { factKey } = timelineEntries
  await keepEntries(tx, lead, or(like(factKey, 'moved:%'), like(factKey, 'withheld:%')))
  const baseSeen = await listFingerprints(tx, workspaceId, [id])
  const moved = { stageId, baseStageId: stageId, stageSetBy: 'user' as const, baseSeen, pinned }
  await tx
    .update(leads)
    .set({ ...moved, updatedAt: now })
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
}
