import { getTableColumns, sql } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'

import { toHex } from './hex.ts'
import type { Statement, Template } from './statement.ts'

/** A row as PostgreSQL's `row_to_json` tells it, as drizzle would have read it. */
export function fromJson<Table extends PgTable>(
  table: Table,
  json: Record<string, unknown>,
): Table['$inferSelect'] {
  const entries = Object.entries(getTableColumns(table)).map(([key, column]) => {
    const value = json[column.name]
    const isTime = column.dataType === 'date' && typeof value === 'string'
    return [key, isTime ? new Date(value) : value]
  })
  // The columns of the table are the keys of its row.
  return Object.fromEntries(entries) as Table['$inferSelect']
}

/** Rows as one parameter for `json_populate_recordset`. */
function toJson<Table extends PgTable>(table: Table, rows: Table['$inferSelect'][]): string {
  const columns = Object.entries(getTableColumns(table)).map(([key, { name }]) => ({ key, name }))
  const values = rows.map((row: Record<string, unknown>) => {
    const value: Record<string, unknown> = {}
    for (const { key, name } of columns) value[name] = toValue(row[key])
    return value
  })
  return JSON.stringify(values)
}

/**
 * Inserts rows with one statement, the same for any number of them. What is there already by the columns
 * of `key` is replaced; without a `key` that is an error.
 */
export function writeRows<Table extends PgTable>(
  table: Table,
  rows: Table['$inferSelect'][],
  key: string[] = [],
): Statement {
  const { name } = getTableConfig(table)
  const named = `${name} ${key.join()}`
  const template = templates.get(named) ?? insertInto(table, key)
  templates.set(named, template)
  return { template, values: { rows: toJson(table, rows) } }
}

const templates = new Map<string, Template>()

function insertInto(table: PgTable, key: string[]): Template {
  const name = sql.raw(getTableConfig(table).name)
  const columns = Object.values(getTableColumns(table)).map((column) => column.name)
  const list = sql.raw(columns.join(', '))
  const replaced = columns.filter((column) => !key.includes(column))
  const set = replaced.map((column) => `${column} = excluded.${column}`).join(', ')
  const conflict = key.length > 0 ? `on conflict (${key.join(', ')}) do update set ${set}` : ''
  return (param) => sql`
    insert into ${name} (${list})
    select ${list} from json_populate_recordset(null::${name}, ${param('rows')}::text::json)
    ${sql.raw(conflict)}`
}

function toValue(value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${toHex(value)}` : value
}
