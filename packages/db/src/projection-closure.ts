import { and, arrayOverlaps, eq, inArray, or } from 'drizzle-orm'

import type { StoredEvent } from '@solar-capture/core/booking-event'
import { foldBookings } from '@solar-capture/core/booking-history'
import type { BookingDecision } from '@solar-capture/core/matching'

import type { Db } from './connect.ts'
import { toHex } from './hex.ts'
import { lockKey } from './projection-locks.ts'
import { bookingDecisions, bookingEvents, bookings, bookingUids, leads } from './schema.ts'

/** From what a projection starts: everything that changed. */
export type Seeds = { uids?: string[]; contacts?: string[]; leadIds?: string[] }

export type LeadRow = typeof leads.$inferSelect
export type BookingRow = typeof bookings.$inferSelect
export type BookingUidRow = typeof bookingUids.$inferSelect

/** All that the seeds reach, so that nothing outside of it can be changed by them. */
export type Closure = {
  events: StoredEvent[]
  leads: LeadRow[]
  bookings: BookingRow[]
  uids: BookingUidRow[]
  decisions: BookingDecision[]
  /** What has to be locked so that it stays true. */
  keys: Set<string>
}

/**
 * Reads every booking event, booking and lead that the seeds reach: events by uid, both ways along
 * reschedules; bookings of these uids; leads that a booker names or that the bookings belonged to; all
 * bookings of those leads; and so on until nothing is added.
 */
export async function loadClosure(tx: Db, workspaceId: string, seeds: Seeds): Promise<Closure> {
  const uids = new Set(seeds.uids)
  const emails = new Set(seeds.contacts?.filter((contact) => contact.includes('@')))
  const phones = new Set(seeds.contacts?.filter((contact) => !contact.includes('@')))
  const leadIds = new Set(seeds.leadIds)
  for (const uid of await uidsNaming(tx, workspaceId, seeds.contacts ?? [])) uids.add(uid)
  for (;;) {
    const size = uids.size + emails.size + phones.size + leadIds.size
    const events = await eventsOf(tx, workspaceId, [...uids])
    for (const { event } of events) {
      uids.add(event.uid)
      if (event.rescheduleUid !== null) uids.add(event.rescheduleUid)
    }
    for (const { facts } of foldBookings(events)) {
      for (const { booker } of facts) {
        if (booker?.email) emails.add(booker.email)
        else if (booker?.phone) phones.add(booker.phone)
      }
    }
    const decisions = await decisionsOf(tx, workspaceId, [...uids])
    for (const { leadId } of decisions) if (leadId !== null) leadIds.add(leadId)
    const named = await leadsOf(tx, workspaceId, { leadIds, emails, phones })
    for (const { id, email, aliases } of named) {
      leadIds.add(id)
      for (const one of [email, ...aliases]) if (one !== null) emails.add(one)
    }
    const known = await bookingsOf(tx, workspaceId, { uids, leadIds })
    for (const { leadId } of known.bookings) if (leadId !== null) leadIds.add(leadId)
    for (const { uid } of known.uids) uids.add(uid)
    if (uids.size + emails.size + phones.size + leadIds.size > size) continue
    const keys = new Set([
      ...[...uids].map(lockKey.uid),
      ...[...emails].map(lockKey.email),
      ...[...phones].map(lockKey.phone),
      ...[...leadIds].map(lockKey.lead),
    ])
    return { events, leads: named, ...known, decisions, keys }
  }
}

async function uidsNaming(tx: Db, workspaceId: string, contacts: string[]): Promise<string[]> {
  if (contacts.length === 0) return []
  const rows = await tx
    .selectDistinct({ uid: bookingEvents.uid })
    .from(bookingEvents)
    .where(
      and(
        eq(bookingEvents.workspaceId, workspaceId),
        arrayOverlaps(bookingEvents.contacts, contacts),
      ),
    )
  return rows.map(({ uid }) => uid)
}

async function eventsOf(tx: Db, workspaceId: string, uids: string[]): Promise<StoredEvent[]> {
  if (uids.length === 0) return []
  const rows = await tx
    .select({
      fingerprint: bookingEvents.fingerprint,
      deliveryId: bookingEvents.deliveryId,
      event: bookingEvents.event,
    })
    .from(bookingEvents)
    .where(
      and(
        eq(bookingEvents.workspaceId, workspaceId),
        or(inArray(bookingEvents.uid, uids), inArray(bookingEvents.rescheduleUid, uids)),
      ),
    )
  return rows.map((row) => ({ ...row, fingerprint: toHex(row.fingerprint) }))
}

async function decisionsOf(
  tx: Db,
  workspaceId: string,
  uids: string[],
): Promise<BookingDecision[]> {
  if (uids.length === 0) return []
  const rows = await tx
    .select({
      uid: bookingDecisions.uid,
      seat: bookingDecisions.seat,
      leadId: bookingDecisions.leadId,
      at: bookingDecisions.at,
    })
    .from(bookingDecisions)
    .where(and(eq(bookingDecisions.workspaceId, workspaceId), inArray(bookingDecisions.uid, uids)))
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

async function leadsOf(
  tx: Db,
  workspaceId: string,
  by: { leadIds: Set<string>; emails: Set<string>; phones: Set<string> },
): Promise<LeadRow[]> {
  if (by.leadIds.size + by.emails.size + by.phones.size === 0) return []
  const byPhone = await Promise.all([...by.phones].map((phone) => twoWith(tx, workspaceId, phone)))
  const ids = [...by.leadIds, ...byPhone.flat()]
  const emails = [...by.emails]
  return tx
    .select()
    .from(leads)
    .where(
      and(
        eq(leads.workspaceId, workspaceId),
        or(
          inArray(leads.id, ids),
          inArray(leads.email, emails),
          emails.length > 0 ? arrayOverlaps(leads.aliases, emails) : undefined,
        ),
      ),
    )
    .orderBy(leads.id)
}

// A phone counts when only one lead has it: whether a hundred more do makes no difference.
async function twoWith(tx: Db, workspaceId: string, phone: string): Promise<string[]> {
  const rows = await tx
    .select({ id: leads.id })
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.phone, phone)))
    .orderBy(leads.id)
    .limit(2)
  return rows.map(({ id }) => id)
}

async function bookingsOf(
  tx: Db,
  workspaceId: string,
  by: { uids: Set<string>; leadIds: Set<string> },
): Promise<{ bookings: BookingRow[]; uids: BookingUidRow[] }> {
  // As values: for a subquery beside another condition PostgreSQL would read every booking there is.
  const named = await tx
    .selectDistinct({ id: bookingUids.bookingId })
    .from(bookingUids)
    .where(and(eq(bookingUids.workspaceId, workspaceId), inArray(bookingUids.uid, [...by.uids])))
  const bookingIds = named.map(({ id }) => id)
  const found = await tx
    .select()
    .from(bookings)
    .where(
      and(
        eq(bookings.workspaceId, workspaceId),
        or(inArray(bookings.id, bookingIds), inArray(bookings.leadId, [...by.leadIds])),
      ),
    )
    .orderBy(bookings.id)
  if (found.length === 0) return { bookings: [], uids: [] }
  const ids = found.map(({ id }) => id)
  const uids = await tx
    .select()
    .from(bookingUids)
    .where(and(eq(bookingUids.workspaceId, workspaceId), inArray(bookingUids.bookingId, ids)))
    .orderBy(bookingUids.bookingId, bookingUids.position)
  return { bookings: found, uids }
}
