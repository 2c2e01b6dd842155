import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import postgres, { type Sql } from 'postgres'

import type { Server } from './server.ts'

/** Has everybody who is signed in have proved so many minutes ago who they are: nobody waits that long. */
export function provedAgo(server: Server, minutes: number): Promise<void> {
  return change(
    server,
    (sql) => sql`update sessions set proved_at = now() - ${minutes} * interval '1 minute'`,
  )
}

/** Has every webhook secret be one that the server cannot decrypt, as with the key of another server. */
export function spoilSecrets(server: Server): Promise<void> {
  return change(
    server,
    (sql) => sql`
      update endpoint_secrets set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)`,
  )
}

/** Begins to merge a stage into another one, as a server does that ends before it moved a lead. */
export function beginMerge(server: Server, stage: string, into: string): Promise<void> {
  return change(
    server,
    (sql) => sql`
      update pipeline_stages set merged_into_id = (select id from pipeline_stages where name = ${into})
      where name = ${stage}`,
  )
}

async function change({ dataDir }: Server, run: (sql: Sql) => Promise<unknown>): Promise<void> {
  const folder = join(dataDir, 'postgres')
  const password = (await readFile(join(folder, 'password'), 'utf8')).trim()
  // The fourth line is the port.
  const running = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')
  const port = Number(running.split('\n')[3])
  const sql = postgres({
    ...{ host: '127.0.0.1', port, user: 'solar', password, database: 'solar_capture', max: 1 },
  })
  try {
    await run(sql)
  } finally {
    await sql.end()
  }
}
