import { fixtures } from '@solar-capture/core/fixtures.testing'

import type { TestApi } from './testing.ts'

// The most characters that a column of text may hold, by its name.
const longest: Record<string, number> = {
  ...{
    uid: 255,
    reschedule_uid: 255,
    seat: 254,
    title: 500,
    location: 500,
    event_type: 200,
    additional_notes: 2_000,
  },
  ...{ booker_name: 200, booker_email: 254, booker_phone: 16, booker_time_zone: 100 },
  ...{ organizer_name: 200, organizer_time_zone: 100, cancelled_by: 254 },
  ...{ cancellation_reason: 2_000, trigger_event: 100 },
}

/** What is kept of deliveries that should not be, in words: text that is no text, too long or secret, and failures. */
export async function findBreaches(api: Pick<TestApi, 'sql' | 'logs'>): Promise<string[]> {
  const { sql, logs } = api
  const failed = await sql`
    select id from deliveries where outcome in ('failed', 'rejected') or retry_at is not null or attempts <> 1`
  const breaches = failed.map(({ id }) => `delivery ${String(id)} failed`)
  for (const table of [
    'deliveries',
    'booking_events',
    'bookings',
    'booking_uids',
    'timeline_entries',
  ]) {
    const rows = await sql<{ row: string }[]>`
      select (to_jsonb(t) - 'body')::text as row from ${sql(table)} t`
    for (const { row } of rows) {
      const columns = JSON.parse(row) as Record<string, unknown>
      for (const [column, value] of Object.entries(columns)) {
        const most = longest[column] ?? 2_000
        const bad = textsIn(value).filter(
          (text) => !text.isWellFormed() || text.includes('\0') || text.length > most,
        )
        breaches.push(...bad.map((text) => `${table}.${column} is ${text.slice(0, 100)}`))
      }
    }
  }
  const secrets = secretsIn(fixtures.map(({ body }) => body.toString()))
  const written = secrets.filter((secret) => logs.some((line) => line.includes(secret)))
  return [
    ...breaches,
    ...written.map((secret) => `${secret} was logged`),
    ...(await findSecrets(api, secrets)),
  ]
}

/** Where in the database any of `secrets` stands as it is or as bytes. */
export async function findSecrets(
  { sql }: Pick<TestApi, 'sql'>,
  secrets: string[],
): Promise<string[]> {
  const written = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString('hex')])
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public'`
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await sql`
      select count(*)::int from ${sql(name)} t, unnest(${written}::text[]) as secret
      where position(secret in t::text) > 0`
    if (row?.['count'] !== 0) found.push(`${name} has a secret`)
  }
  return found
}

/** The values in bodies that nobody but Cal.com should know. */
export function secretsIn(bodies: string[]): string[] {
  const found = bodies.flatMap((body) => [
    ...body.matchAll(/"(?:oneTimePassword|password)":"([^"]+)"/g),
    ...body.matchAll(/"(?:downloadLink|connectAndJoinUrl)":"([^"]+)"/g),
  ])
  return [...new Set(found.map(([, secret = '']) => secret))]
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)])
}
