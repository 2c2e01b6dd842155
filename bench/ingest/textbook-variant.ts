import { fileURLToPath } from 'node:url'

import { connectPlainly } from '../databases.ts'
import type { Bench } from './bench.ts'
import { makePlainTables } from './plain-tables.ts'
import { startServerProcess } from './server-process.ts'
import { textbookTables } from './textbook-schema.ts'
import type { Target, TargetPlan } from './variant.ts'

const program = fileURLToPath(new URL('textbook-server.ts', import.meta.url))

/** Starts the route that does everything in one drizzle transaction for each request. */
export async function startTextbook(
  { label, leads, pool }: TargetPlan,
  bench: Bench,
): Promise<Target> {
  const { databases, cleanup } = bench
  const url = await databases.create(`textbook_${label}`, cleanup)
  const sql = connectPlainly(url)
  cleanup.add(() => sql.end({ timeout: 5 }))
  const tenants = await makePlainTables(sql, leads)
  await sql.unsafe(textbookTables)
  const env = { DATABASE_URL: url, POOL: String(pool) }
  const { pid, port } = await startServerProcess([program], env, bench)
  return {
    ...{ variant: 'textbook', pid, port, tenants, stored: null },
    count: async () => {
      const [row] = await sql<Record<string, number>[]>`
        select (select count(*)::int from deliveries) as deliveries,
          (select count(*)::int from bookings) as bookings,
          (select count(*)::int from timeline) as "timeline entries",
          (select count(*)::int from leads where stage = 'Booked') as "booked leads"`
      return { ...row }
    },
    expected: ({ acknowledged: { created, rescheduled } }) => ({
      deliveries: created + rescheduled,
      bookings: created,
      'timeline entries': 2 * (created + rescheduled),
      'booked leads': created,
    }),
    analyze: async () => void (await sql.unsafe('analyze')),
  }
}
