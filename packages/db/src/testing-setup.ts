import postgres from 'postgres'
import type { TestProject } from 'vitest/node'

import { startEphemeralPostgres } from './ephemeral-postgres.ts'
import { migrate } from './migrate.ts'
import { onDatabase, templateName } from './testing.ts'

/**
 * Runs once before all tests: starts one throw-away PostgreSQL, or uses the server at `TEST_DATABASE_URL`
 * (its role must be allowed to create databases), and makes the migrated template on it. Answers what
 * removes it again. Throws when that server cannot be reached.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const own = process.env['TEST_DATABASE_URL']
  const cluster = own
    ? { url: own, dataFolder: null, stop: async () => {} }
    : await startEphemeralPostgres()
  try {
    await makeTemplate(cluster.url)
  } catch (error) {
    await cluster.stop()
    throw error
  }
  project.provide('databaseServer', cluster.url)
  project.provide('databaseFolder', cluster.dataFolder)
  return cluster.stop
}

async function makeTemplate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => {} })
  try {
    await sql.unsafe(`drop database if exists ${templateName} with (force)`)
    await sql.unsafe(`create database ${templateName}`)
  } catch (error) {
    throw new Error(
      'The server at TEST_DATABASE_URL cannot be used. Without it the tests bring their own.',
      {
        cause: error,
      },
    )
  } finally {
    await sql.end()
  }
  await migrate(onDatabase(url, templateName))
}
