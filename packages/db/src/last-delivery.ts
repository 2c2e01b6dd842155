import { and, desc, eq, isNotNull, sql, type SQL } from 'drizzle-orm'

import type { Outcome } from '@solar-capture/core/delivery'

import type { Db } from './connect.ts'
import { deliveries } from './schema.ts'

export type EndpointPlace = { workspaceId: string; endpointId: string }

/** What Cal.com delivered to an endpoint last, also as a repeat of what came before. */
export type LastDelivery = { at: Date; outcome: Outcome; triggerEvent: string | null }

/** The condition that a delivery came to an endpoint. */
export function ofEndpoint({ workspaceId, endpointId }: EndpointPlace): SQL | undefined {
  return and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.endpointId, endpointId))
}

/**
 * The condition that a signature verified a delivery of an endpoint: that Cal.com reaches it is proved by nothing else, neither by what a
 * comparison brought in nor by demo data.
 */
export function verifiedAt(place: EndpointPlace): SQL | undefined {
  return and(ofEndpoint(place), isNotNull(deliveries.secretVersion))
}

/** The last verified delivery of an endpoint, or the last such that meets `which`; null when there is none. */
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
    .where(and(verifiedAt(place), which))
    .orderBy(desc(deliveries.id))
    .limit(1)
  return row ?? null
}
