import { existsSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'

import type { Sql } from 'postgres'

import { root } from '../../scripts/run-program.ts'
import { connectPlainly } from '../databases.ts'
import type { Bench } from './bench.ts'
import { addProductLeads } from './product-leads.ts'
import { setUpOverHttp } from './product-set-up.ts'
import { addWorkspaces } from './product-workspaces.ts'
import { startServerProcess } from './server-process.ts'
import type { Target, TargetPlan } from './variant.ts'

export const productProgram = join(root, 'apps', 'api', 'dist', 'main.js')
export const setupToken = 'setup-token-of-the-benchmark'

/** Throws unless the server has been built. */
export function requireBuild(): void {
  if (!existsSync(productProgram)) throw new Error('Nothing is built yet: run "pnpm build" first.')
}

/** The product, and a connection to its database. */
export type ProductTarget = Target & { sql: Sql }

/**
 * Starts the built server as `pnpm start` does and sets it up. With a `profileFolder` it writes a CPU profile there
 * when it ends.
 */
export async function startProduct(
  { label, leads }: Omit<TargetPlan, 'pool'>,
  bench: Bench,
): Promise<ProductTarget> {
  const { databases, cleanup, folder, profileFolder } = bench
  const url = await databases.create(`product_${label}`, cleanup)
  const dataDir = mkdtempSync(join(folder, 'product-'))
  const profile = profileFolder === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`]
  const env = {
    ...{ DATABASE_URL: url, DATA_DIR: dataDir, SETUP_TOKEN: setupToken, LOG_LEVEL: 'warn' },
    // A developer's own settings must not count; what is set here, the file `.env` does not change.
    ...{ PUBLIC_URL: '', ENCRYPTION_KEY: '', ENCRYPTION_KEY_FILE: '', TRUST_PROXY: '' },
  }
  const { pid, port } = await startServerProcess([...profile, productProgram], env, bench)
  const first = await setUpOverHttp(port, setupToken)
  const added = await addWorkspaces({ url, dataDir }, leads.length - 1)
  const workspaces = [first, ...added].map((one, workspace) => ({
    ...one,
    workspace,
    count: leads[workspace] ?? 0,
  }))
  const sql = connectPlainly(url)
  cleanup.add(() => sql.end({ timeout: 5 }))
  await addProductLeads(sql, workspaces)
  return {
    ...{ variant: 'product', pid, port, stored: null, sql },
    tenants: workspaces.map(({ path, secret, workspace, count }) => ({
      ...{ path, secret, workspace, leads: count, booked: 0 },
    })),
    count: () => count(sql),
    expected: ({ acknowledged: { created, rescheduled, cancelled, repeated }, leads: booked }) => ({
      deliveries: created + rescheduled + cancelled,
      'applied deliveries': created + rescheduled + cancelled,
      'counted repeats': repeated,
      'booking events': created + rescheduled + cancelled,
      bookings: created,
      reschedules: rescheduled,
      'cancelled bookings': cancelled,
      'leads in the booked stage': booked,
    }),
    analyze: async () => void (await sql.unsafe('analyze')),
  }
}

async function count(sql: Sql) {
  const [row] = await sql<Record<string, number>[]>`
    select deliveries.*, bookings.*,
      (select count(*)::int from booking_events) as "booking events",
      (select count(*)::int from leads join pipeline_stages as stage
        on stage.workspace_id = leads.workspace_id and stage.id = stage_id
        where is_booked) as "leads in the booked stage"
    from (
      select count(*)::int as deliveries,
        count(*) filter (where outcome = 'applied')::int as "applied deliveries",
        coalesce(sum(duplicates), 0)::int as "counted repeats"
      from deliveries
    ) as deliveries, (
      select count(*)::int as bookings, count(*) filter (where status = 'cancelled')::int as "cancelled bookings",
        coalesce(sum(reschedule_count), 0)::int as reschedules from bookings
    ) as bookings`
  return { ...row }
}
