import { and, eq, inArray, sql } from 'drizzle-orm'

import type { Booking } from '@solar-capture/core/booking-history'
import type { Projection } from '@solar-capture/core/project'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import type { BookingRow, Closure } from './projection-closure.ts'
import { isSameValue } from './same-value.ts'
import { bookings, bookingUids } from './schema.ts'

/**
 * Makes the rows of bookings and their uids equal to what was derived, touching only what differs. A
 * booking keeps its id through its reschedules; when two turn out to be one, the older id stays. Answers
 * the id of each derived booking, in their order.
 */
export async function writeBookings(
  tx: Db,
  workspaceId: string,
  before: Closure,
  derived: Projection['bookings'],
): Promise<string[]> {
  const idByNode = new Map(before.uids.map((row) => [nodeOf(row), row.bookingId]))
  const given = new Set<string>()
  const ids = derived.map(({ booking }) => {
    const known = booking.uids.map((node) => idByNode.get(nodeOf(node)))
    const free = known.filter((id) => id !== undefined).filter((id) => !given.has(id))
    const id = free.toSorted()[0] ?? newId()
    given.add(id)
    return id
  })
  const rows = derived.map((one, index) => toRow(workspaceId, ids[index] ?? newId(), one))
  const old = new Map(before.bookings.map((row) => [row.id, row]))
  const changed = rows.filter((row) => !isSameValue(old.get(row.id) ?? {}, row))
  if (changed.length > 0) {
    await tx
      .insert(bookings)
      .values(changed)
      .onConflictDoUpdate({ target: [bookings.workspaceId, bookings.id], set: fromExcluded })
  }
  await writeUids(
    tx,
    workspaceId,
    before,
    derived.map(({ booking }) => booking),
    ids,
  )
  const gone = before.bookings.map(({ id }) => id).filter((id) => !ids.includes(id))
  if (gone.length > 0) {
    await tx
      .delete(bookings)
      .where(and(eq(bookings.workspaceId, workspaceId), inArray(bookings.id, gone)))
  }
  return ids
}

async function writeUids(
  tx: Db,
  workspaceId: string,
  before: Closure,
  derived: Booking[],
  ids: string[],
): Promise<void> {
  const rows = derived.flatMap((booking, index) =>
    booking.uids.map(({ uid, seat }, position) => ({
      workspaceId,
      uid,
      seat,
      bookingId: ids[index] ?? '',
      position,
    })),
  )
  const nodes = new Set(rows.map(nodeOf))
  for (const { uid, seat } of before.uids.filter((row) => !nodes.has(nodeOf(row)))) {
    await tx
      .delete(bookingUids)
      .where(
        and(
          eq(bookingUids.workspaceId, workspaceId),
          eq(bookingUids.uid, uid),
          eq(bookingUids.seat, seat),
        ),
      )
  }
  const old = new Map(before.uids.map((row) => [nodeOf(row), row]))
  const changed = rows.filter((row) => !isSameValue(old.get(nodeOf(row)) ?? {}, row))
  if (changed.length === 0) return
  await tx
    .insert(bookingUids)
    .values(changed)
    .onConflictDoUpdate({
      target: [bookingUids.workspaceId, bookingUids.uid, bookingUids.seat],
      set: { bookingId: sql`excluded.booking_id`, position: sql`excluded.position` },
    })
}

function nodeOf({ uid, seat }: { uid: string; seat: string }): string {
  return JSON.stringify([uid, seat])
}

function toRow(
  workspaceId: string,
  id: string,
  { booking, leadId, needsCheck, ignored }: Projection['bookings'][number],
): BookingRow {
  const { booker, organizer } = booking
  return {
    workspaceId,
    id,
    leadId,
    status: booking.status,
    startTime: booking.startTime === null ? null : new Date(booking.startTime),
    endTime: booking.endTime === null ? null : new Date(booking.endTime),
    title: booking.title,
    eventType: booking.eventType,
    eventTypeId: booking.eventTypeId,
    bookerName: booker?.name ?? null,
    bookerEmail: booker?.email ?? null,
    bookerPhone: booker?.phone ?? null,
    bookerTimeZone: booker?.timeZone ?? null,
    organizerName: organizer.name,
    organizerTimeZone: organizer.timeZone,
    location: booking.location,
    rescheduleCount: booking.rescheduleCount,
    cancellationReason: booking.cancellationReason,
    cancelledBy: booking.cancelledBy,
    noShow: booking.noShow,
    paid: booking.paid,
    needsCheck,
    ignored,
  }
}

const fromExcluded = {
  leadId: sql`excluded.lead_id`,
  status: sql`excluded.status`,
  startTime: sql`excluded.start_time`,
  endTime: sql`excluded.end_time`,
  title: sql`excluded.title`,
  eventType: sql`excluded.event_type`,
  eventTypeId: sql`excluded.event_type_id`,
  bookerName: sql`excluded.booker_name`,
  bookerEmail: sql`excluded.booker_email`,
  bookerPhone: sql`excluded.booker_phone`,
  bookerTimeZone: sql`excluded.booker_time_zone`,
  organizerName: sql`excluded.organizer_name`,
  organizerTimeZone: sql`excluded.organizer_time_zone`,
  location: sql`excluded.location`,
  rescheduleCount: sql`excluded.reschedule_count`,
  cancellationReason: sql`excluded.cancellation_reason`,
  cancelledBy: sql`excluded.cancelled_by`,
  noShow: sql`excluded.no_show`,
  paid: sql`excluded.paid`,
  needsCheck: sql`excluded.needs_check`,
  ignored: sql`excluded.ignored`,
}
