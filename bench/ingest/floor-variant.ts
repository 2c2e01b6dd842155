import { fileURLToPath } from 'node:url'

import { connectPlainly } from '../databases.ts'
import type { Bench } from './bench.ts'
import { floorTables } from './floor-tables.ts'
import { makePlainTables } from './plain-tables.ts'
import { startServerProcess } from './server-process.ts'
import type { Target, TargetPlan } from './variant.ts'

const program = fileURLToPath(new URL('floor-server.ts', import.meta.url))

/** Starts the route that goes the product's way with nothing to decide on it. */
export async function startFloor({ label, leads }: TargetPlan, bench: Bench): Promise<Target> {
  const { databases, cleanup } = bench
  const url = await databases.create(`floor_${label}`, cleanup)
  const sql = connectPlainly(url)
  cleanup.add(() => sql.end({ timeout: 5 }))
  const tenants = await makePlainTables(sql, leads)
  await sql.unsafe(floorTables)
  const { pid, port } = await startServerProcess([program], { DATABASE_URL: url }, bench)
  return {
    ...{ variant: 'floor', pid, port, tenants, stored: null },
    count: async () => {
      const [row] = await sql<Record<string, number>[]>`
        select (select count(*)::int from deliveries) as deliveries,
          (select count(*)::int from booking_events) as "booking events",
          (select count(*)::int from bookings) as bookings,
          (select count(*)::int from timeline_entries) as "timeline entries",
          (select count(*)::int from leads where stage = 'Booked') as "booked leads"`
      return { ...row }
    },
    expected: ({ acknowledged: { created, rescheduled } }) => ({
      deliveries: created + rescheduled,
      'booking events': created + rescheduled,
      bookings: created,
      'timeline entries': created + rescheduled,
      'booked leads': created,
    }),
    analyze: async () => void (await sql.unsafe('analyze')),
  }
}
