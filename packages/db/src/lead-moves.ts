import { and, eq, gt, like, sql } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import { decideHandMove, type MoveBy } from '@solar-capture/core/hand-move'
import { pipelineThrough } from '@solar-capture/core/pipeline-history'
import type { EntryDetail } from '@solar-capture/core/timeline'

import type { Change } from './change.ts'
import type { LeadRow } from './closure.ts'
import type { Db } from './connect.ts'
import { listFingerprints } from './lead-fingerprints.ts'
import { findLeads, keepMoves, readLead, touchLead, touchLeads, turnOf } from './lead-row.ts'
import { noSuchLead } from './leads.ts'
import { listStages, readHistory } from './pipeline.ts'
import { withProjection } from './projection.ts'
import { leads, timelineEntries } from './schema.ts'
import { addEntries, addEntry } from './timeline.ts'

type Move = Omit<MoveBy<never>, 'to'> & { stageId: string }

/**
 * Moves a lead to a stage by hand: from here on automation acts only on what was not known yet. `pin` set to
 * true keeps automation from moving it at all, false lets it again; `isUndo` tells it as taking back the move before. Throws
 * `not_found` when there is no such lead or stage.
 */
export async function moveLead(db: Db, id: string, move: Move, change: Change): Promise<void> {
  await moveAll(db, [id], { ...move, passesOver: false }, change)
}

/**
 * Moves leads to a stage by hand, as `moveLead` does, and answers the ids of those that were somewhere else. Ids of leads that
 * are not there are passed over. Throws `not_found` when there is no such stage.
 */
export function moveLeads(db: Db, ids: string[], move: Move, change: Change): Promise<string[]> {
  return moveAll(db, ids, { ...move, passesOver: true }, change)
}

async function moveAll(
  db: Db,
  ids: string[],
  { stageId, passesOver, ...how }: Move & { passesOver: boolean },
  change: Change,
): Promise<string[]> {
  const { workspaceId, now } = change
  return withProjection(db, {
    workspaceId,
    now,
    lock: { leadIds: ids },
    write: async (tx) => {
      const stages = await listStages(tx, workspaceId)
      const found = await findLeads(tx, workspaceId, ids)
      if (!passesOver && found.length < ids.length) throw noSuchLead()
      const to = stages.find((stage) => stage.id === stageId)
      if (!to) throw new DomainError('not_found', 'There is no such stage.')
      const moves = found.flatMap((lead) => {
        const move = decideHandMove(lead, { to, ...how }, stages)
        return move ? [{ lead, ...move }] : []
      })
      if (moves.length > 0) await rebase(tx, moves, change)
      return moves.map(({ lead }) => lead.id)
    },
    seeds: (moved) => (moved.length > 0 ? { leadIds: moved } : null),
  })
}

/**
 * Takes back what automation did to a lead with the move that a timeline entry tells of, and pins the lead where it was
 * before. Answers its id. Throws `not_found`, and `conflict` when it was moved since then.
 */
export async function undoMove(db: Db, entryId: string, change: Change): Promise<string> {
  const { workspaceId, now } = change
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
      const { now: idNow } = pipelineThrough(stages, await readHistory(tx, workspaceId))
      const stageOf = (id?: string) => stages.find((stage) => id && stage.id === idNow(id))
      const [from, to] = [stageOf(detail.fromStageId), stageOf(detail.toStageId)]
      if (!isLast || !from || !to || to.id !== idNow(lead.stageId) || from.id === to.id) {
        throw new DomainError(
          'conflict',
          'The lead or the pipeline changed since then. Move the lead by hand instead.',
        )
      }
      const undone = { kind: 'undone' as const, from: to.name, to: from.name }
      await rebase(tx, [{ lead, stageId: from.id, pinned: true, detail: undone }], change)
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
      const at = turnOf([lead], now)
      await tx
        .update(leads)
        .set({ pinned: false, updatedAt: at })
        .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
      const detail = { kind: 'unpinned' as const }
      await addEntry(tx, { workspaceId, leadId: id }, { actor, now: at, detail })
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

type Rebase = { lead: LeadRow; stageId: string; pinned: boolean; detail: EntryDetail }

/**
 * Puts leads somewhere by hand, and tells so on their timelines: from here on automation acts on what is not known yet. The same
 * few statements, however many there are.
 */
async function rebase(tx: Db, moves: Rebase[], change: Change): Promise<void> {
  const { workspaceId } = change
  const moved = moves.map(({ lead }) => lead)
  const ids = moved.map(({ id }) => id)
  const now = turnOf(moved, change.now)
  await touchLeads(tx, workspaceId, moved)
  await keepMoves(tx, workspaceId, ids)
  const seen = await listFingerprints(tx, workspaceId, ids)
  const rows = moves.map(({ lead: { id }, stageId, pinned }) => {
    return { id, stageId, pinned, seen: seen.get(id) ?? [] }
  })
  await tx.execute(sql`
    update leads set stage_id = "stageId", base_stage_id = "stageId", stage_set_by = 'user', base_seen = seen,
      pinned = given.pinned, updated_at = ${now.toISOString()}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as given(id uuid, "stageId" uuid, pinned boolean, seen text[])
    where workspace_id = ${workspaceId}::uuid and leads.id = given.id`)
  const told = moves.map(({ lead, detail }) => ({ leadId: lead.id, detail }))
  await addEntries(tx, told, { ...change, now })
}
