import { randomBytes } from 'node:crypto'

import postgres from 'postgres'
import { inject } from 'vitest'

import { connect } from './connect.ts'

declare module 'vitest' {
  // Only an interface can be added to.
  interface ProvidedContext {
    /** URL of the server that test databases are made on. */
    databaseServer: string
    /** Where the files of that server are; null where it is not one of ours. */
    databaseFolder: string | null
  }
}

/** The database with all migrations applied that test databases are cloned from. */
export const templateName = 'solar_test_template'

/**
 * Makes a database for one test file and connects to it: with all migrations applied and no rows, or,
 * when `bare`, with nothing at all. `close()` disconnects and drops it. Needs `testing-setup.ts` as
 * vitest's globalSetup.
 */
export async function createTestDatabase({ bare = false } = {}) {
  const server = inject('databaseServer')
  const name = `solar_test_${randomBytes(6).toString('hex')}`
  const template = bare ? 'template0' : templateName
  await administer(server, `create database ${name} template ${template} strategy file_copy`)
  const url = onDatabase(server, name)
  const { sql, db, close } = connect(url)
  return {
    url,
    sql,
    db,
    close: async () => {
      await close()
      await dropTestDatabase(server, name)
    },
  }
}

/** The same server's URL, but for the database `name`. */
export function onDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

async function dropTestDatabase(server: string, name: string): Promise<void> {
  if (!name.includes('_test')) throw new Error(`"${name}" is not the name of a test database.`)
  await administer(server, `drop database if exists ${name} with (force)`)
}

async function administer(server: string, statement: string): Promise<void> {
  const sql = postgres(server, {
    max: 1,
    connect_timeout: 3,
    fetch_types: false,
    onnotice: () => {},
  })
  try {
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}
