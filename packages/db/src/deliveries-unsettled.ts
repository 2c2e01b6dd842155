import { and, desc, eq, notExists } from 'drizzle-orm'

import type { Outcome } from '@solar-capture/core/delivery'

import { anyOf } from './any-of.ts'
import type { Db } from './connect.ts'
import { findIds, type DeliveryPage } from './deliveries.ts'
import { bookingEvents, deliveries } from './schema.ts'

/** What may have come to nothing for now: what it says is in its body alone. */
const unsettled = ['held', 'malformed', 'failed'] as const satisfies Outcome[]

/** A delivery of which no column says which booking it is about; `size` is that of its body, in bytes. */
export type Unsettled = { id: string; outcome: Outcome; triggerEvent: string | null; size: number }

/**
 * The deliveries that match the filter but for its search, and that no search by booking finds: of which nothing was applied.
 * The latest first, at most `limit`; with an `edge`, these are all down to that id, and there may be more below it.
 */
export async function listUnsettled(
  db: Db,
  workspaceId: string,
  { filter, after, limit }: DeliveryPage,
): Promise<{ items: Unsettled[]; edge: string | null }> {
  const outcomes = unsettled.filter((one) => filter.outcomes?.includes(one) ?? true)
  if (outcomes.length === 0) return { items: [], edge: null }
  const wanted = { ...filter, outcomes, search: undefined }
  const { ids, edge } = await findIds(db, workspaceId, { filter: wanted, after, limit })
  if (ids.length === 0) return { items: [], edge }
  const { id, outcome, triggerEvent, size, fingerprint } = deliveries
  const ofBody = and(
    eq(bookingEvents.workspaceId, workspaceId),
    eq(bookingEvents.fingerprint, fingerprint),
  )
  const items = await db
    .select({ id, outcome, triggerEvent, size })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.workspaceId, workspaceId),
        anyOf(id, ids),
        notExists(db.select({ id: bookingEvents.deliveryId }).from(bookingEvents).where(ofBody)),
      ),
    )
    .orderBy(desc(id))
  return { items, edge: ids.length < limit ? edge : laterOf(edge, ids.at(-1) ?? null) }
}

/** Of two ids down to which something is known, the one down to which both are. */
export function laterOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}
