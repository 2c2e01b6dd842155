import { z } from 'zod'

import { bookingStatuses, factKinds } from '@solar-capture/core/booking'
import { DomainError } from '@solar-capture/core/errors'
import { suggestionReasons } from '@solar-capture/core/suggest-leads'
import { getWaiting, ignoreBooking, linkBooking } from '@solar-capture/db/booking-decisions'
import { reconsiderBooking } from '@solar-capture/db/booking-reconsider'
import { listFacts } from '@solar-capture/db/booking-told'
import { listIgnored } from '@solar-capture/db/ignored'
import { addLead } from '@solar-capture/db/lead-writes'
import { readStageFinder } from '@solar-capture/db/pipeline'
import { listSuggestions } from '@solar-capture/db/suggestions'
import { countUnmatched, listUnmatched } from '@solar-capture/db/unmatched'

import { auditActorOf } from '../audit-actor.ts'
import { changeBy, publishLead } from '../change-by.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { actorShape, pickStage } from '../lead-view.ts'
import { procedure, router } from '../trpc.ts'
import { instant, pageSize, stageShape, toInstant } from './shapes.ts'

const text = z.string().nullable()

/** A lead that somebody may be, and why. */
export const suggestion = z.strictObject({
  leadId: z.uuid(),
  name: z.string(),
  email: text,
  phone: text,
  stage: stageShape,
  /** The best there is; `suggestionReasons` has them in their order. */
  reason: z.enum(suggestionReasons),
  /** Whether it is called as the booker, whatever else speaks for it. */
  isNamesake: z.boolean(),
})

const leadlessBooking = z.strictObject({
  id: z.uuid(),
  status: z.enum(bookingStatuses),
  startTime: instant.nullable(),
  endTime: instant.nullable(),
  eventType: text,
  title: text,
  bookerName: text,
  bookerEmail: text,
  bookerPhone: text,
  bookerTimeZone: text,
  organizerName: text,
  location: text,
  additionalNotes: text,
  uids: z.array(z.string()),
  rescheduleCount: z.int(),
  cancellationReason: text,
  /** When Cal.com told of it first. */
  sentAt: instant.nullable(),
  deliveryId: z.uuid().nullable(),
})

const waitingBooking = leadlessBooking.extend({
  /** Leads that it may be of, the likeliest first. */
  suggestions: z.array(suggestion),
})

const ignoredBooking = leadlessBooking.extend({
  /** By whom, when and why; the reason is null for bookings that nobody gave one for. */
  ignored: z.strictObject({ actor: actorShape, at: instant, reason: text }),
})

const bookingFact = z.strictObject({
  kind: z.enum(factKinds),
  at: instant,
  from: instant.nullable(),
  startTime: instant.nullable(),
  by: text,
  reason: text,
  deliveryId: z.uuid(),
})

const place = z.strictObject({ id: z.uuid() })
const ignoredPlace = z.strictObject({ at: instant, id: z.uuid() })
const pageOf = z
  .strictObject({ cursor: z.string().max(1_000).nullish(), limit: pageSize })
  .prefault({})
const byId = z.strictObject({ bookingId: z.uuid() })
const ofLead = z.strictObject({ leadId: z.uuid() })

export const bookingRouter = router({
  /**
   * A page of bookings that no lead was found for, the latest to arrive first, and how many there are in all.
   * Cancelled, rejected and ignored ones are left out. Times are ISO 8601 UTC.
   */
  unmatched: procedure('booking.unmatched')
    .input(pageOf)
    .output(
      z.strictObject({
        items: z.array(waitingBooking),
        nextCursor: z.string().nullable(),
        total: z.int(),
      }),
    )
    .query(async ({ ctx: { deps, workspaceId }, input: { cursor, limit } }) => {
      const after = cursor == null ? null : fromCursor(cursor, place).id
      const rows = await listUnmatched(deps.db, workspaceId, { after, limit: limit + 1 })
      const page = rows.slice(0, limit)
      const stageOf = await readStageFinder(deps.db, workspaceId)
      const suggestions = await listSuggestions(deps.db, workspaceId, page)
      const last = page.at(-1)
      return {
        items: page.map((row) => ({
          ...viewLeadless(row),
          suggestions: (suggestions.get(row.id) ?? []).map(({ stageId, ...lead }) => ({
            ...lead,
            stage: pickStage(stageOf, stageId),
          })),
        })),
        nextCursor: rows.length > limit && last ? toCursor({ id: last.id }) : null,
        total: await countUnmatched(deps.db, workspaceId),
      }
    }),

  /**
   * A page of the bookings that somebody decided need no lead, the last ignored first, with those that were cancelled since. Times are
   * ISO 8601 UTC.
   */
  ignored: procedure('booking.ignored')
    .input(pageOf)
    .output(z.strictObject({ items: z.array(ignoredBooking), nextCursor: z.string().nullable() }))
    .query(async ({ ctx: { deps, workspaceId }, input: { cursor, limit } }) => {
      const after = cursor == null ? null : fromCursor(cursor, ignoredPlace)
      const rows = await listIgnored(deps.db, workspaceId, { after, limit: limit + 1 })
      const items = rows.slice(0, limit).map((row) => ({
        ...viewLeadless(row),
        ignored: { ...row.ignored, at: toInstant(row.ignored.at) },
      }))
      const last = items.at(-1)
      const isMore = rows.length > limit && last !== undefined
      return { items, nextCursor: isMore ? toCursor({ at: last.ignored.at, id: last.id }) : null }
    }),

  /**
   * What happened to a booking, the earliest first: `from` and `startTime` are when it was to take place before and after, `by`
   * is the email that Cal.com gives. Times are ISO 8601 UTC. NOT_FOUND.
   */
  history: procedure('booking.history')
    .input(byId)
    .output(z.array(bookingFact))
    .query(async ({ ctx: { deps, workspaceId }, input }) => {
      const facts = await listFacts(deps.db, workspaceId, input.bookingId)
      return facts.map(({ kind, at, from, startTime, by, reason, deliveryId }) => {
        return { kind, at, from, startTime, by, reason, deliveryId }
      })
    }),

  /**
   * Gives a booking to a lead, which is also found by the booker's email from then on. NOT_FOUND when the booking
   * has a lead by now (but for one that it made and nobody touched), or there is no such lead.
   */
  link: procedure('booking.link')
    .input(byId.extend({ leadId: z.uuid() }))
    .output(ofLead)
    .mutation(async ({ ctx, input }) => {
      await linkBooking(ctx.deps.db, input, changeBy(ctx))
      publishLead(ctx, input.leadId)
      return { leadId: input.leadId }
    }),

  /**
   * Makes a lead of the booker. NOT_FOUND when the booking has a lead by now, BAD_REQUEST when the booker gave
   * neither email nor phone.
   */
  createLead: procedure('booking.createLead')
    .input(byId)
    .output(ofLead)
    .mutation(async ({ ctx, input: { bookingId } }) => {
      const { db } = ctx.deps
      const waiting = await getWaiting(db, ctx.workspaceId, bookingId)
      const { uid, seat, bookerEmail: email, bookerPhone: phone } = waiting
      if (email === null && phone === null) {
        const message =
          'The booker gave neither email nor phone. Link the booking to a lead instead.'
        throw new DomainError('invalid', message)
      }
      const name = waiting.bookerName ?? email ?? phone ?? ''
      const lead = { name, email, phone, postcode: null, address: null, source: 'Cal.com' }
      const leadId = await addLead(db, lead, changeBy(ctx), { uid, seat })
      publishLead(ctx, leadId)
      return { leadId }
    }),

  /** Lets a booking be without a lead. NOT_FOUND when it has one by now. */
  ignore: procedure('booking.ignore')
    .input(byId.extend({ reason: z.string().trim().min(1).max(500) }))
    .output(place)
    .mutation(async ({ ctx, input }) => {
      await ignoreBooking(ctx.deps.db, input, changeBy(ctx))
      ctx.deps.changes.publish(ctx.workspaceId, { kinds: ['delivery'], leadIds: [] })
      return { id: input.bookingId }
    }),

  /**
   * Takes back what was decided about a booking: `leadId` is the lead that it was linked to, or that was made of it, null for one that
   * was ignored. A link takes the email along that the lead is found by only since then; a lead that was made goes away. Answers the
   * lead that the booking has then by what the booker gave, null when it waits. When nothing is decided any more, nothing changes.
   * NOT_FOUND for a booking or a lead that is not there, CONFLICT when something else is decided by now, or when the lead that was made
   * was worked on or booked again since.
   */
  reconsider: procedure('booking.reconsider')
    .input(byId.extend({ leadId: z.uuid().nullable() }))
    .output(z.strictObject({ leadId: z.uuid().nullable() }))
    .mutation(async ({ ctx, input }) => {
      const auditActor = auditActorOf(ctx.principal, ctx.clientAddress)
      const leadId = await reconsiderBooking(ctx.deps.db, input, { ...changeBy(ctx), auditActor })
      const leadIds = [input.leadId, leadId].filter((id) => id !== null)
      const kinds = leadIds.length > 0 ? (['delivery', 'lead'] as const) : (['delivery'] as const)
      ctx.deps.changes.publish(ctx.workspaceId, { kinds: [...kinds], leadIds })
      return { leadId }
    }),
})

function viewLeadless(
  row: Omit<Awaited<ReturnType<typeof listUnmatched>>[number], 'ignored'>,
): z.output<typeof leadlessBooking> {
  const { id, status, eventType, title, bookerName, bookerEmail, bookerPhone } = row
  const { bookerTimeZone, organizerName, location, additionalNotes, uids, rescheduleCount } = row
  const { cancellationReason, sentAt, deliveryId, startTime, endTime } = row
  return {
    ...{ id, status, eventType, title, bookerName, bookerEmail, bookerPhone, bookerTimeZone },
    ...{
      organizerName,
      location,
      additionalNotes,
      uids,
      rescheduleCount,
      cancellationReason,
      sentAt,
      deliveryId,
    },
    startTime: toInstant(startTime),
    endTime: toInstant(endTime),
  }
}
