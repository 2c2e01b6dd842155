import postgres from 'postgres'

import { newId } from '../../packages/db/src/new-id.ts'
import { servePlainly } from './plain-server.ts'

// The least that keeps a delivery safe: the signature is checked, and one row is written and committed.

const sql = postgres(process.env['DATABASE_URL'] ?? '', { max: Number(process.env['POOL']) })

await servePlainly(sql, async (workspaceId, body) => {
  await sql`
    insert into deliveries (workspace_id, id, received_at, body)
    values (${workspaceId}, ${newId()}, ${new Date()}, ${body.toString()})`
  return 'received'
})
