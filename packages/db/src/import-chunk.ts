import { and, eq, sql } from 'drizzle-orm'

import { decideRows, seenKeys, type RowDecision } from '@solar-capture/core/import-decision'
import { readRow, type ReadRow } from '@solar-capture/core/import-row'
import type { ImportMapping } from '@solar-capture/core/lead-import'

import type { Db } from './connect.ts'
import { isNext, readAhead, readRowsToImport, type RowsToImport } from './import-ahead.ts'
import { findKnown } from './import-matches.ts'
import { followBookings, placeDecisions, writeImported, type Imported } from './import-writes.ts'
import { isAt, readRows, type ImportPlace, type LeadImport } from './imports.ts'
import { findFirstStage } from './pipeline.ts'
import { keysIn, refuseMoved, untilHeld } from './projection.ts'
import { lockReach, mergeSeeds } from './reach.ts'
import { leadImports } from './schema.ts'
import { runIn } from './statement.ts'

/** What one process remembers of a file that it imports. */
export type ImportMemory = {
  /** By what the rows up to `done` are known. */
  done: number
  seen: Map<string, number>
  /** What is read of the file while the rows before are being written; null when it could not be. */
  ahead?: Promise<RowsToImport | null>
}

/** How far a file is after a part of it; null when it is not this process that goes on with it. */
export type ImportStep = { state: LeadImport['state'] } | null

const readAtOnce = 5_000

/**
 * Imports the next rows of a file in one transaction, or catches up with another process, beside whoever writes to the same leads, and answers how far it is then. Any
 * number of processes may try: one of them does each part. `memory` is brought up to date.
 */
export async function importChunk(
  db: Db,
  place: ImportPlace,
  memory: ImportMemory,
  now: Date,
): Promise<ImportStep> {
  // Not within the transaction, which would wait for a second connection.
  const ahead = await memory.ahead
  const step = await untilHeld({}, (further) =>
    db.transaction(async (tx) => {
      const file = await claim(tx, place)
      if (!file) return null
      if (file.done !== memory.done) return { isBehind: true as const, file }
      const mapping = mappingOf(file)
      const next = { after: file.done, mapping }
      const { rows } = isNext(ahead, next) ? ahead : await readRowsToImport(tx, place, next)
      const run = runIn(tx)
      const changedContacts = rows.flatMap(({ row }) => contactsOf(row))
      const lock = mergeSeeds(further, { changedContacts })
      const held = keysIn(await run(lockReach(place.workspaceId, lock)))
      const read = rows.map(({ row }) => row)
      const known = await findKnown(tx, place.workspaceId, read)
      const leads = [...known.values()].filter((lead) => lead !== 'several')
      refuseMoved({ keys: leads.map(({ id }) => `lead:${id}`) }, held)
      const { seen } = memory
      const { decisions, fresh } = decideRows(rows, { known, seen, mapping })
      const change = { workspaceId: place.workspaceId, actor: file.actor, now }
      const after = file.done + rows.length
      if (after < file.rows) {
        // What it fails by is met again once the rows are needed.
        memory.ahead = readAhead(db, place, { after, mapping }).catch(() => null)
      }
      const imported = await placeDecisions(tx, decisions, change)
      const stageId = await findFirstStage(tx, place.workspaceId)
      const [done] = await Promise.all([
        noteDone(tx, file, imported, now),
        writeImported(tx, imported, { ...change, stageId }),
      ])
      await followBookings(tx, { imported, further, held }, change)
      return { isBehind: false as const, fresh, ...done }
    }),
  )
  if (step === null) return null
  if (step.isBehind) {
    await catchUp(db, step.file, memory)
    return { state: step.file.state }
  }
  for (const [key, number] of step.fresh) memory.seen.set(key, number)
  memory.done = step.done
  return { state: step.state }
}

/** Reads what was imported of a file, by this process or another one, into `memory`. */
async function catchUp(db: Db, file: LeadImport, memory: ImportMemory): Promise<void> {
  const mapping = mappingOf(file)
  if (memory.done > file.done) {
    // The database lost what it was the last to be told.
    memory.done = 0
    memory.seen.clear()
  }
  while (memory.done < file.done) {
    const rows = await readRows(
      db,
      file,
      memory.done,
      Math.min(readAtOnce, file.done - memory.done),
    )
    for (const { number, cells, outcome, leadId } of rows) {
      const row = readRow(cells, mapping)
      if (!row.ok || outcome === 'refused') continue
      for (const key of seenKeys(row.values, leadId)) {
        if (!memory.seen.has(key)) memory.seen.set(key, number)
      }
    }
    memory.done = rows.at(-1)?.number ?? file.done
  }
}

// A crash that loses the last parts loses what they say of themselves as well, so they are done again: nothing waits for the disk.
async function claim(tx: Db, place: ImportPlace): Promise<LeadImport | undefined> {
  const settings = sql<string>`
    set_config('synchronous_commit', 'off', true) || set_config('enable_seqscan', 'off', true)`
  const [claimed] = await tx
    .select({ file: leadImports, settings })
    .from(leadImports)
    .where(and(isAt(place), eq(leadImports.state, 'importing')))
    .for('update', { skipLocked: true })
  return claimed?.file
}

function mappingOf({ mapping }: LeadImport): ImportMapping {
  if (mapping === null) throw new Error('A file is imported without a mapping.')
  return mapping
}

function contactsOf(row: ReadRow): string[] {
  if (!row.ok) return []
  return [row.values.email, row.values.phone].filter((contact) => contact !== null)
}

async function noteDone(tx: Db, file: LeadImport, imported: Imported[], now: Date) {
  const { workspaceId, id } = file
  const given = imported.map(({ decision, leadId }) => ({
    ...{ number: decision.number, outcome: decision.outcome, leadId },
    reason: decision.outcome === 'refused' ? decision.reason : null,
  }))
  const rowsNoted = tx.execute(sql`
    update lead_import_rows as old set outcome = given.outcome, reason = given.reason, lead_id = given."leadId"
    from json_to_recordset(${JSON.stringify(given)}::text::json)
      as given(number int, outcome imported_outcome, reason text, "leadId" uuid)
    where old.workspace_id = ${workspaceId}::uuid and old.import_id = ${id}::uuid and old.number = given.number
      and old.number between ${file.done + 1}::int and ${file.done + imported.length}::int`)
  const of = (outcome: RowDecision['outcome']) =>
    imported.filter(({ decision }) => decision.outcome === outcome).length
  const done = file.done + imported.length
  const isOver = done >= file.rows || imported.length === 0
  const state = isOver ? ('done' as const) : file.state
  const fileNoted = tx
    .update(leadImports)
    .set({
      ...{ done, state, finishedAt: isOver ? now : null },
      created: file.created + of('created'),
      updated: file.updated + of('updated'),
      unchanged: file.unchanged + of('unchanged'),
      refused: file.refused + of('refused'),
    })
    .where(isAt(file))
  await Promise.all([rowsNoted, fileNoted])
  return { done, state }
}
