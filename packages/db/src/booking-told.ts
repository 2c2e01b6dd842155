import { and, asc, eq } from 'drizzle-orm'

import type { Fact } from '@solar-capture/core/booking-facts'
import { foldBookings } from '@solar-capture/core/booking-history'
import { DomainError } from '@solar-capture/core/errors'

import type { Db } from './connect.ts'
import { listEvents } from './lead-fingerprints.ts'
import { bookingUids } from './schema.ts'

/** What happened to a booking, in the order in which it counts. Throws `not_found`. */
export async function listFacts(db: Db, workspaceId: string, bookingId: string): Promise<Fact[]> {
  const nodes = await db
    .select({ uid: bookingUids.uid, seat: bookingUids.seat })
    .from(bookingUids)
    .where(and(eq(bookingUids.workspaceId, workspaceId), eq(bookingUids.bookingId, bookingId)))
    .orderBy(asc(bookingUids.position))
  const [first] = nodes
  if (!first) throw new DomainError('not_found', 'There is no such booking.')
  const events = await listEvents(db, workspaceId, [...new Set(nodes.map(({ uid }) => uid))])
  const booking = foldBookings([...events.values()].flat()).find(({ uids }) =>
    uids.some(({ uid, seat }) => uid === first.uid && seat === first.seat),
  )
  return booking?.facts ?? []
}
