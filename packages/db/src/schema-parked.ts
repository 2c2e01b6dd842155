import { index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'

import { bytea, instant, workspaceId } from './columns.ts'
import { endpoints } from './schema-endpoints.ts'

/**
 * Requests that came with a signature before their endpoint had any secret to check it with: few, small, for a day, and never
 * read until a secret says that they are from Cal.com.
 */
export const parkedBodies = pgTable(
  'parked_bodies',
  {
    workspaceId: workspaceId(),
    id: uuid('id').notNull(),
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => endpoints.id, { onDelete: 'cascade' }),
    receivedAt: instant('received_at').notNull(),
    /** The 32 bytes that the signature header carried. */
    signature: bytea('signature').notNull(),
    /** The exact bytes, encrypted with the workspace's body key. */
    body: bytea('body').notNull(),
    size: integer('size').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('parked_bodies_of_endpoint').on(table.workspaceId, table.endpointId, table.id),
    index('parked_bodies_by_age').on(table.receivedAt),
  ],
)
