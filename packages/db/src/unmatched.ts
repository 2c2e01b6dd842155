import { and, asc, desc, eq, inArray, isNull, lt, notInArray, or, sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { bookingEvents, bookings, bookingUids, leads } from './schema.ts'

const mostSuggestions = 5

/** A lead that a waiting booking may be of, and why. */
export type Suggestion = {
  leadId: string
  name: string
  email: string | null
  phone: string | null
  stageId: string
  reason: 'same_phone' | 'same_name'
}

/**
 * Bookings that hold, that no lead was found for and that nobody ignored: the latest to arrive first, at most
 * `limit` after the one with id `after`; each with its uids and the delivery that told of it first.
 */
export async function listUnmatched(
  db: Db,
  workspaceId: string,
  { after, limit }: { after: string | null; limit: number },
) {
  const rows = await db
    .select()
    .from(bookings)
    .where(and(isWaiting(workspaceId), after === null ? undefined : lt(bookings.id, after)))
    .orderBy(desc(bookings.id))
    .limit(limit)
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const sentAt = sql<string | null>`${bookingEvents.event}->>'sentAt'`
  const told = await db
    .select({
      bookingId: bookingUids.bookingId,
      uid: bookingUids.uid,
      sentAt,
      deliveryId: bookingEvents.deliveryId,
    })
    .from(bookingUids)
    .leftJoin(
      bookingEvents,
      and(
        eq(bookingEvents.workspaceId, bookingUids.workspaceId),
        eq(bookingEvents.uid, bookingUids.uid),
      ),
    )
    .where(and(eq(bookingUids.workspaceId, workspaceId), inArray(bookingUids.bookingId, ids)))
    .orderBy(asc(bookingUids.position), sentAt)
  return rows.map((row) => {
    const own = told.filter(({ bookingId }) => bookingId === row.id)
    const first = own.find((one) => one.sentAt !== null)
    return {
      ...row,
      uids: [...new Set(own.map(({ uid }) => uid))],
      sentAt: first?.sentAt ?? null,
      deliveryId: first?.deliveryId ?? null,
    }
  })
}

/** How many bookings `listUnmatched` has in all. */
export async function countUnmatched(db: Db, workspaceId: string): Promise<number> {
  return db.$count(bookings, isWaiting(workspaceId))
}

/** Leads that waiting bookings may be of: the same phone first, then the same name. */
export async function suggestLeads(
  db: Db,
  workspaceId: string,
  waiting: { id: string; bookerName: string | null; bookerPhone: string | null }[],
): Promise<Map<string, Suggestion[]>> {
  const phones = waiting.map(({ bookerPhone }) => bookerPhone).filter((one) => one !== null)
  const names = waiting
    .map(({ bookerName }) => bookerName?.toLowerCase() ?? null)
    .filter((name) => name !== null)
  if (phones.length + names.length === 0) return new Map()
  const rows = await db
    .select({
      leadId: leads.id,
      name: leads.name,
      email: leads.email,
      phone: leads.phone,
      stageId: leads.stageId,
    })
    .from(leads)
    .where(
      and(
        eq(leads.workspaceId, workspaceId),
        or(inArray(leads.phone, phones), inArray(sql`lower(${leads.name})`, names)),
      ),
    )
    .orderBy(asc(leads.id))
    .limit(mostSuggestions * 4 * waiting.length)
  return new Map(
    waiting.map(({ id, bookerName, bookerPhone }) => {
      const samePhone = rows.filter(({ phone }) => phone !== null && phone === bookerPhone)
      const sameName = rows.filter(
        (row) => row.name.toLowerCase() === bookerName?.toLowerCase() && !samePhone.includes(row),
      )
      const suggestions = [
        ...samePhone.map((row) => ({ ...row, reason: 'same_phone' as const })),
        ...sameName.map((row) => ({ ...row, reason: 'same_name' as const })),
      ]
      return [id, suggestions.slice(0, mostSuggestions)]
    }),
  )
}

function isWaiting(workspaceId: string) {
  return and(
    eq(bookings.workspaceId, workspaceId),
    isNull(bookings.leadId),
    eq(bookings.ignored, false),
    notInArray(bookings.status, ['cancelled', 'rejected']),
  )
}
