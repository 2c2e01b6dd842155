import { and, eq, inArray } from 'drizzle-orm'

import { fingerprintsAbout } from '@solar-capture/core/booking-history'

import type { Db } from './connect.ts'
import { toHex } from './hex.ts'
import { bookingEvents, bookings, bookingUids } from './schema.ts'

/** The fingerprints, as hex, of the events that the bookings of some leads follow from. */
export async function listFingerprints(
  tx: Db,
  workspaceId: string,
  leadIds: string[],
): Promise<string[]> {
  const own = await tx
    .select({ uid: bookingUids.uid, seat: bookingUids.seat })
    .from(bookingUids)
    .innerJoin(
      bookings,
      and(
        eq(bookings.workspaceId, bookingUids.workspaceId),
        eq(bookings.id, bookingUids.bookingId),
      ),
    )
    .where(and(eq(bookingUids.workspaceId, workspaceId), inArray(bookings.leadId, leadIds)))
  const uids = own.map(({ uid }) => uid)
  const { fingerprint, deliveryId, event } = bookingEvents
  const rows = await tx
    .select({ fingerprint, deliveryId, event })
    .from(bookingEvents)
    .where(and(eq(bookingEvents.workspaceId, workspaceId), inArray(bookingEvents.uid, uids)))
  return fingerprintsAbout(
    rows.map((row) => ({ ...row, fingerprint: toHex(row.fingerprint) })),
    own,
  )
}
