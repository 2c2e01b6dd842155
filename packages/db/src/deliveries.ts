import { and, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'

import { outcomes as allOutcomes, type Outcome } from '@solar-capture/core/delivery'

import { anyOf } from './any-of.ts'
import type { Db } from './connect.ts'
import {
  mostFound,
  mostScanned,
  needsScan,
  selectCandidates,
  type DeliveryFilter,
} from './delivery-filter.ts'
import { bookings, deliveries, leads, workspaces } from './schema.ts'
import { isWaiting } from './unmatched.ts'

const listed = {
  id: deliveries.id,
  at: deliveries.receivedAt,
  endpointId: deliveries.endpointId,
  triggerEvent: deliveries.triggerEvent,
  outcome: deliveries.outcome,
  heldReason: deliveries.heldReason,
  cause: deliveries.cause,
  effect: deliveries.effect,
  leadId: deliveries.leadId,
  leadName: leads.name,
  bookingId: deliveries.bookingId,
  duplicates: deliveries.duplicates,
  durationMs: deliveries.durationMs,
  verdict: deliveries.verdict,
  isWaiting: sql<boolean>`${bookings.id} is not null`,
}

const waitingOfDelivery = (workspaceId: string) =>
  and(eq(bookings.id, deliveries.bookingId), isWaiting(workspaceId))

const leadOfDelivery = and(
  eq(leads.workspaceId, deliveries.workspaceId),
  eq(leads.id, deliveries.leadId),
)

/** A place in the list and how much is wanted from there on: what has an id below `after`, the latest first. */
export type DeliveryPage = { filter: DeliveryFilter; after: string | null; limit: number }

/**
 * The deliveries that match all of the filter, the latest first, at most `limit`. Where no index answers the filter, only so
 * many are looked at: `edge` is then the id down to which these are all, and the list goes on below it.
 */
export async function listDeliveries(db: Db, workspaceId: string, page: DeliveryPage) {
  const { ids, edge } = await findIds(db, workspaceId, page)
  return { rows: await listByIds(db, workspaceId, ids), edge }
}

/** Those of the deliveries that there are, the latest first. */
export async function listByIds(db: Db, workspaceId: string, ids: string[]) {
  if (ids.length === 0) return []
  const rows = await db
    .select(listed)
    .from(deliveries)
    .leftJoin(leads, leadOfDelivery)
    .leftJoin(bookings, waitingOfDelivery(workspaceId))
    .where(and(eq(deliveries.workspaceId, workspaceId), anyOf(deliveries.id, ids)))
  return rows.toSorted((a, b) => (a.id < b.id ? 1 : -1))
}

/** As `listDeliveries`, but their ids alone. */
export async function findIds(db: Db, workspaceId: string, { filter, after, limit }: DeliveryPage) {
  const scans = needsScan(filter)
  const most = scans ? mostScanned : limit
  // Of several outcomes each has an edge of its own.
  const each = filter.outcomes === undefined ? sql`()` : sql`outcome`
  const edge = scans
    ? sql`select max(last) from (
        select min(id::text) as last from scanned group by ${each} having count(*) >= ${most}
      ) as edges`
    : sql`select null::text`
  const rows = await db.execute(sql`
    with scanned as materialized (${selectCandidates(workspaceId, filter, { after, most })}),
    edge(id) as (${edge})
    select edge.id as edge, found.id from edge left join lateral (
      select scanned.id from scanned where fits and scanned.id::text >= coalesce(edge.id, '')
      order by scanned.id desc limit ${limit}
    ) as found on true`)
  // The statement makes them in this shape, and there is one row even when nothing was found.
  const found = rows as unknown as { edge: string | null; id: string | null }[]
  return {
    ids: found.flatMap(({ id }) => (id === null ? [] : [id])),
    edge: found[0]?.edge ?? null,
  }
}

/** How many deliveries there are; where `isAtLeast`, there were too many to count. */
export type DeliveryCount = { outcome: Outcome; count: number; isAtLeast: boolean }

const mostCounted = 1_000
const accepted = allOutcomes.filter((outcome) => outcome !== 'rejected')

/** How many deliveries match all of the filter but its outcomes, of each outcome that has any: at most 1,000 are counted. */
export async function countDeliveries(
  db: Db,
  workspaceId: string,
  filter: DeliveryFilter,
): Promise<DeliveryCount[]> {
  const all = { ...filter, outcomes: accepted }
  const most = needsScan(all) ? mostScanned : mostCounted
  const candidates = selectCandidates(workspaceId, all, { after: null, most })
  const rows = await db.execute(sql`
    select outcome, count(*) filter (where fits)::int as count, count(*)::int as looked
    from (${candidates}) as scanned group by outcome`)
  // The statement makes them in this shape.
  const counts = rows as unknown as { outcome: Outcome; count: number; looked: number }[]
  const found = counts.reduce((sum, { looked }) => sum + looked, 0)
  const isCut = filter.search !== undefined && found >= mostFound
  return counts.map(({ outcome, count, looked }) => ({
    outcome,
    count,
    isAtLeast: isCut || (filter.search === undefined && looked >= most),
  }))
}

const bookingNow = alias(bookings, 'booking_now')
const leadNow = alias(leads, 'lead_now')

/** A delivery as it is listed, with when it was sent, its size, its body and the lead of its booking now; null when there is none. */
export async function findDelivery(db: Db, workspaceId: string, id: string) {
  const [delivery] = await db
    .select({
      ...listed,
      sentAt: deliveries.sentAt,
      size: deliveries.size,
      lastDuplicateAt: deliveries.lastDuplicateAt,
      leadNowId: leadNow.id,
      leadNowName: leadNow.name,
      /** Encrypted with `bodyKey`, which is wrapped. */
      body: deliveries.body,
      bodyKey: workspaces.bodyKey,
    })
    .from(deliveries)
    .innerJoin(workspaces, eq(workspaces.id, deliveries.workspaceId))
    .leftJoin(leads, leadOfDelivery)
    .leftJoin(bookings, waitingOfDelivery(workspaceId))
    .leftJoin(
      bookingNow,
      and(eq(bookingNow.workspaceId, workspaceId), eq(bookingNow.id, deliveries.bookingId)),
    )
    .leftJoin(leadNow, and(eq(leadNow.workspaceId, workspaceId), eq(leadNow.id, bookingNow.leadId)))
    .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.id, id)))
  return delivery ?? null
}
