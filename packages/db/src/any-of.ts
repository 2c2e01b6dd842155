import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'

/**
 * The condition that a column of UUIDs is one of `ids`. One parameter holds them all, so that the statement has the same text
 * however many there are, and is prepared once.
 */
export function anyOf(column: SQLWrapper, ids: readonly string[]): SQL {
  return sql`${column} = any(${uuids(ids)})`
}

/** An array of UUIDs as one parameter. */
export function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(',')}}`}::uuid[]`
}
