import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import postgres from 'postgres'

import type { Server } from './server.ts'

/** Has everybody who is signed in have proved so many minutes ago who they are: nobody waits that long. */
export async function provedAgo({ dataDir }: Server, minutes: number): Promise<void> {
  const folder = join(dataDir, 'postgres')
  const password = (await readFile(join(folder, 'password'), 'utf8')).trim()
  // The fourth line is the port.
  const running = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')
  const port = Number(running.split('\n')[3])
  const sql = postgres({
    ...{ host: '127.0.0.1', port, user: 'solar', password, database: 'solar_capture', max: 1 },
  })
  try {
    await sql`update sessions set proved_at = now() - ${minutes} * interval '1 minute'`
  } finally {
    await sql.end()
  }
}
