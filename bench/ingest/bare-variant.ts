import { fileURLToPath } from 'node:url'

import { connectPlainly } from '../databases.ts'
import type { Bench } from './bench.ts'
import { makePlainTables } from './plain-tables.ts'
import { startServerProcess } from './server-process.ts'
import type { Target, TargetPlan } from './variant.ts'

const program = fileURLToPath(new URL('bare-server.ts', import.meta.url))

// Bodies as text, which costs this variant less than bytea; uncompressed, which costs it less than PostgreSQL's pglz.
const tables = `
  create table deliveries (
    workspace_id uuid not null,
    id uuid not null,
    received_at timestamptz not null,
    body text not null,
    primary key (workspace_id, id)
  );
  alter table deliveries alter column body set storage external;`

/** Starts the route that only checks the signature and inserts the delivery. */
export async function startBare({ label, leads, pool }: TargetPlan, bench: Bench): Promise<Target> {
  const { databases, cleanup } = bench
  const url = await databases.create(`bare_${label}`, cleanup)
  const sql = connectPlainly(url)
  cleanup.add(() => sql.end({ timeout: 5 }))
  await sql.unsafe(tables)
  const tenants = await makePlainTables(sql, leads)
  const env = { DATABASE_URL: url, POOL: String(pool) }
  const { pid, port } = await startServerProcess([program], env, bench)
  return {
    ...{ variant: 'bare', pid, port, tenants, stored: null },
    count: async () => {
      const [row] = await sql`select count(*)::int as deliveries from deliveries`
      return { deliveries: Number(row?.['deliveries']) }
    },
    expected: ({ acknowledged: { created, rescheduled, repeated } }) => ({
      deliveries: created + rescheduled + repeated,
    }),
    analyze: async () => void (await sql.unsafe('analyze')),
  }
}
