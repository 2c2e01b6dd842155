import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'

import type { Sql } from 'postgres'

import type { Cleanup } from './cleanup.ts'
import { connectPlainly, type Databases } from './databases.ts'
import { setUpOverHttp } from './ingest/product-set-up.ts'
import { productProgram, setupToken } from './ingest/product-variant.ts'
import { startServerProcess } from './ingest/server-process.ts'
import { fillWorkspace } from './reads/fill.ts'

export type Run = { databases: Databases; folder: string; cleanup: Cleanup }

/** The built server with one workspace of leads, and the cookie of its owner. */
export type Filled = { pid: number; port: number; cookie: string; sql: Sql; owners: string[] }

/** Starts the built server on a database of its own, sets it up, and fills its workspace with `count` leads of one year. */
export async function startFilled(label: string, count: number, run: Run): Promise<Filled> {
  const { databases, folder, cleanup } = run
  console.error(`Filling in ${count.toLocaleString('en')} leads …`)
  const url = await databases.create(`${label}_${count}`, cleanup)
  const dataDir = mkdtempSync(join(folder, `${label}-`))
  const env = {
    ...{ DATABASE_URL: url, DATA_DIR: dataDir, SETUP_TOKEN: setupToken, LOG_LEVEL: 'warn' },
    ...{ PUBLIC_URL: '', ENCRYPTION_KEY: '', ENCRYPTION_KEY_FILE: '', TRUST_PROXY: '' },
  }
  const { pid, port } = await startServerProcess([productProgram], env, { folder, cleanup })
  const { workspaceId, cookie } = await setUpOverHttp(port, setupToken)
  const sql = connectPlainly(url)
  cleanup.add(() => sql.end({ timeout: 5 }))
  const owners = await fillWorkspace(sql, { workspaceId, count })
  return { pid, port, cookie, sql, owners }
}
