import { sql } from 'drizzle-orm'
import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

import { workspaceId } from './columns.ts'

/**
 * What leads are searched by, beside them: what a webhook updates is not to carry the indexes that a search needs. Triggers
 * keep it, so there is no foreign key: each row would be checked for nothing.
 */
export const leadSearch = pgTable(
  'lead_search',
  {
    workspaceId: workspaceId(),
    leadId: uuid('lead_id').notNull(),
    /** Name, emails, phone and postcode as `searchable` makes them, blanks between. */
    text: text('text').notNull(),
    /** The name as leads are sorted by it. */
    nameKey: text('name_key').notNull(),
    /**
     * A hash of every three characters in a row, and of how each word begins, together with the workspace: an index of them
     * leads to this workspace's leads alone.
     */
    grams: integer('grams')
      .array()
      .notNull()
      .generatedAlwaysAs(sql`search_grams(workspace_id, text)`),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.leadId] }),
    index('lead_search_by_fragment').using('gin', table.grams),
    index('lead_search_by_name').on(table.workspaceId, table.nameKey, table.leadId),
  ],
)

/**
 * How many leads there are, as what was added and taken away since it was last summed up: the sum over all rows is exact. Triggers
 * append to it, because transactions that update one number would wait for each other.
 */
export const leadCounts = pgTable(
  'lead_counts',
  {
    workspaceId: workspaceId(),
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    stageId: uuid('stage_id').notNull(),
    source: text('source').notNull(),
    ownerId: uuid('owner_id'),
    delta: integer('delta').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)
