import { boolean, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'

import { instant, workspaceId } from './columns.ts'
import { users, workspaces } from './schema-access.ts'

/** How somebody looks at the leads, kept under a name: for themselves, or for everybody in the workspace. */
export const savedViews = pgTable(
  'saved_views',
  {
    workspaceId: workspaceId().references(() => workspaces.id, { onDelete: 'cascade' }),
    id: uuid('id').notNull(),
    /** Whose it is. */
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    isShared: boolean('is_shared').notNull(),
    /** The state of the screen, as in its address. */
    state: jsonb('state').$type<Record<string, string>>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('saved_views_of_user').on(table.workspaceId, table.userId),
  ],
)
