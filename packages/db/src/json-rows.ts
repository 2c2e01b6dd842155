import { getTableColumns, sql, type SQL } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'

import { toHex } from './hex.ts'

/** A row as PostgreSQL's `row_to_json` tells it, as drizzle would have read it. */
export function fromJson<Table extends PgTable>(
  table: Table,
  json: Record<string, unknown>,
): Table['$inferSelect'] {
  const row: Record<string, unknown> = {}
  for (const { key, name, isTime } of columnsOf(table)) {
    const value = json[name]
    row[key] = isTime && typeof value === 'string' ? new Date(value) : value
  }
  // The columns of the table are the keys of its row.
  return row
}

/** A row of a workspace, which is named once for all of them. */
export type RowOf<Table extends PgTable> = Omit<Table['$inferSelect'], 'workspaceId'>

/** Rows as the parameter of a statement; what is null is left out of them. */
export function toJson<Table extends PgTable>(table: Table, rows: RowOf<Table>[]): string {
  return JSON.stringify(rows.map((row) => toRecord(table, row)))
}

/** The parts of a row that are there, by the names of their columns. */
export function toRecord<Table extends PgTable>(
  table: Table,
  row: Partial<RowOf<Table>>,
): Record<string, unknown> {
  const record: Record<string, unknown> = {}
  const values: Record<string, unknown> = row
  for (const { key, name } of givenColumnsOf(table)) {
    const value = values[key]
    if (value == null) continue
    record[name] = value instanceof Uint8Array ? `\\x${toHex(value)}` : value
  }
  return record
}

/** What stands for the parameters of a statement that is the same for any number of rows. */
type Given = { workspaceId: SQL; rows: SQL }

/** Inserts the rows of `toJson`. What is there already by the columns of `key` is replaced; without a `key` that is an error. */
export function insertInto(table: PgTable, { workspaceId, rows }: Given, key: string[] = []): SQL {
  const names = namesOf(table)
  const list = sql.raw(names.join(', '))
  return sql`
    insert into ${sql.raw(getTableConfig(table).name)} (workspace_id, ${list})
    select ${workspaceId}::uuid, ${list} from ${recordsOf(table, rows)}
    ${replacing(names, key)}`
}

/** The columns of the rows of `toJson`. */
export function namesOf(table: PgTable): string[] {
  return givenColumnsOf(table).map(({ name }) => name)
}

/** The rows of `toJson` as a table `given`, by the names of their columns, and of `more` with these types. */
export function recordsOf(table: PgTable, rows: SQL, more: string[] = []): SQL {
  const types = [...givenColumnsOf(table).map(({ name, type }) => `"${name}" ${type}`), ...more]
  return sql`json_to_recordset(${rows}::text::json) as given(${sql.raw(types.join(', '))})`
}

function replacing(columns: string[], key: string[]): SQL {
  if (key.length === 0) return sql``
  const replaced = columns.filter((column) => !key.includes(column))
  const set = replaced.map((column) => `${column} = excluded.${column}`).join(', ')
  return sql.raw(`on conflict (workspace_id, ${key.join(', ')}) do update set ${set}`)
}

type Column = { key: string; name: string; type: string; isTime: boolean }
const known = new WeakMap<PgTable, Column[]>()
const given = new WeakMap<PgTable, Column[]>()

// The workspace is not in the rows that are written.
function givenColumnsOf(table: PgTable): Column[] {
  const columns = given.get(table) ?? columnsOf(table).filter(({ name }) => name !== 'workspace_id')
  given.set(table, columns)
  return columns
}

function columnsOf(table: PgTable): Column[] {
  const columns = known.get(table)
  if (columns) return columns
  const made = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    ...{ key, name: column.name, type: column.getSQLType() },
    isTime: column.dataType === 'date',
  }))
  known.set(table, made)
  return made
}
