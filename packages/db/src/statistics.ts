import type { Pool } from './connect.ts'

const received = new WeakMap<Pool, number>()

/**
 * Has PostgreSQL look anew at tables that have grown to twice their size, whenever the `count` deliveries received
 * over a pool have doubled. A plan is kept from when its statement was prepared, and while a table was small any
 * index was as good as another; new statistics have it made anew. Autovacuum does the same, a minute later and
 * not everywhere. Ends when that is done; to be awaited by nobody who waits for an answer.
 */
export async function noteGrowth(pool: Pool, count: number): Promise<void> {
  const before = received.get(pool) ?? 0
  received.set(pool, before + count)
  if (Math.floor(Math.log2(before + count)) > Math.log2(before)) await analyzeGrown(pool)
}

async function analyzeGrown(pool: Pool): Promise<void> {
  const { $client: sql } = pool
  const grown = await sql<{ name: string }[]>`
    select format('%I.%I', nspname, relname) as name
    from pg_class join pg_namespace as space on space.oid = relnamespace
    where nspname = current_schema() and relkind = 'r'
      and relname in ('deliveries', 'booking_events', 'booking_contacts', 'bookings', 'booking_uids', 'leads',
        'timeline_entries', 'booking_decisions', 'lead_aliases')
      and pg_relation_size(pg_class.oid) > 2 * 8192 * relpages::bigint`
  if (grown.length === 0) return
  await sql.unsafe(`analyze (skip_locked) ${grown.map(({ name }) => name).join(', ')}`)
}
