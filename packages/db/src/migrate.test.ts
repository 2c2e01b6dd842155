import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { migrate } from './migrate.ts'
import { createTestDatabase } from './testing.ts'

const packageFolder = fileURLToPath(new URL('..', import.meta.url))
const realFolder = join(packageFolder, 'migrations')

let database: Awaited<ReturnType<typeof createTestDatabase>>
let scratch: string

beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'solar-capture-test-'))
  database = await createTestDatabase({ bare: true })
})
afterEach(async () => {
  await database.close()
  rmSync(scratch, { recursive: true })
})

/** Writes a folder of migrations, `when` they were generated → their SQL, and answers its path. */
function migrationsFolder(migrations: Record<number, string>): string {
  const folder = join(scratch, 'migrations')
  mkdirSync(join(folder, 'meta'), { recursive: true })
  const entries = Object.entries(migrations).map(([when, text], idx) => {
    const tag = `000${idx}_test`
    writeFileSync(join(folder, `${tag}.sql`), text)
    return { idx, version: '7', when: Number(when), tag, breakpoints: true }
  })
  const journal = { version: '7', dialect: 'postgresql', entries }
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify(journal))
  return folder
}

async function tables(): Promise<string[]> {
  const rows = await database.sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`
  return rows.map((row) => row.name)
}

async function applied(): Promise<number> {
  return (await database.sql`select from drizzle.__drizzle_migrations`).length
}

const journal = () =>
  JSON.parse(readFileSync(join(realFolder, 'meta', '_journal.json'), 'utf8')) as {
    entries: unknown[]
  }

test('an empty database gets every migration, and a second run finds nothing to do', async () => {
  await migrate(database.url)
  expect(await applied()).toBe(journal().entries.length)
  const log: string[] = []
  await migrate(database.url, { log: (message) => log.push(message) })
  expect(log).toEqual([])
  expect(await applied()).toBe(journal().entries.length)
})

test('twenty processes that start at once all succeed, and each migration is applied once', async () => {
  const log: string[] = []
  await Promise.all(
    Array.from({ length: 20 }, () =>
      migrate(database.url, { log: (message) => log.push(message) }),
    ),
  )
  expect(await applied()).toBe(journal().entries.length)
  expect(log.filter((line) => line.startsWith('Applying'))).toHaveLength(1)
})

test('later migrations are applied on top of earlier ones', async () => {
  const first = { 1000: 'create table first_one ()' }
  await migrate(database.url, { migrationsFolder: migrationsFolder(first) })
  const both = { ...first, 2000: 'create table second_one ()' }
  await migrate(database.url, { migrationsFolder: migrationsFolder(both) })
  expect(await tables()).toEqual(['first_one', 'second_one'])
})

test('a database that is newer than this code is refused and left alone', async () => {
  const newer = { 1000: 'create table first_one ()', 2000: 'create table second_one ()' }
  await migrate(database.url, { migrationsFolder: migrationsFolder(newer) })
  const folder = migrationsFolder({
    1000: 'create table first_one ()',
    3000: 'create table other ()',
  })
  await expect(migrate(database.url, { migrationsFolder: folder })).rejects.toThrow(
    /newer than this release: it has 1 migrations/,
  )
  expect(await tables()).toEqual(['first_one', 'second_one'])
})

test('a migration that is older than the last applied one is not left out in silence', async () => {
  await migrate(database.url, {
    migrationsFolder: migrationsFolder({ 2000: 'create table late ()' }),
  })
  const folder = migrationsFolder({ 1000: 'create table early ()', 2000: 'create table late ()' })
  await expect(migrate(database.url, { migrationsFolder: folder })).rejects.toThrow(
    /never be applied/,
  )
})

test('a migration that fails leaves nothing of itself or of its neighbours', async () => {
  const folder = migrationsFolder({ 1000: 'create table first_one ()', 2000: 'create tabel x ()' })
  await expect(migrate(database.url, { migrationsFolder: folder })).rejects.toThrow()
  expect(await tables()).toEqual([])
  await migrate(database.url, {
    migrationsFolder: migrationsFolder({
      1000: 'create table first_one ()',
      2000: 'create table x ()',
    }),
  })
  expect(await tables()).toEqual(['first_one', 'x'])
})

test('a process killed while migrating leaves the work to the next one', async () => {
  const folder = migrationsFolder({
    1000: 'create table first_one ();--> statement-breakpoint\nselect pg_sleep(1)',
  })
  const script = `
    import { migrate } from ${JSON.stringify(new URL('./migrate.ts', import.meta.url))}
    const [url, migrationsFolder] = process.argv.slice(1)
    await migrate(url, { migrationsFolder, log: console.log })
  `
  const args = ['--input-type=module', '-e', script, database.url, folder]
  const killed = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(killed.stdout, 'data')
  await expect
    .poll(
      () =>
        database.sql`select from pg_stat_activity where query like '%pg_sleep(1)%' and wait_event = 'PgSleep'`,
    )
    .toHaveLength(1)
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  expect(await tables()).toEqual([])
  const log: string[] = []
  await migrate(database.url, { migrationsFolder: folder, log: (message) => log.push(message) })
  expect(log).toContain('Waiting for another process to migrate the database')
  expect(await tables()).toEqual(['first_one'])
})

test('the migrations say all that the schema says', async () => {
  const copy = join(scratch, 'copy')
  cpSync(realFolder, copy, { recursive: true })
  const before = readdirSync(copy, { recursive: true })
  // drizzle-kit takes the folder as relative to where it runs.
  const out = relative(packageFolder, copy)
  const args = ['generate', '--dialect=postgresql', '--schema=./src/schema.ts', `--out=${out}`]
  const kit = join(packageFolder, 'node_modules', 'drizzle-kit', 'bin.cjs')
  const { stdout } = await promisify(execFile)(process.execPath, [kit, ...args], {
    cwd: packageFolder,
  })
  expect(stdout).toContain('No schema changes')
  expect(readdirSync(copy, { recursive: true })).toEqual(before)
})
