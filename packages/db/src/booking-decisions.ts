import { and, asc, eq, isNull, or } from 'drizzle-orm'

import { DomainError } from '@solar-capture/core/errors'

import type { Change } from './change.ts'
import type { Db } from './connect.ts'
import { nodeOfBooking } from './lead-nodes.ts'
import { contactsOf, readLead, touchLead, turnOf } from './lead-row.ts'
import { withProjection } from './projection.ts'
import { bookingDecisions, bookings, bookingUids, leads } from './schema.ts'
import { addEntry } from './timeline.ts'

type Decision = { uid: string; seat: string; leadId: string | null; reason: string | null }

/** Keeps what somebody decided about a node of a booking; the last decision counts. */
export async function decide(tx: Db, decision: Decision, change: Change): Promise<void> {
  const { workspaceId, actor, now: at } = change
  const { leadId, reason } = decision
  await tx
    .insert(bookingDecisions)
    .values({ ...decision, workspaceId, actor, at })
    .onConflictDoUpdate({
      target: [bookingDecisions.workspaceId, bookingDecisions.uid, bookingDecisions.seat],
      set: { leadId, reason, actor, at },
    })
}

/**
 * Gives a booking that has no lead, or only one that it made, to a lead, which is from now on also found by the booker's
 * email. Throws `not_found` when the booking has another lead by now, or there is no such booking or lead.
 */
export async function linkBooking(
  db: Db,
  { bookingId, leadId }: { bookingId: string; leadId: string },
  change: Change,
): Promise<void> {
  const { workspaceId, actor } = change
  const { uid, seat } = await getWaiting(db, workspaceId, bookingId)
  await withProjection(db, {
    workspaceId,
    now: change.now,
    lock: { uids: [uid], leadIds: [leadId] },
    write: async (tx) => {
      const { bookerEmail, bookerPhone } = await getWaiting(tx, workspaceId, bookingId)
      const lead = await readLead(tx, workspaceId, leadId)
      const isNew = bookerEmail !== null && !contactsOf(lead).includes(bookerEmail)
      const aliases = isNew ? [...lead.aliases, bookerEmail] : lead.aliases
      const now = turnOf([lead], change.now)
      await touchLead(tx, workspaceId, lead)
      await tx
        .update(leads)
        .set({ aliases, updatedAt: now })
        .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, leadId)))
      await decide(tx, { uid, seat, leadId, reason: null }, { ...change, now })
      const detail = {
        ...{ kind: 'linked' as const, bookedAs: bookerEmail ?? bookerPhone },
        ...{ booking: { uid, seat }, remembers: isNew },
      }
      await addEntry(tx, { workspaceId, leadId }, { actor, now, detail })
      return bookerEmail
    },
    seeds: (email) => ({ changedContacts: email === null ? [] : [email] }),
  })
}

/** Lets a booking be without a lead, for a reason. Throws `not_found` like `linkBooking`. */
export async function ignoreBooking(
  db: Db,
  { bookingId, reason }: { bookingId: string; reason: string },
  change: Change,
): Promise<void> {
  const { workspaceId, now } = change
  const { uid, seat } = await getWaiting(db, workspaceId, bookingId)
  await withProjection(db, {
    workspaceId,
    now,
    lock: { uids: [uid] },
    write: async (tx) => {
      await getWaiting(tx, workspaceId, bookingId)
      await decide(tx, { uid, seat, leadId: null, reason }, change)
    },
    seeds: () => ({ uids: [uid] }),
  })
}

/** A booking that has no lead but one that it made, with its first node. Throws `not_found`. */
export async function getWaiting(db: Db, workspaceId: string, bookingId: string) {
  const [booking] = await db
    .select({
      uid: bookingUids.uid,
      seat: bookingUids.seat,
      bookerName: bookings.bookerName,
      bookerEmail: bookings.bookerEmail,
      bookerPhone: bookings.bookerPhone,
    })
    .from(bookings)
    .innerJoin(bookingUids, nodeOfBooking)
    .leftJoin(
      leads,
      and(eq(leads.workspaceId, bookings.workspaceId), eq(leads.id, bookings.leadId)),
    )
    .where(
      and(
        eq(bookings.workspaceId, workspaceId),
        eq(bookings.id, bookingId),
        or(isNull(bookings.leadId), leads.derived),
      ),
    )
    .orderBy(asc(bookingUids.position))
    .limit(1)
  if (booking) return booking
  throw new DomainError('not_found', 'This booking has a lead by now, or is not there any more.')
}
