import { and, asc, eq, isNull, ne, or } from 'drizzle-orm'

import type { AuditActor } from '@solar-capture/core/audit'
import { contactsToForget, takeBackLinks } from '@solar-capture/core/booking-link'
import { DomainError } from '@solar-capture/core/errors'
import type { LinkDetail } from '@solar-capture/core/timeline'

import { listLinks } from './booking-links.ts'
import type { Change } from './change.ts'
import type { LeadRow } from './closure.ts'
import type { Db } from './connect.ts'
import { findMerged } from './lead-merge.ts'
import { takeOutLead } from './lead-removal.ts'
import { readLead, turnOf } from './lead-row.ts'
import { withProjection } from './projection.ts'
import type { Seeds } from './reach.ts'
import { bookingDecisions, bookings, bookingUids, leads, timelineEntries } from './schema.ts'
import { addEntries } from './timeline.ts'

/** A decision about a booking, as somebody saw it: the lead that it was given to, or null when it was ignored. */
type Seen = { bookingId: string; leadId: string | null }

/** By a person or a tool, who is also named in the audit log. */
type Asked = Change & { auditActor: AuditActor }

/**
 * Takes back what somebody decided about a booking, and answers the lead that it has then, by what the booker gave; null when it waits
 * or is ignored. A lead that was made of it goes away. Does nothing when nothing is decided any more. Throws `not_found` for a booking
 * or a lead that is not there, and `conflict` when something else is decided by now, or the lead that was made of it is in use.
 */
export async function reconsiderBooking(
  db: Db,
  { bookingId, leadId }: Seen,
  asked: Asked,
): Promise<string | null> {
  const { workspaceId, now } = asked
  const known = await listNodes(db, workspaceId, bookingId)
  await withProjection(db, {
    workspaceId,
    now,
    lock: { uids: uidsOf(known), leadIds: leadId === null ? [] : [leadId] },
    write: async (tx) => {
      const nodes = await listNodes(tx, workspaceId, bookingId)
      const decided = nodes.filter(({ at }) => at !== null)
      if (decided.length === 0) return null
      const seen = leadId === null ? null : await findMerged(tx, workspaceId, leadId)
      const standing = decided.findLast((one) => one.leadId !== null) ?? decided.at(-1)
      if (standing?.leadId !== seen) throw decidedOtherwise()
      const uids = uidsOf(nodes)
      if (seen === null) {
        await dropDecisions(tx, workspaceId, decided, null)
        return { uids }
      }
      const lead = await readLead(tx, workspaceId, seen)
      const isMade = standing.at?.getTime() === lead.createdAt.getTime()
      const reached = isMade
        ? await takeOutUnused(tx, { lead, bookingId }, asked)
        : await takeFrom(tx, lead, nodes, asked)
      return { ...reached, uids: [...uids, ...(reached.uids ?? [])] }
    },
    seeds: (reached) => reached,
  })
  const [booking] = await db
    .select({ leadId: bookings.leadId })
    .from(bookings)
    .where(isBooking(workspaceId, bookingId))
  return booking?.leadId ?? null
}

type Node = Awaited<ReturnType<typeof listNodes>>[number]

/** The nodes of a booking with what was decided about each, in the order in which that counts. Throws `not_found`. */
async function listNodes(db: Db, workspaceId: string, bookingId: string) {
  const { leadId, at } = bookingDecisions
  const nodes = await db
    .select({ uid: bookingUids.uid, seat: bookingUids.seat, leadId, at })
    .from(bookingUids)
    .leftJoin(
      bookingDecisions,
      and(
        eq(bookingDecisions.workspaceId, bookingUids.workspaceId),
        eq(bookingDecisions.uid, bookingUids.uid),
        eq(bookingDecisions.seat, bookingUids.seat),
      ),
    )
    .where(and(eq(bookingUids.workspaceId, workspaceId), eq(bookingUids.bookingId, bookingId)))
    .orderBy(asc(at), asc(bookingUids.uid))
  if (nodes.length > 0) return nodes
  throw new DomainError('not_found', 'There is no such booking.')
}

function uidsOf(nodes: Node[]): string[] {
  return nodes.map(({ uid }) => uid)
}

function decidedOtherwise(): DomainError {
  return new DomainError('conflict', 'Meanwhile somebody decided otherwise about this booking.')
}

function isBooking(workspaceId: string, id: string) {
  return and(eq(bookings.workspaceId, workspaceId), eq(bookings.id, id))
}

async function dropDecisions(
  tx: Db,
  workspaceId: string,
  nodes: Node[],
  leadId: string | null,
): Promise<void> {
  const isNode = nodes.map(({ uid, seat }) =>
    and(eq(bookingDecisions.uid, uid), eq(bookingDecisions.seat, seat)),
  )
  const isOfLead =
    leadId === null ? isNull(bookingDecisions.leadId) : eq(bookingDecisions.leadId, leadId)
  await tx
    .delete(bookingDecisions)
    .where(and(eq(bookingDecisions.workspaceId, workspaceId), isOfLead, or(...isNode)))
}

/** Takes a lead out that nothing but this booking is known of. Throws `conflict` for any other. */
async function takeOutUnused(
  tx: Db,
  { lead, bookingId }: { lead: LeadRow; bookingId: string },
  { workspaceId, auditActor: actor, now }: Asked,
): Promise<Seeds> {
  const { id } = lead
  const more = await tx.$count(
    bookings,
    and(eq(bookings.workspaceId, workspaceId), eq(bookings.leadId, id), ne(bookings.id, bookingId)),
  )
  const done = await tx.$count(
    timelineEntries,
    and(
      eq(timelineEntries.workspaceId, workspaceId),
      eq(timelineEntries.leadId, id),
      isNull(timelineEntries.factKey),
      ne(timelineEntries.kind, 'captured'),
    ),
  )
  if (more + done === 0) return takeOutLead(tx, { workspaceId, lead, actor }, now)
  const why = more > 0 ? 'has another booking' : 'was worked on'
  throw new DomainError('conflict', `${lead.name} ${why} since, and stays with this booking.`, {
    leadId: id,
  })
}

/** Takes a booking from a lead that had it by a person's decision, and with it the email that the lead had only by that. */
async function takeFrom(
  tx: Db,
  lead: LeadRow,
  nodes: Node[],
  { workspaceId, actor, now: asked }: Asked,
): Promise<Seeds> {
  const { id: leadId } = lead
  const now = turnOf([lead], asked)
  const taken = takeBackLinks(await listLinks(tx, workspaceId, leadId), nodes)
  const forgotten = contactsToForget(taken)
  await dropDecisions(tx, workspaceId, nodes, leadId)
  await tx
    .update(leads)
    .set({ aliases: lead.aliases.filter((alias) => !forgotten.includes(alias)), updatedAt: now })
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, leadId)))
  const told: LinkDetail[] =
    taken.length > 0 ? taken : [{ kind: 'linked', bookedAs: null, isTakenBack: true }]
  await addEntries(
    tx,
    told.map((detail) => ({ leadId, detail })),
    { workspaceId, actor, now },
  )
  return { leadIds: [leadId], changedContacts: forgotten }
}
