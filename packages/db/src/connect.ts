import type { PgDatabase } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

import { preparing } from './preparing.ts'
import * as schema from './schema.ts'

/** A pool of connections or an open transaction: what every query function takes. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, typeof schema>

/** A pool of connections, with the driver's own way in for statements that have to be cheap. */
export type Pool = Db & { $client: postgres.Sql }

export type Connection = ReturnType<typeof connect>

export type ConnectOptions = {
  /** Most connections at the same time. */
  max?: number
  /** Seconds after which an unused connection is closed. */
  idleTimeout?: number
  /** Milliseconds after which the server gives a statement up; 0 is never. */
  statementTimeout?: number
  /** Milliseconds after which the server gives waiting for a lock up; 0 is never. */
  lockTimeout?: number
  /** Milliseconds after which the server ends a transaction in which nothing happens; 0 is never. */
  idleInTransactionTimeout?: number
  /** Whether all statements look rows up by their keys, so that no guess about sizes shall make them do else. */
  byKeysOnly?: boolean
  /** Gets the server's notices, which are ignored otherwise. */
  onNotice?: (message: string) => void
}

// A plan that is kept from when a table was small would read all of it for each delivery once it is large. The driver leaves
// out what is false.
const planByKeys = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_material: 'off',
  enable_bitmapscan: 'off',
  jit: 'off',
}

// What is rare is looked for in another way than what is common, so a plan is made for the values of each statement.
const planByValues = { plan_cache_mode: 'force_custom_plan' }

/**
 * Makes a pool of connections to the database at `url`; the first query opens the first one, and gives up
 * after three seconds. When the URL names several hosts, only a primary is used. `db` and `sql` are the
 * same pool; drizzle makes it answer dates and times as text in `sql` too. `close()` lets running
 * queries finish for up to five seconds, then cuts them off. Throws when the URL cannot be parsed.
 */
export function connect(url: string, options: ConnectOptions = {}) {
  const { max = 8, idleTimeout = 60, byKeysOnly = false, onNotice } = options
  const {
    statementTimeout = 4_000,
    lockTimeout = 2_000,
    idleInTransactionTimeout = 10_000,
  } = options
  const sql = postgres(url, {
    max,
    idle_timeout: idleTimeout,
    connect_timeout: 3,
    // Seconds. The driver's own grow to 20, for which queries would go on waiting after an outage.
    backoff: (attempt) => Math.min(0.05 * 2 ** attempt, 0.5),
    connection: {
      application_name: 'solar-capture',
      statement_timeout: statementTimeout,
      lock_timeout: lockTimeout,
      idle_in_transaction_session_timeout: idleInTransactionTimeout,
      ...(byKeysOnly ? planByKeys : planByValues),
    },
    onnotice: (notice) => onNotice?.(notice['message'] ?? ''),
    ...(namesSeveralHosts(url) ? { target_session_attrs: 'primary' as const } : {}),
  })
  const db = drizzle(preparing(sql), { schema })
  return { sql, db, close: () => sql.end({ timeout: 5 }) }
}

function namesSeveralHosts(url: string): boolean {
  const authority = /^[^:]+:\/\/([^/?#]*)/.exec(url)?.[1] ?? ''
  return decodeURIComponent(authority.slice(authority.lastIndexOf('@') + 1)).includes(',')
}
