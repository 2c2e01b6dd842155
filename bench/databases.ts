import { randomBytes } from 'node:crypto'

import postgres, { type Sql } from 'postgres'

import type { Cleanup } from './cleanup.ts'
import type { PostgresServer } from './durable-postgres.ts'

export type Databases = {
  /** Makes an empty database, to be dropped by the cleanup, and answers its URL. */
  create: (label: string, cleanup: Cleanup) => Promise<string>
  /**
   * Writes everything out, so that what the last one left to write does not slow the next one down. Answers
   * whether this role may.
   */
  checkpoint: () => Promise<boolean>
  /** One value of one row. */
  ask: (statement: string) => Promise<string>
}

/** Connects to do the bench's own work on `url`: one connection, without time limits, and nothing of dates. */
export function connectPlainly(url: string): Sql {
  return postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10, idle_timeout: 30 })
}

/** Makes databases on a server. */
export function manageDatabases({ url, adminUrl }: PostgresServer, cleanup: Cleanup): Databases {
  const owner = connectPlainly(url)
  const admin = connectPlainly(adminUrl)
  cleanup.add(() => Promise.all([owner.end({ timeout: 5 }), admin.end({ timeout: 5 })]))
  const run = randomBytes(3).toString('hex')
  return {
    create: async (label, cleanup) => {
      const name = `bench_${run}_${label}`
      await owner.unsafe(`create database ${name}`)
      // Not by force: that is refused while autovacuum, which is no role's, is in it. Its servers have ended by now.
      cleanup.add(() => owner.unsafe(`drop database if exists ${name}`))
      const made = new URL(url)
      made.pathname = `/${name}`
      return made.href
    },
    checkpoint: async () => {
      try {
        await admin.unsafe('checkpoint')
        return true
      } catch (error) {
        if (error instanceof postgres.PostgresError && error.code === '42501') return false
        throw error
      }
    },
    ask: async (statement) => {
      const [row] = await owner.unsafe(statement)
      return String(Object.values(row ?? {})[0] ?? '')
    },
  }
}
