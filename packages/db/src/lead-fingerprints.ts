import { and, eq, sql } from 'drizzle-orm'

import { fingerprintsAbout } from '@solar-capture/core/booking-history'

import { anyOf } from './any-of.ts'
import type { Db } from './connect.ts'
import { toHex } from './hex.ts'
import { bookingEvents, bookings, bookingUids } from './schema.ts'

/**
 * The fingerprints, as hex, of the events that the bookings of leads follow from, by lead; a lead without any is left out.
 * Two statements, however many leads.
 */
export async function listFingerprints(
  tx: Db,
  workspaceId: string,
  leadIds: string[],
): Promise<Map<string, string[]>> {
  const nodes = await tx
    .select({ leadId: bookings.leadId, uid: bookingUids.uid, seat: bookingUids.seat })
    .from(bookingUids)
    .innerJoin(
      bookings,
      and(
        eq(bookings.workspaceId, bookingUids.workspaceId),
        eq(bookings.id, bookingUids.bookingId),
      ),
    )
    .where(and(eq(bookingUids.workspaceId, workspaceId), anyOf(bookings.leadId, leadIds)))
  if (nodes.length === 0) return new Map()
  const events = await listEvents(tx, workspaceId, [...new Set(nodes.map(({ uid }) => uid))])
  const found = new Map<string, string[]>()
  for (const [leadId, own] of Map.groupBy(nodes, (node) => node.leadId)) {
    const uids = [...new Set(own.map(({ uid }) => uid))]
    const about = uids.flatMap((uid) => events.get(uid) ?? [])
    if (leadId !== null) found.set(leadId, fingerprintsAbout(about, own))
  }
  return found
}

/** The booking events of uids, by uid. */
export async function listEvents(tx: Db, workspaceId: string, uids: string[]) {
  const { uid, fingerprint, deliveryId, event } = bookingEvents
  const rows = await tx
    .select({ uid, fingerprint, deliveryId, event })
    .from(bookingEvents)
    .where(
      and(
        eq(bookingEvents.workspaceId, workspaceId),
        sql`${uid} in (select json_array_elements_text(${JSON.stringify(uids)}::text::json))`,
      ),
    )
  const stored = rows.map((row) => ({ ...row, fingerprint: toHex(row.fingerprint) }))
  return Map.groupBy(stored, (row) => row.uid)
}
