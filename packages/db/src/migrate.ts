import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { readMigrationFiles } from 'drizzle-orm/migrator'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres, { type Sql } from 'postgres'

import { connect } from './connect.ts'

const oldestServer = 15
const lockTimeout = 60_000

/**
 * Brings the schema of the database at `url` up to date with the migrations in `migrationsFolder` (by
 * default the ones that this code was built with). Any number of processes may do it at once: one works,
 * the others wait for up to 60 seconds and then find nothing left to do. All missing migrations are
 * applied in one transaction. Throws an error for the operator when the database is newer than
 * this code, when the server is older than PostgreSQL 15, or when the wait was too long.
 */
export async function migrate(
  url: string,
  options: { migrationsFolder?: string; log?: (message: string) => void } = {},
): Promise<void> {
  const { migrationsFolder = findMigrations(), log = () => {} } = options
  const known = readMigrationFiles({ migrationsFolder }).map((migration) => migration.folderMillis)
  // One connection, never replaced: it holds the lock.
  const { sql, db, close } = connect(url, {
    max: 1,
    idleTimeout: 0,
    statementTimeout: 0,
    lockTimeout,
    idleInTransactionTimeout: 0,
  })
  try {
    await refuseOldServer(sql)
    await waitForTurn(sql, log)
    const missing = missingFrom(await listApplied(sql), known)
    if (missing.length === 0) return
    log(`Applying ${missing.length} of ${known.length} database migrations`)
    await applyMigrations(db, { migrationsFolder })
  } finally {
    await close()
  }
}

async function refuseOldServer(sql: Sql): Promise<void> {
  const [server] = await sql<{ version: number }[]>`
    select current_setting('server_version_num')::int as version`
  const major = Math.floor((server?.version ?? 0) / 10_000)
  if (major >= oldestServer) return
  throw new Error(`PostgreSQL ${major} is too old: at least ${oldestServer} is needed.`)
}

// The lock ends with the connection, so a killed migration leaves nothing behind.
async function waitForTurn(sql: Sql, log: (message: string) => void): Promise<void> {
  const name = 'solar-capture migrations'
  const [turn] = await sql<{ taken: boolean }[]>`
    select pg_try_advisory_lock(hashtextextended(${name}, 0)) as taken`
  if (turn?.taken) return
  log('Waiting for another process to migrate the database')
  try {
    await sql`select pg_advisory_lock(hashtextextended(${name}, 0))`
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && error.code === '55P03')) throw error
    throw new Error(
      `Another process has been migrating the database for more than ${lockTimeout / 1_000} seconds.`,
      { cause: error },
    )
  }
}

async function listApplied(sql: Sql): Promise<number[]> {
  const [journal] = await sql<{ exists: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as exists`
  if (!journal?.exists) return []
  const rows = await sql<{ appliedAs: string }[]>`
    select created_at as "appliedAs" from drizzle.__drizzle_migrations`
  return rows.map((row) => Number(row.appliedAs))
}

// A migration is known by the time at which it was generated; its text may differ in line endings.
function missingFrom(applied: number[], known: number[]): number[] {
  const unknown = applied.filter((one) => !known.includes(one))
  if (unknown.length > 0) {
    throw new Error(
      `The database is newer than this release: it has ${unknown.length} migrations that this release ` +
        'does not know. Nothing was changed. Start the release that made them, or a later one.',
    )
  }
  const missing = known.filter((one) => !applied.includes(one))
  const last = Math.max(...applied)
  const late = missing.filter((one) => one < last)
  if (late.length > 0) {
    // drizzle only looks at what is newer than the last applied one, and would silently leave these out.
    throw new Error(
      `${late.length} migrations are older than the last one that the database has, so they would never be ` +
        'applied. Generate them again.',
    )
  }
  return missing
}

// Beside the sources, or copied beside the bundle that this code ended up in.
function findMigrations(): string {
  const candidates = ['../migrations', './migrations'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  const folder = candidates.find((path) => existsSync(`${path}/meta/_journal.json`))
  if (folder) return folder
  throw new Error(`No database migrations found; looked in ${candidates.join(' and ')}.`)
}
