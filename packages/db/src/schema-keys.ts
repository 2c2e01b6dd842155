import { sql } from 'drizzle-orm'
import { check, pgTable, smallint } from 'drizzle-orm/pg-core'

import { bytea, instant } from './columns.ts'

/** What keys for other purposes than encryption are derived from: one row, which stays when the encryption key is rotated. */
export const encryptionRoot = pgTable(
  'encryption_root',
  {
    id: smallint('id').primaryKey(),
    /** Encrypted with the encryption key. */
    sealed: bytea('sealed').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [check('encryption_root_is_one', sql`${table.id} = 1`)],
)
