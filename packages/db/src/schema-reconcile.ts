import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

import { bytea, instant, workspaceId } from './columns.ts'
import { workspaces } from './schema-access.ts'
import { endpoints } from './schema-endpoints.ts'

/** The keys by which Cal.com's API is asked for the bookings of an account, and when that is done. */
export const calcomKeys = pgTable(
  'calcom_keys',
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => endpoints.id, { onDelete: 'cascade' }),
    /** The key, encrypted. */
    sealed: bytea('sealed').notNull(),
    fingerprint: text('fingerprint').notNull(),
    /** Of the API, as https://api.cal.com/v2. */
    baseUrl: text('base_url').notNull(),
    setAt: instant('set_at').notNull(),
    /** How many hours lie between two comparisons; null compares only when somebody asks. */
    everyHours: integer('every_hours'),
    /** Null while there is no schedule; while one process compares, until when it has that for itself. */
    nextRunAt: instant('next_run_at'),
    lastRunAt: instant('last_run_at'),
    /**
     * When the last run began that went well: the next one looks at what changed since a day before. Of a run that did not come to
     * the end, a day after what it came to.
     */
    lastGoodAt: instant('last_good_at'),
    /** How many bookings the last run looked at, and what it brought in. */
    compared: integer('compared'),
    applied: integer('applied'),
    unmatched: integer('unmatched'),
    /** Why the last run failed, or what it left out. */
    problem: text('problem'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.endpointId] }),
    index('calcom_keys_due')
      .on(table.nextRunAt)
      .where(sql`next_run_at is not null`),
  ],
)
