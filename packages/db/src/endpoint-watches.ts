import { and, desc, eq, gt, inArray, isNotNull, sql } from 'drizzle-orm'

import { tellingCauses } from '@solar-capture/core/endpoint-status'
import type { Rhythm } from '@solar-capture/core/quiet'
import type { RejectionCause } from '@solar-capture/core/signature'
import { isTimeZone } from '@solar-capture/core/weeks'

import type { Db } from './connect.ts'
import type { EndpointPlace } from './last-delivery.ts'
import { firstIdAt } from './new-id.ts'
import { bookings, deliveries, endpoints, endpointWatches, rejections } from './schema.ts'

export type EndpointWatch = typeof endpointWatches.$inferSelect

/** Every endpoint of every workspace, those of a workspace one after the other. */
export function listAllEndpoints(db: Db): Promise<EndpointPlace[]> {
  return db
    .select({ workspaceId: endpoints.workspaceId, endpointId: endpoints.id })
    .from(endpoints)
    .orderBy(endpoints.workspaceId, endpoints.id)
}

/** What is known of an endpoint; null before it was looked at. */
export async function readWatch(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
): Promise<EndpointWatch | null> {
  const [row] = await db
    .select()
    .from(endpointWatches)
    .where(
      and(eq(endpointWatches.workspaceId, workspaceId), eq(endpointWatches.endpointId, endpointId)),
    )
  return row ?? null
}

// What is looked at more often need not be written down each time.
const freshMs = 60_000

/**
 * Writes down that an endpoint is looked at, at `now`, and answers since when it is without a break: it is not while it is off,
 * and not when nobody looked for longer than `patienceMs`, as when this server stood still.
 */
export async function touchWatch(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
  { isOn, now, patienceMs }: { isOn: boolean; now: Date; patienceMs: number },
): Promise<EndpointWatch | null> {
  const known = await readWatch(db, { workspaceId, endpointId })
  const isFresh = known !== null && now.getTime() - known.checkedAt.getTime() < freshMs
  if (isFresh && isOn === (known.watchedSince !== null)) return known
  const { watchedSince, checkedAt } = endpointWatches
  const broken = new Date(now.getTime() - patienceMs).toISOString()
  const [row] = await db
    .insert(endpointWatches)
    .values({ workspaceId, endpointId, watchedSince: isOn ? now : null, checkedAt: now })
    .onConflictDoUpdate({
      target: [endpointWatches.workspaceId, endpointWatches.endpointId],
      set: {
        checkedAt: now,
        watchedSince: isOn
          ? sql`case when ${checkedAt} < ${broken}::timestamptz then excluded.watched_since
              else coalesce(${watchedSince}, excluded.watched_since) end`
          : null,
      },
    })
    .returning()
  return row ?? null
}

/** Keeps what was learned of an endpoint at `now`; null leaves what was known before. */
export async function saveRhythm(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
  rhythm: Rhythm | null,
  now: Date,
): Promise<void> {
  await db
    .update(endpointWatches)
    .set({ learnedAt: now, ...(rhythm && { rhythm }) })
    .where(
      and(eq(endpointWatches.workspaceId, workspaceId), eq(endpointWatches.endpointId, endpointId)),
    )
}

/**
 * When verified deliveries arrived at an endpoint since `from`, at most one in five minutes: the first, the first one that came five minutes
 * after it or later, and so on. So it takes as long for a million deliveries as for those that are answered.
 */
export async function listArrivals(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
  from: Date,
): Promise<Date[]> {
  const next = (after: ReturnType<typeof sql>) => sql`
    select id, received_at from ${deliveries}
    where workspace_id = ${workspaceId} and endpoint_id = ${endpointId}
      and secret_version is not null and ${after}
    order by id limit 1`
  const hex = sql`lpad(to_hex((extract(epoch from a.received_at) * 1000)::bigint + 300000), 12, '0')`
  const rows = await db.execute<{ at: number }>(sql`
    with recursive a as (
      (${next(sql`id >= ${firstIdAt(from)}`)})
      union all
      select b.id, b.received_at from a, lateral (${next(sql`id > a.id and id >=
        (substr(${hex}, 1, 8) || '-' || substr(${hex}, 9) || '-7000-8000-000000000000')::uuid`)}) b
    )
    select (extract(epoch from received_at) * 1000)::float8 as at from a`)
  return rows.map(({ at }) => new Date(at))
}

/**
 * When requests of an endpoint were refused after `since` for causes that say that a Cal.com account and we disagree, and for which,
 * as far as they are kept, the oldest first.
 */
export function listRefused(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
  since: Date,
): Promise<{ at: Date; cause: RejectionCause }[]> {
  return db
    .select({ at: rejections.receivedAt, cause: rejections.cause })
    .from(rejections)
    .where(
      and(
        eq(rejections.workspaceId, workspaceId),
        eq(rejections.endpointId, endpointId),
        inArray(rejections.cause, [...tellingCauses]),
        gt(rejections.receivedAt, since),
      ),
    )
    .orderBy(rejections.id)
}

const organizersAsked = 100

/** The time zone of most organizers of the latest bookings, of those that are known here; null when there is none. */
export async function organizerTimeZone(db: Db, workspaceId: string): Promise<string | null> {
  const latest = db
    .select({ timeZone: bookings.organizerTimeZone })
    .from(bookings)
    .where(and(eq(bookings.workspaceId, workspaceId), isNotNull(bookings.organizerTimeZone)))
    .orderBy(desc(bookings.id))
    .limit(organizersAsked)
    .as('latest')
  const rows = await db
    .select({ timeZone: latest.timeZone })
    .from(latest)
    .groupBy(latest.timeZone)
    .orderBy(desc(sql`count(*)`), latest.timeZone)
  const zones = rows.map(({ timeZone }) => timeZone ?? '')
  return zones.find(isTimeZone) ?? null
}
