import { and, desc, eq, sql, type SQL } from 'drizzle-orm'

import type { Outcome } from '@solar-capture/core/delivery'

import type { Db } from './connect.ts'
import { deliveries } from './schema.ts'

export type EndpointPlace = { workspaceId: string; endpointId: string }

/** What an endpoint received last, also as a repeat of what came before. */
export type LastDelivery = { at: Date; outcome: Outcome; triggerEvent: string | null }

/** The condition that a delivery came to an endpoint. */
export function ofEndpoint({ workspaceId, endpointId }: EndpointPlace): SQL | undefined {
  return and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.endpointId, endpointId))
}

/** The last delivery of an endpoint, or the last one that meets `which`; null when there is none. */
export async function findLastDelivery(
  db: Db,
  place: EndpointPlace,
  which?: SQL,
): Promise<LastDelivery | null> {
  const [row] = await db
    .select({
      at: sql<Date>`greatest(${deliveries.receivedAt}, ${deliveries.lastDuplicateAt})`.mapWith(
        deliveries.receivedAt,
      ),
      outcome: deliveries.outcome,
      triggerEvent: deliveries.triggerEvent,
    })
    .from(deliveries)
    .where(and(ofEndpoint(place), which))
    .orderBy(desc(deliveries.id))
    .limit(1)
  return row ?? null
}
