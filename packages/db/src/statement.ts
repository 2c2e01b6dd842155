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

const startedAt = performance.now()
let transactions = 0

/**
 * Does `work` in a transaction whose statements PostgreSQL prepares once for each connection, so their text has
 * to be the same each time. Those sent without waiting for one another share a round trip.
 */
export function transact<T>(pool: Pool, work: (run: Run) => Promise<T>): Promise<T> {
  transactions += 1
  const generation = planGeneration(transactions, performance.now() - startedAt)
  const done = pool.$client.begin(async (tx) => ({
    result: await work(async (statement) => {
      const { sql, params } = dialect.sqlToQuery(statement)
      // Parameters are text, numbers or null; drizzle knows them as unknown.
      return tx.unsafe(`${sql} -- ${generation}`, params as string[], { prepare: true })
    }),
  }))
  return done.then(({ result }) => result)
}

// PostgreSQL keeps the plan of when it prepared a statement, and for a table that was empty then any index is as good
// as another. So statements are prepared anew whenever the work done, or the time since the start, has doubled.
function planGeneration(transactions: number, ms: number): string {
  const doubled = (number: number) => Math.floor(Math.log2(number + 1))
  return `${doubled(transactions)}.${doubled(ms / 60_000)}`
}
