import { is, Placeholder, sql, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

import type { Db, Pool } from './connect.ts'

/** Sends a statement on the connection of an open transaction, and answers its rows. */
export type Run = (statement: Statement) => Promise<Record<string, unknown>[]>

/** A statement, or one whose text is made only once, with the values of its parameters by name. */
export type Statement = SQL | { template: Template; values: Record<string, string> }

/** Makes a statement of what stands for each of its parameters. */
export type Template = (param: (name: string) => SQL) => SQL

const dialect = new PgDialect()
const made = new WeakMap<Template, { sql: string; names: string[] }>()

/** Sends statements within a transaction that drizzle opened. */
export function runIn(tx: Db): Run {
  return (statement) =>
    tx.execute(
      'template' in statement
        ? statement.template((name) => sql`${statement.values[name]}`)
        : statement,
    )
}

// Making the text of a long statement costs more than sending it.
function toQuery(statement: Statement): { sql: string; params: unknown[] } {
  if (!('template' in statement)) return dialect.sqlToQuery(statement)
  const { template, values } = statement
  const query = made.get(template) ?? makeOnce(template)
  return { sql: query.sql, params: query.names.map((name) => values[name]) }
}

function makeOnce(template: Template) {
  const query = dialect.sqlToQuery(template((name) => sql`${sql.placeholder(name)}`))
  const names = query.params.map((param) => (is(param, Placeholder) ? param.name : ''))
  const once = { sql: query.sql, names }
  made.set(template, once)
  return once
}

/** What a transaction is for, and the statements that end it, none of which the others wait for. */
export type Ending<T> = { result: T; last: Statement[] }

/**
 * Does `work` in a transaction whose statements PostgreSQL prepares once for each connection, so their text has
 * to be the same each time. Those sent without waiting for one another share a round trip, the first ones with
 * its begin and the last ones with its commit.
 */
export function transact<T>(pool: Pool, work: (run: Run) => Promise<Ending<T>>): Promise<T> {
  return pool.$client.pipeline(async (tx) => {
    const run = (statement: Statement) => {
      const { sql, params } = toQuery(statement)
      // Parameters are text, numbers or null; drizzle knows them as unknown.
      return tx.unsafe(sql, params as string[], { prepare: true }).execute()
    }
    const { result, last } = await work(run)
    return { result, last: last.map(run) }
  })
}
