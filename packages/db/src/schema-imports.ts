import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

import { importedOutcomes, importStates, type ImportMapping } from '@solar-capture/core/lead-import'
import type { Actor } from '@solar-capture/core/timeline'

import { instant, workspaceId } from './columns.ts'
import { users, workspaces } from './schema-access.ts'

export const importState = pgEnum('import_state', importStates)
export const importedOutcome = pgEnum('imported_outcome', importedOutcomes)

/** A file of leads on its way in. */
export const leadImports = pgTable(
  'lead_imports',
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    /** Who brought it; null for an internal tool. */
    userId: uuid('user_id').references(() => users.id, { onDelete: 'set null' }),
    /** Who the timelines of its leads name. */
    actor: jsonb('actor').$type<Actor>().notNull(),
    fileName: text('file_name').notNull(),
    state: importState('state').notNull(),
    /** The names of the file's columns. */
    header: text('header').array().notNull(),
    /** What is taken from which column; only meant so until it is imported; null until somebody says. */
    mapping: jsonb('mapping').$type<ImportMapping>(),
    /** How many rows have been received. */
    rows: integer('rows').notNull().default(0),
    /** How long all of their cells are together. */
    bytes: integer('bytes').notNull().default(0),
    /** How many of them, from the first, have been imported. */
    done: integer('done').notNull().default(0),
    /** What became of these. */
    created: integer('created').notNull().default(0),
    updated: integer('updated').notNull().default(0),
    unchanged: integer('unchanged').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('lead_imports_by_creation').on(table.workspaceId, table.createdAt),
    uniqueIndex('lead_imports_one_at_work')
      .on(table.workspaceId)
      .where(sql`state = 'importing'`),
  ],
)

/** The rows of a file, and what became of each. */
export const leadImportRows = pgTable(
  'lead_import_rows',
  {
    workspaceId: workspaceId(),
    importId: uuid('import_id').notNull(),
    /** Counts the rows of the file from 1, without its header. */
    number: integer('number').notNull(),
    cells: text('cells').array().notNull(),
    /** Null until it is imported. */
    outcome: importedOutcome('outcome'),
    /** Why it was refused. */
    reason: text('reason'),
    leadId: uuid('lead_id'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.importId, table.number] }),
    foreignKey({
      columns: [table.workspaceId, table.importId],
      foreignColumns: [leadImports.workspaceId, leadImports.id],
    }).onDelete('cascade'),
  ],
)
