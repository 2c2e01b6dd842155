import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

import type { Db, Pool } from './connect.ts'

/** Sends a statement on the connection of an open transaction, and answers its rows. */
export type Run = (statement: SQL) => Promise<Record<string, unknown>[]>

const dialect = new PgDialect()

/** Sends statements within a transaction that drizzle opened. */
export function runIn(tx: Db): Run {
  return (statement) => tx.execute(statement)
}

/**
 * Does `work` in a transaction whose statements PostgreSQL prepares once for each connection, so their text has
 * to be the same each time. Those sent without waiting for one another share a round trip.
 */
export function transact<T>(pool: Pool, work: (run: Run) => Promise<T>): Promise<T> {
  const done = pool.$client.begin(async (tx) => ({
    result: await work(async (statement) => {
      const { sql, params } = dialect.sqlToQuery(statement)
      // Parameters are text, numbers or null; drizzle knows them as unknown.
      return tx.unsafe(sql, params as string[], { prepare: true })
    }),
  }))
  return done.then(({ result }) => result)
}
