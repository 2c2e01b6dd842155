import type { BookingProjection } from '@solar-capture/core/project'

import type { BookingRow, BookingUidRow, Closure } from './closure.ts'
import { newId } from './new-id.ts'
import { isSameValue } from './same-value.ts'

/** What has to be written so that the rows of bookings are as derived. */
export type BookingChanges = {
  /** The id of each derived booking, in their order. */
  ids: string[]
  changed: BookingRow[]
  changedUids: BookingUidRow[]
  goneUids: { uid: string; seat: string }[]
  goneIds: string[]
}

/**
 * Compares the rows of bookings and their uids with what was derived. A booking keeps its id through its
 * reschedules; when two turn out to be one, the older id stays.
 */
export function compareBookings(
  workspaceId: string,
  before: Closure,
  derived: BookingProjection[],
): BookingChanges {
  const idByNode = new Map(before.uids.map((row) => [nodeOf(row), row.bookingId]))
  const given = new Set<string>()
  const ids = derived.map(({ booking }) => {
    const known = booking.uids.map((node) => idByNode.get(nodeOf(node)))
    const free = known.filter((id) => id !== undefined).filter((id) => !given.has(id))
    const id = free.toSorted()[0] ?? newId()
    given.add(id)
    return id
  })
  const idOf = (index: number) => ids[index] ?? newId()
  const rows = derived.map((one, index) => toRow(workspaceId, idOf(index), one))
  const old = new Map(before.bookings.map((row) => [row.id, row]))
  const uids = derived.flatMap(({ booking }, index) =>
    booking.uids.map(({ uid, seat }, position) => ({
      workspaceId,
      uid,
      seat,
      bookingId: idOf(index),
      position,
    })),
  )
  const oldUids = new Map(before.uids.map((row) => [nodeOf(row), row]))
  const nodes = new Set(uids.map(nodeOf))
  return {
    ids,
    changed: rows.filter((row) => !isSameValue(old.get(row.id), row)),
    changedUids: uids.filter((row) => !isSameValue(oldUids.get(nodeOf(row)), row)),
    goneUids: before.uids.filter((row) => !nodes.has(nodeOf(row))),
    goneIds: before.bookings.map(({ id }) => id).filter((id) => !given.has(id)),
  }
}

function nodeOf({ uid, seat }: { uid: string; seat: string }): string {
  return JSON.stringify([uid, seat])
}

function toRow(
  workspaceId: string,
  id: string,
  { booking, leadId, ambiguousLeadId, needsCheck, mayReplace, isIgnored }: BookingProjection,
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
    additionalNotes: booking.additionalNotes,
    rescheduleCount: booking.rescheduleCount,
    cancellationReason: booking.cancellationReason,
    cancelledBy: booking.cancelledBy,
    noShow: booking.noShow,
    paid: booking.paid,
    needsCheck,
    mayReplace: mayReplace === null ? null : new Date(mayReplace),
    ambiguousLeadId,
    ignored: isIgnored,
  }
}
