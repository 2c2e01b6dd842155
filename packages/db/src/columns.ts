import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Bytes as they are. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
})

/** A point in time; Date in code. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** The column that leads the primary key of every tenant table. */
export const workspaceId = () => uuid('workspace_id').notNull()
