import { sql, type SQL } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { toHex } from './hex.ts'
import { encryptionRoot } from './schema-keys.ts'

/** What the encrypted bytes of a column are bound to: `value` is the purpose of a value that was encrypted by itself. */
export type WrappedKind = 'root' | 'secret' | 'body_key' | 'totp' | { value: string }

/** A column whose bytes the encryption key itself encrypted; they start with the id of that key. */
export type WrappedColumn = {
  kind: WrappedKind
  table: string
  column: string
  /** The primary key, and the types of its columns; the last one is the id that the bytes are bound to. */
  keys: [name: string, type: 'uuid' | 'integer' | 'smallint'][]
  /** Where the id of the key is kept beside. */
  keyIdColumn?: string
}

/**
 * Everything that has to be encrypted anew before an encryption key may go. Whoever adds a column of this kind adds it here.
 */
export const wrappedColumns: readonly WrappedColumn[] = [
  { kind: 'root', table: 'encryption_root', column: 'sealed', keys: [['id', 'smallint']] },
  { kind: 'body_key', table: 'workspaces', column: 'body_key', keys: [['id', 'uuid']] },
  {
    kind: 'secret',
    table: 'endpoint_secrets',
    column: 'wrapped_key',
    keys: [
      ['endpoint_id', 'uuid'],
      ['version', 'integer'],
    ],
    keyIdColumn: 'key_id',
  },
  {
    kind: { value: 'alarm_webhook' },
    table: 'alarm_settings',
    column: 'webhook',
    keys: [['workspace_id', 'uuid']],
  },
  {
    kind: { value: 'calcom_key' },
    table: 'calcom_keys',
    column: 'sealed',
    keys: [
      ['workspace_id', 'uuid'],
      ['endpoint_id', 'uuid'],
    ],
  },
  { kind: 'totp', table: 'totps', column: 'sealed', keys: [['user_id', 'uuid']] },
]

/** A wrapped value with the primary key of its row, as text. */
export type WrappedRow = { keys: string[]; wrapped: Uint8Array }

/** How many values each encryption key (by its id) encrypted, by the column that they are in. */
export async function countWrapped(
  db: Db,
): Promise<{ column: string; keyId: string; count: number }[]> {
  const counts = []
  for (const one of wrappedColumns) {
    const column = sql.identifier(one.column)
    const rows = await db.execute(sql`
      select ${`${one.table}.${one.column}`}::text as "column", ${keyIdIn(column)} as "keyId", count(*)::int as count
      from ${sql.identifier(one.table)} where ${column} is not null group by 2 order by 2`)
    counts.push(...rows)
  }
  // The statement makes them in this shape.
  return counts as { column: string; keyId: string; count: number }[]
}

/** Values of a column that another key than `keyId` encrypted, in the order of their keys, from behind `after` on. */
export async function listWrappedByOthers(
  db: Db,
  { table, column, keys }: WrappedColumn,
  { keyId, after, limit }: { keyId: string; after: string[] | null; limit: number },
): Promise<WrappedRow[]> {
  const names = keys.map(([name]) => sql.identifier(name))
  const place = sql`(${sql.join(names, sql`, `)})`
  const behind = (after ?? []).map((key, index) => sql`${key}::${type(keys[index]?.[1] ?? 'uuid')}`)
  const rest = after === null ? sql`true` : sql`${place} > (${sql.join(behind, sql`, `)})`
  const asText = names.map((name) => sql`${name}::text`)
  const rows = await db.execute(sql`
    select array[${sql.join(asText, sql`, `)}] as keys, ${sql.identifier(column)} as wrapped
    from ${sql.identifier(table)}
    where ${keyIdIn(sql.identifier(column))} <> ${keyId} and ${rest}
    order by ${sql.join(names, sql`, `)} limit ${limit}`)
  // The statement makes them in this shape.
  return rows as unknown as WrappedRow[]
}

/** Puts values in the place of those from which they were made, all or none; what was changed meanwhile stays. */
export async function replaceWrapped(
  db: Db,
  { table, column, keys, keyIdColumn }: WrappedColumn,
  { keyId, rows }: { keyId: string; rows: (WrappedRow & { after: Uint8Array })[] },
): Promise<void> {
  const changes = rows.map((row) => ({
    ...Object.fromEntries(row.keys.map((key, index) => [`k${index}`, key])),
    ...{ before: `\\x${toHex(row.wrapped)}`, after: `\\x${toHex(row.after)}` },
  }))
  const columns = keys.map(([, name], index) => sql`${sql.identifier(`k${index}`)} ${type(name)}`)
  const same = keys.map(
    ([name], index) => sql`stored.${sql.identifier(name)} = changed.${sql.identifier(`k${index}`)}`,
  )
  const named = keyIdColumn ? sql`, ${sql.identifier(keyIdColumn)} = ${keyId}` : sql``
  await db.execute(sql`
    update ${sql.identifier(table)} as stored set ${sql.identifier(column)} = changed.after ${named}
    from json_to_recordset(${JSON.stringify(changes)}::text::json)
      as changed(${sql.join(columns, sql`, `)}, before bytea, after bytea)
    where ${sql.join(same, sql` and `)} and stored.${sql.identifier(column)} = changed.before`)
}

/** The encrypted root; null where there is none yet. */
export async function findRoot(db: Db): Promise<Uint8Array | null> {
  const [row] = await db.select({ sealed: encryptionRoot.sealed }).from(encryptionRoot)
  return row?.sealed ?? null
}

/** Keeps the encrypted root unless there is one. */
export async function keepRoot(db: Db, sealed: Uint8Array): Promise<void> {
  await db.insert(encryptionRoot).values({ id: 1, sealed }).onConflictDoNothing()
}

/** The ids of the encryption keys (8 hex digits each) that something in the database is encrypted with. */
export async function listEncryptionKeys(db: Db): Promise<string[]> {
  return [...new Set((await countWrapped(db)).map(({ keyId }) => keyId))]
}

const lockId = 0x6b657973

/** Runs `task` while no other process that uses the database does so. */
export async function withKeysLocked(db: Db, task: () => Promise<void>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${lockId})`)
    await task()
  })
}

function keyIdIn(column: SQL | ReturnType<typeof sql.identifier>): SQL<string> {
  return sql`encode(substring(${column} from 1 for 4), 'hex')`
}

function type(name: WrappedColumn['keys'][number][1]): SQL {
  switch (name) {
    case 'uuid':
      return sql`uuid`
    case 'integer':
      return sql`integer`
    case 'smallint':
      return sql`smallint`
  }
}
