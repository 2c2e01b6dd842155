import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'
import { importLimits, type ImportMapping, type ImportState } from '@solar-capture/core/lead-import'
import type { Actor } from '@solar-capture/core/timeline'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { leadImportRows, leadImports } from './schema.ts'

/** A file of leads, and how far it is. */
export type LeadImport = typeof leadImports.$inferSelect

/** Names an import. */
export type ImportPlace = { workspaceId: string; id: string }

/** A file as it is begun; `mapping` is how it is meant to become leads, as far as whoever brings it knows. */
export type Brought = {
  fileName: string
  header: string[]
  mapping?: ImportMapping | undefined
  userId: string | null
  actor: Actor
}

const keptMs = 7 * 24 * 3_600_000
const mostWaiting = 10
const mostListed = 20
const removedAtOnce = 20_000
const unfinished: ImportState[] = ['receiving', 'received', 'stopped']

/**
 * Begins to take in a file, and answers its id. What is older than a week and not at work is removed. Throws `conflict` when ten
 * files wait here already.
 */
export async function startImport(
  db: Db,
  workspaceId: string,
  file: Brought,
  now: Date,
): Promise<string> {
  await removeOld(db, workspaceId, now)
  const waiting = await db.$count(
    leadImports,
    and(eq(leadImports.workspaceId, workspaceId), inArray(leadImports.state, unfinished)),
  )
  if (waiting >= mostWaiting) {
    throw new DomainError(
      'conflict',
      'Ten files wait to be imported here already. Import or discard one of them first.',
    )
  }
  const id = newId(now.getTime())
  await db
    .insert(leadImports)
    .values({ ...file, workspaceId, id, state: 'receiving', createdAt: now })
  return id
}

/**
 * Takes in rows of a file, of which `from` is the number of the first, and answers how many are there now. Those that are there
 * already are passed over, so whatever is sent again does no harm. `isLast` says that no more will come. Throws
 * `not_found`, `conflict` when rows before these are missing or no more were to come, and `invalid`
 * when the file is too large.
 */
export async function appendRows(
  db: Db,
  place: ImportPlace,
  { from, rows, isLast }: { from: number; rows: string[][]; isLast: boolean },
): Promise<number> {
  return db.transaction(async (tx) => {
    const found = await lockImport(tx, place)
    if (from > found.rows + 1) {
      throw new DomainError('conflict', `Row ${found.rows + 1} has to come first.`)
    }
    const fresh = rows.slice(found.rows + 1 - from)
    if (found.state !== 'receiving') {
      if (fresh.length === 0) return found.rows
      throw new DomainError('conflict', 'All rows of this file were there already.')
    }
    const text = JSON.stringify(fresh)
    const total = { rows: found.rows + fresh.length, bytes: found.bytes + Buffer.byteLength(text) }
    if (total.rows > importLimits.rows || total.bytes > 2 * importLimits.bytes) {
      throw new DomainError('invalid', 'This file is too large. Split it, and import the parts.')
    }
    if (fresh.length > 0) {
      await tx.execute(sql`
        insert into lead_import_rows (workspace_id, import_id, number, cells)
        select ${place.workspaceId}::uuid, ${place.id}::uuid, ${found.rows}::int + position,
          array(select json_array_elements_text(cells))
        from json_array_elements(${text}::text::json) with ordinality as given(cells, position)`)
    }
    const state = isLast ? ('received' as const) : found.state
    await tx
      .update(leadImports)
      .set({ ...total, state })
      .where(isAt(place))
    return total.rows
  })
}

/**
 * Starts to import a file that is whole, or goes on with one that was stopped, by the mapping that it was begun with; `hasBegun`
 * tells whether it was not at work or done already. In a transaction. Throws `not_found`, and `conflict` when its rows
 * are not all there or another file is imported.
 */
export async function beginImport(
  tx: Db,
  place: ImportPlace,
  mapping: ImportMapping,
): Promise<{ file: LeadImport; hasBegun: boolean }> {
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(${place.workspaceId}::text || '/imports', 0))`)
  const file = await lockImport(tx, place)
  if (file.state === 'importing' || file.state === 'done') return { file, hasBegun: false }
  if (file.state === 'receiving') {
    throw new DomainError('conflict', 'The file is not whole yet. Choose it again to go on.')
  }
  const [other] = await tx
    .select({ fileName: leadImports.fileName })
    .from(leadImports)
    .where(and(eq(leadImports.workspaceId, place.workspaceId), eq(leadImports.state, 'importing')))
  if (other) {
    throw new DomainError(
      'conflict',
      `${other.fileName} is being imported. Wait until that is done, or stop it.`,
    )
  }
  const begun = {
    state: 'importing' as const,
    mapping: file.state === 'stopped' ? file.mapping : mapping,
  }
  await tx.update(leadImports).set(begun).where(isAt(place))
  return { file: { ...file, ...begun }, hasBegun: true }
}

/** Stops an import where it is; what is imported stays. Nothing happens when it is not at work. Throws `not_found`. */
export async function stopImport(db: Db, place: ImportPlace): Promise<LeadImport> {
  await db
    .update(leadImports)
    .set({ state: 'stopped' })
    .where(and(isAt(place), eq(leadImports.state, 'importing')))
  return getImport(db, place)
}

/** Forgets a file; leads that were imported from it stay. Throws `not_found`, and `conflict` while it is imported. */
export async function discardImport(db: Db, place: ImportPlace): Promise<void> {
  const { state } = await getImport(db, place)
  if (state === 'importing') {
    throw new DomainError('conflict', 'This file is being imported. Stop that first.')
  }
  await removeImport(db, place)
}

/** A file and how far it is. Throws `not_found`. */
export async function getImport(db: Db, place: ImportPlace): Promise<LeadImport> {
  const [row] = await db.select().from(leadImports).where(isAt(place))
  if (!row) throw noSuchImport()
  return row
}

/** The last twenty files of a workspace, the latest first. */
export async function listImports(db: Db, workspaceId: string): Promise<LeadImport[]> {
  return db
    .select()
    .from(leadImports)
    .where(eq(leadImports.workspaceId, workspaceId))
    .orderBy(desc(leadImports.createdAt), desc(leadImports.id))
    .limit(mostListed)
}

/** The files that are being imported, of every workspace. */
export async function listAtWork(db: Db): Promise<ImportPlace[]> {
  return db
    .select({ workspaceId: leadImports.workspaceId, id: leadImports.id })
    .from(leadImports)
    .where(eq(leadImports.state, 'importing'))
}

/** Rows of a file in their order, of those after the row `after`. */
export function readRows(db: Db, { workspaceId, id }: ImportPlace, after: number, limit: number) {
  return db
    .select({
      number: leadImportRows.number,
      // What drizzle reads an array with takes several times as long.
      cells: sql<string[]>`to_json(${leadImportRows.cells})`,
      outcome: leadImportRows.outcome,
      leadId: leadImportRows.leadId,
    })
    .from(leadImportRows)
    .where(
      and(
        eq(leadImportRows.workspaceId, workspaceId),
        eq(leadImportRows.importId, id),
        sql`${leadImportRows.number} > ${after}`,
      ),
    )
    .orderBy(asc(leadImportRows.number))
    .limit(limit)
}

/** The condition that a row of `lead_imports` is this one. */
export function isAt({ workspaceId, id }: ImportPlace) {
  return and(eq(leadImports.workspaceId, workspaceId), eq(leadImports.id, id))
}

async function lockImport(tx: Db, place: ImportPlace): Promise<LeadImport> {
  const [row] = await tx.select().from(leadImports).where(isAt(place)).for('update')
  if (!row) throw noSuchImport()
  return row
}

async function removeOld(db: Db, workspaceId: string, now: Date): Promise<void> {
  const old = await db
    .select({ workspaceId: leadImports.workspaceId, id: leadImports.id })
    .from(leadImports)
    .where(
      and(
        eq(leadImports.workspaceId, workspaceId),
        lt(leadImports.createdAt, new Date(now.getTime() - keptMs)),
        inArray(leadImports.state, [...unfinished, 'done']),
      ),
    )
  for (const place of old) await removeImport(db, place)
}

// In parts, none of which takes long.
async function removeImport(db: Db, place: ImportPlace): Promise<void> {
  const { rows } = await getImport(db, place)
  for (let upTo = removedAtOnce; upTo < rows; upTo += removedAtOnce) {
    await db.execute(sql`
      delete from lead_import_rows
      where workspace_id = ${place.workspaceId}::uuid and import_id = ${place.id}::uuid and number <= ${upTo}`)
  }
  await db.delete(leadImports).where(isAt(place))
}

function noSuchImport(): DomainError {
  return new DomainError('not_found', 'There is no such import. It may have been discarded.')
}
