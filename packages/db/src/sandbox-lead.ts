import { and, eq, inArray, like, lt, notExists, sql } from 'drizzle-orm'

import { sandboxDomain } from '@solar-capture/core/self-test'

import { anyOf } from './any-of.ts'
import type { Db } from './connect.ts'
import { holding } from './lead-filter.ts'
import { lockReach } from './reach.ts'
import {
  bookingContacts,
  bookingDecisions,
  bookingEvents,
  bookings,
  bookingUids,
  deliveries,
  leads,
  timelineEntries,
} from './schema.ts'
import { runIn } from './statement.ts'

/**
 * The emails of leads that self-tests left, as one does whose process ended in the middle. Leads made after `before` may be of
 * one that is under way.
 */
export async function listSandboxEmails(
  db: Db,
  workspaceId: string,
  before: Date,
): Promise<string[]> {
  const ending = `%@${sandboxDomain}`
  const own = eq(leads.workspaceId, workspaceId)
  // By the index of what leads are searched by.
  const found = sql`select lead_id from lead_search
    where workspace_id = ${workspaceId}::uuid and ${holding(workspaceId, `@${sandboxDomain}`)}`
  const left = await db
    .select({ email: sql<string>`${leads.email}` })
    .from(leads)
    .where(
      and(
        own,
        sql`${leads.id} in (${found})`,
        like(leads.email, ending),
        lt(leads.createdAt, before),
      ),
    )
  const alone = await db
    .selectDistinct({ email: bookingContacts.contact })
    .from(bookingContacts)
    .where(
      and(
        eq(bookingContacts.workspaceId, workspaceId),
        like(bookingContacts.contact, ending),
        notExists(
          db
            .select()
            .from(leads)
            .where(and(own, eq(leads.email, bookingContacts.contact))),
        ),
      ),
    )
  return [...left, ...alone].map(({ email }) => email)
}

/**
 * Takes away the lead that a self-test made, with all that came of it: its bookings, what they were derived from, and the
 * deliveries. Nothing else may be done by its email.
 */
export async function removeSandbox(
  db: Db,
  workspaceId: string,
  { email, uids: known }: { email: string; uids: string[] },
): Promise<void> {
  if (!email.endsWith(`@${sandboxDomain}`))
    throw new Error('Only a sandbox lead can be removed so.')
  await db.transaction(async (tx) => {
    const [lead] = await tx
      .select({ id: leads.id })
      .from(leads)
      .where(and(eq(leads.workspaceId, workspaceId), eq(leads.email, email)))
    const found = await tx
      .select({ uid: bookingContacts.uid })
      .from(bookingContacts)
      .where(and(eq(bookingContacts.workspaceId, workspaceId), eq(bookingContacts.contact, email)))
    const uids = [...new Set([...known, ...found.map(({ uid }) => uid)])]
    const leadIds = lead ? [lead.id] : []
    await runIn(tx)(lockReach(workspaceId, { leadIds, uids, changedContacts: [email] }))
    const removed = await tx
      .delete(bookingUids)
      .where(and(eq(bookingUids.workspaceId, workspaceId), inArray(bookingUids.uid, uids)))
      .returning({ id: bookingUids.bookingId })
    const bookingIds = [...new Set(removed.map(({ id }) => id))]
    await tx
      .delete(bookings)
      .where(and(eq(bookings.workspaceId, workspaceId), anyOf(bookings.id, bookingIds)))
    const facts = await tx
      .delete(bookingEvents)
      .where(and(eq(bookingEvents.workspaceId, workspaceId), inArray(bookingEvents.uid, uids)))
      .returning({ deliveryId: bookingEvents.deliveryId })
    const deliveryIds = facts.map(({ deliveryId }) => deliveryId)
    await tx
      .delete(deliveries)
      .where(and(eq(deliveries.workspaceId, workspaceId), anyOf(deliveries.id, deliveryIds)))
    for (const table of [bookingContacts, bookingDecisions]) {
      await tx
        .delete(table)
        .where(and(eq(table.workspaceId, workspaceId), inArray(table.uid, uids)))
    }
    for (const id of leadIds) {
      await tx
        .delete(timelineEntries)
        .where(and(eq(timelineEntries.workspaceId, workspaceId), eq(timelineEntries.leadId, id)))
      await tx.delete(leads).where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
    }
  })
}
