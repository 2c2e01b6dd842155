import { z } from 'zod'

import { importMapping } from '@solar-capture/core/import-mapping'
import {
  importedOutcomes,
  importLimits,
  importStates,
  sheetRow,
} from '@solar-capture/core/lead-import'
import { previewImport } from '@solar-capture/db/import-preview'
import { listImported } from '@solar-capture/db/import-results'
import {
  appendRows,
  beginImport,
  discardImport,
  getImport,
  listImports,
  startImport,
  stopImport,
  type LeadImport,
} from '@solar-capture/db/imports'

import { audited } from '../audited.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import type { Deps } from '../deps.ts'
import { procedure, router } from '../trpc.ts'
import { instant, pageSize, toInstant } from './shapes.ts'

// A connection that says nothing for 20 seconds is cut.
const previewMs = 10_000

const importId = z.uuid()
const which = z.strictObject({ importId })
const cell = z.string().max(importLimits.cell)
const cells = z.array(cell).max(importLimits.columns)
const counts = z.strictObject({
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.int(),
})

const importShape = z.strictObject({
  importId,
  fileName: z.string(),
  header: z.array(z.string()),
  state: z.enum(importStates),
  /** Who brought it. */
  by: z.string(),
  /** What it is imported by; before that begins, how it was meant to be by `start`; null when that did not say. */
  mapping: importMapping.nullable(),
  /** How many rows are here. */
  rows: z.int(),
  /** How many of them are imported, and what became of these. */
  done: z.int(),
  counts,
  createdAt: instant,
  finishedAt: instant.nullable(),
})

/** Rows are numbered as a spreadsheet does: the header is the first one, where there is one. */
const row = z.int()
const text = z.string().nullable()
const previewShape = z.strictObject({
  rows: z.int(),
  /** How many of them, from the first, there was time to look at; the numbers are about these. */
  looked: z.int(),
  counts,
  /** Why rows would be refused, the most frequent first. */
  reasons: z.array(z.strictObject({ reason: z.string(), count: z.int() })),
  /** The first fifty of each. */
  created: z.array(
    z.strictObject({
      row,
      name: z.string(),
      email: text,
      phone: text,
      postcode: text,
      address: text,
      source: z.string(),
    }),
  ),
  updated: z.array(
    z.strictObject({
      row,
      leadId: z.uuid(),
      name: z.string(),
      changes: z.array(z.strictObject({ field: z.string(), from: text, to: z.string() })),
    }),
  ),
  refused: z.array(z.strictObject({ row, cells: z.array(z.string()), reason: z.string() })),
})

const place = z.strictObject({ number: z.string().regex(/^\d{1,6}$/) })

/** The procedures that take leads in from a file. */
export const leadImportRouter = router({
  /** The last twenty files, the latest first. */
  list: procedure('lead.import.list')
    .input(z.void())
    .output(z.array(importShape))
    .query(async ({ ctx: { deps, workspaceId } }) =>
      (await listImports(deps.db, workspaceId)).map(view),
    ),

  /**
   * Begins to take in a file by its name and the names of its columns; its rows come by `append`. A `mapping` says how
   * it was read and is meant to be imported; `commit` has the last word. Files of which nothing was
   * heard for a week are removed. CONFLICT when ten files wait already.
   */
  start: procedure('lead.import.start')
    .input(
      z.strictObject({
        fileName: z.string().trim().min(1).max(200),
        header: z.array(cell).min(1).max(importLimits.columns),
        mapping: importMapping.optional(),
      }),
    )
    .output(which)
    .mutation(async ({ ctx: { deps, workspaceId, principal, actor }, input }) => {
      const userId = principal.kind === 'member' ? principal.user.id : null
      const file = { ...input, userId, actor }
      return { importId: await startImport(deps.db, workspaceId, file, deps.now()) }
    }),

  /**
   * Takes in up to 1,000 rows, of which `from` is the number of the first (from 1, the header not counted), and answers how many are
   * here now. Sending rows again does no harm. `isLast` says that the file ends with them. CONFLICT when rows before these
   * are missing, or the file was whole; BAD_REQUEST beyond 200,000 rows or 50 MB.
   */
  append: procedure('lead.import.append')
    .input(
      which.extend({
        from: z.int().min(1).max(importLimits.rows),
        rows: z.array(cells).max(importLimits.rowsAtOnce),
        isLast: z.boolean(),
      }),
    )
    .output(z.strictObject({ rows: z.int() }))
    .mutation(async ({ ctx: { deps, workspaceId }, input: { importId: id, ...part } }) => ({
      rows: await appendRows(deps.db, { workspaceId, id }, part),
    })),

  /**
   * What importing the file would do, decided as `commit` does; nothing is written. After ten seconds it answers for the rows that
   * it has `looked` at by then.
   */
  preview: procedure('lead.import.preview')
    .input(which.extend({ mapping: importMapping }))
    .output(previewShape)
    .query(async ({ ctx: { deps, workspaceId }, input: { importId: id, mapping }, signal }) => {
      const { created, updated, refused, ...totals } = await previewImport(
        deps.db,
        { workspaceId, id },
        mapping,
        { signal, deadline: performance.now() + previewMs },
      )
      return {
        ...totals,
        created: created.map(({ number, lead }) => ({ row: sheetRow(number, mapping), ...lead })),
        updated: updated.map(({ number, ...one }) => ({ row: sheetRow(number, mapping), ...one })),
        refused: refused.map(({ number, ...one }) => ({ row: sheetRow(number, mapping), ...one })),
      }
    }),

  /**
   * Begins to import a file that is whole, or goes on with one that was stopped, by the mapping that it was begun with. It goes on
   * by itself, whatever becomes of who asked: `status` tells how far it is. CONFLICT while another file is imported.
   */
  commit: procedure('lead.import.commit')
    .input(which.extend({ mapping: importMapping }))
    .output(importShape)
    .mutation(async ({ ctx, input: { importId: id, mapping } }) => {
      const { deps, workspaceId } = ctx
      const file = await audited(ctx, async (tx, tell) => {
        const { file, hasBegun } = await beginImport(tx, { workspaceId, id }, mapping)
        const target = { id, name: file.fileName }
        if (hasBegun && file.done === 0) {
          await tell({ action: 'leads_imported', target, details: { rows: file.rows } })
        }
        return file
      })
      deps.importer.wake()
      publish(deps, workspaceId)
      return view(file)
    }),

  /** Stops an import where it is; what is imported stays, and `commit` goes on. */
  stop: procedure('lead.import.stop')
    .input(which)
    .output(importShape)
    .mutation(async ({ ctx: { deps, workspaceId }, input: { importId: id } }) => {
      const file = await stopImport(deps.db, { workspaceId, id })
      publish(deps, workspaceId)
      return view(file)
    }),

  /** Forgets a file and what became of its rows; imported leads stay. CONFLICT while it is imported. */
  discard: procedure('lead.import.discard')
    .input(which)
    .output(z.void())
    .mutation(async ({ ctx: { deps, workspaceId }, input: { importId: id } }) => {
      await discardImport(deps.db, { workspaceId, id })
      publish(deps, workspaceId)
    }),

  /** A file and how far it is. */
  status: procedure('lead.import.status')
    .input(which)
    .output(importShape)
    .query(async ({ ctx: { deps, workspaceId }, input: { importId: id } }) =>
      view(await getImport(deps.db, { workspaceId, id })),
    ),

  /** A page of what became of the rows, in their order. The same as CSV is at `/api/leads/imports/{importId}/rows.csv`. */
  result: procedure('lead.import.result')
    .input(
      which.extend({
        outcome: z.enum(importedOutcomes).optional(),
        cursor: z.string().max(1_000).nullish(),
        limit: pageSize,
      }),
    )
    .output(
      z.strictObject({
        items: z.array(
          z.strictObject({
            row,
            cells: z.array(z.string()),
            /** Null while it is not imported yet. */
            outcome: z.enum(importedOutcomes).nullable(),
            reason: z.string().nullable(),
            leadId: z.uuid().nullable(),
          }),
        ),
        nextCursor: z.string().nullable(),
      }),
    )
    .query(async ({ ctx: { deps, workspaceId }, input }) => {
      const at = { workspaceId, id: input.importId }
      const { mapping } = await getImport(deps.db, at)
      const after = input.cursor == null ? 0 : Number(fromCursor(input.cursor, place).number)
      const page = { outcome: input.outcome ?? null, after, limit: input.limit + 1 }
      const found = await listImported(deps.db, at, page)
      const items = found.slice(0, input.limit)
      const last = items.at(-1)
      return {
        items: items.map(({ number, ...one }) => ({ row: sheetRow(number, mapping), ...one })),
        nextCursor:
          found.length > input.limit && last ? toCursor({ number: String(last.number) }) : null,
      }
    }),
})

function publish({ changes }: Deps, workspaceId: string): void {
  changes.publish(workspaceId, { kinds: ['import'], leadIds: [] })
}

function view(file: LeadImport): z.input<typeof importShape> {
  const { id, fileName, header, state, actor, mapping, rows, done } = file
  const { created, updated, unchanged, refused } = file
  return {
    ...{ importId: id, fileName, header, state, mapping, rows, done },
    by: 'name' in actor ? actor.name : '',
    counts: { created, updated, unchanged, refused },
    createdAt: toInstant(file.createdAt),
    finishedAt: toInstant(file.finishedAt),
  }
}
