import { and, eq, ne, sql } from 'drizzle-orm'

import type { StoredEvent } from '@solar-capture/core/booking-event'

import type { Db } from './connect.ts'
import { bookingEvents, deliveries, endpoints, endpointSecrets } from './schema.ts'

export type NewDelivery = typeof deliveries.$inferInsert

/** Whether the secret that verified a request still counts, and its endpoint is on, as of this transaction. */
export async function isSecretActive(
  tx: Db,
  endpointId: string,
  version: number,
  now: Date,
): Promise<boolean> {
  const [secret] = await tx
    .select({ expiresAt: endpointSecrets.expiresAt })
    .from(endpointSecrets)
    .innerJoin(endpoints, eq(endpoints.id, endpointSecrets.endpointId))
    .where(
      and(
        eq(endpoints.mode, 'active'),
        eq(endpointSecrets.endpointId, endpointId),
        eq(endpointSecrets.version, version),
        ne(endpointSecrets.status, 'retired'),
      ),
    )
  return secret !== undefined && (secret.expiresAt === null || secret.expiresAt > now)
}

/**
 * Records a delivery once: a body that this endpoint had before only counts up `duplicates` of the first
 * one. Answers the id of the first one, and whether it is still to be applied: because it is new, or because
 * that failed before.
 */
export async function recordDelivery(
  tx: Db,
  delivery: NewDelivery,
): Promise<{ id: string; isToApply: boolean }> {
  const [row] = await tx
    .insert(deliveries)
    .values(delivery)
    .onConflictDoUpdate({
      target: [deliveries.workspaceId, deliveries.endpointId, deliveries.fingerprint],
      set: {
        duplicates: sql`${deliveries.duplicates} + 1`,
        lastDuplicateAt: delivery.receivedAt,
      },
    })
    .returning({ id: deliveries.id, outcome: deliveries.outcome })
  if (!row) throw new Error('An upsert answered no row.')
  return { id: row.id, isToApply: row.id === delivery.id || row.outcome === 'failed' }
}

/** Writes what became of a delivery. */
export async function settleDelivery(
  tx: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
  settled: Pick<NewDelivery, 'outcome' | 'durationMs'> &
    Partial<Pick<NewDelivery, 'cause' | 'effect' | 'leadId' | 'bookingId'>>,
): Promise<void> {
  await tx
    .update(deliveries)
    .set(settled)
    .where(and(eq(deliveries.workspaceId, workspaceId), eq(deliveries.id, id)))
}

/** Keeps a booking event; false when another endpoint had brought the same body before. */
export async function recordBookingEvent(
  tx: Db,
  workspaceId: string,
  stored: StoredEvent,
): Promise<boolean> {
  const { event, deliveryId } = stored
  const people = [...(event.responder ? [event.responder] : []), ...event.attendees]
  const rows = await tx
    .insert(bookingEvents)
    .values({
      workspaceId,
      fingerprint: Buffer.from(stored.fingerprint, 'hex'),
      deliveryId,
      uid: event.uid,
      rescheduleUid: event.rescheduleUid,
      contacts: contactsOf(people),
      event,
    })
    .onConflictDoNothing()
    .returning({ uid: bookingEvents.uid })
  return rows.length > 0
}

/** What leads are matched by: the emails of `people`, and phones of those without one; each once. */
export function contactsOf(people: { email: string | null; phone: string | null }[]): string[] {
  const contacts = people.map(({ email, phone }) => email ?? phone)
  return [...new Set(contacts.filter((contact) => contact !== null))]
}
