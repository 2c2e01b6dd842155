import { z } from 'zod'

import { leadChanges, newLead } from '@solar-capture/core/lead'
import { makeLeadToken } from '@solar-capture/core/lead-token'
import { findNextBookings } from '@solar-capture/db/bookings'
import { moveLead, undoMove, unpinLead } from '@solar-capture/db/lead-moves'
import { addLead, changeLead, noteOnLead } from '@solar-capture/db/lead-writes'
import { countLeads, leadSorts, listLeads, type LeadSort } from '@solar-capture/db/leads'
import { listStages } from '@solar-capture/db/pipeline'

import { leadTokenKey } from '../arrival.ts'
import { changeBy, publishLead, type Changer } from '../change-by.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { leadShape, nextBookingShape, pickStage, readLead, toNextBooking } from '../lead-view.ts'
import { procedure, router } from '../trpc.ts'
import { instant, pageSize, stageShape, toInstant } from './shapes.ts'

const id = z.uuid()
const search = z.string().trim().max(200).optional()

const listedLead = leadShape
  .pick({ id: true, name: true, email: true, phone: true, postcode: true, source: true })
  .extend({
    stage: stageShape,
    pinned: z.boolean(),
    bookedAt: instant.nullable(),
    nextBooking: nextBookingShape,
    createdAt: instant,
    updatedAt: instant,
  })

const place = z
  .strictObject({ sort: z.enum(leadSorts), value: z.string().max(500), id })
  .refine(({ sort, value }) => sort === 'name' || isTimestamp(value))

// As PostgreSQL writes it in UTC.
const timestamp = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/

function isTimestamp(value: string): boolean {
  if (!timestamp.test(value)) return false
  const iso = value.slice(0, 19).replace(' ', 'T')
  const date = new Date(`${iso}Z`)
  return date.getTime() >= 0 && date.toISOString().startsWith(iso)
}

export const leadRouter = router({
  /**
   * A page of leads: every word of `search` in name, email, phone or postcode, in one of the stages. By
   * default the last changed first. Times are ISO 8601 UTC; `nextBooking` is the soonest that has not ended.
   */
  list: procedure('lead.list')
    .input(
      z.strictObject({
        search,
        stageIds: z.array(id).max(100).optional(),
        sort: z.enum(leadSorts).default('updated'),
        cursor: z.string().max(1_000).nullish(),
        limit: pageSize,
      }),
    )
    .output(z.strictObject({ items: z.array(listedLead), nextCursor: z.string().nullable() }))
    .query(async ({ ctx: { deps, workspaceId }, input }) => {
      const { sort, limit, cursor } = input
      const after = cursor == null ? null : placeAfter(cursor, sort)
      const stages = await listStages(deps.db, workspaceId)
      const { items, next } = await listLeads(deps.db, workspaceId, {
        filter: input,
        sort,
        after,
        limit,
      })
      const ids = items.map((lead) => lead.id)
      const nextBookings = await findNextBookings(deps.db, workspaceId, ids, deps.now())
      return {
        items: items.map(({ stageId, position: _, ...lead }) => ({
          ...lead,
          stage: pickStage(stages, stageId),
          bookedAt: toInstant(lead.bookedAt),
          nextBooking: toNextBooking(nextBookings.get(lead.id)),
          createdAt: toInstant(lead.createdAt),
          updatedAt: toInstant(lead.updatedAt),
        })),
        nextCursor: next && toCursor({ sort, ...next }),
      }
    }),

  /** How many leads match `search`, in all and by stage; stages without any are left out. */
  counts: procedure('lead.counts')
    .input(z.strictObject({ search }).optional())
    .output(
      z.strictObject({
        total: z.int(),
        byStage: z.array(z.strictObject({ stageId: id, count: z.int() })),
      }),
    )
    .query(({ ctx: { deps, workspaceId }, input }) =>
      countLeads(deps.db, workspaceId, input?.search),
    ),

  /** A lead with its bookings and timeline. NOT_FOUND when the workspace has no such lead. */
  byId: procedure('lead.byId')
    .input(z.strictObject({ id }))
    .output(leadShape)
    .query(({ ctx: { deps, workspaceId }, input }) =>
      readLead(deps.db, { workspaceId, id: input.id, now: deps.now() }),
    ),

  /**
   * Adds a lead in the first stage; bookings that were waiting for its email or phone come with it. CONFLICT
   * when another lead has the email.
   */
  create: procedure('lead.create')
    .input(newLead)
    .output(leadShape)
    .mutation(async ({ ctx, input }) =>
      told(ctx, await addLead(ctx.deps.db, input, changeBy(ctx))),
    ),

  /**
   * Changes what is given. NOT_FOUND, CONFLICT when another lead has the email, BAD_REQUEST when neither email
   * nor phone would be left. Bookings made with an email that was changed stay with the lead.
   */
  update: procedure('lead.update')
    .input(leadChanges.extend({ id }))
    .output(leadShape)
    .mutation(async ({ ctx, input: { id, ...changes } }) => {
      await changeLead(ctx.deps.db, id, changes, changeBy(ctx))
      return told(ctx, id)
    }),

  /** Moves a lead to a stage; `pin` says whether automation may move it on. NOT_FOUND for lead or stage. */
  move: procedure('lead.move')
    .input(z.strictObject({ id, stageId: z.uuid(), pin: z.boolean().optional() }))
    .output(leadShape)
    .mutation(async ({ ctx, input: { id, ...move } }) => {
      await moveLead(ctx.deps.db, id, move, changeBy(ctx))
      return told(ctx, id)
    }),

  /** Lets automation move a pinned lead again. NOT_FOUND. */
  unpin: procedure('lead.unpin')
    .input(z.strictObject({ id }))
    .output(leadShape)
    .mutation(async ({ ctx, input: { id } }) => {
      await unpinLead(ctx.deps.db, id, changeBy(ctx))
      return told(ctx, id)
    }),

  /**
   * Takes back the move by automation that a timeline entry tells of, and pins the lead where it was before.
   * NOT_FOUND when the entry is none, CONFLICT when the lead was moved since.
   */
  undo: procedure('lead.undo')
    .input(z.strictObject({ timelineEntryId: id }))
    .output(leadShape)
    .mutation(async ({ ctx, input: { timelineEntryId } }) =>
      told(ctx, await undoMove(ctx.deps.db, timelineEntryId, changeBy(ctx))),
    ),

  /**
   * The parameter that makes any link to a Cal.com booking page this lead's own: what is booked with it belongs to the
   * lead even under another email, as long as the name is the lead's. NOT_FOUND.
   */
  bookingLink: procedure('lead.bookingLink')
    .input(z.strictObject({ id }))
    .output(z.strictObject({ parameter: z.string() }))
    .query(async ({ ctx: { deps, workspaceId }, input }) => {
      const lead = await readLead(deps.db, { workspaceId, id: input.id, now: deps.now() })
      const token = makeLeadToken(lead.id, leadTokenKey(deps.encryption, workspaceId))
      return { parameter: `${encodeURIComponent('metadata[lead]')}=${token}` }
    }),

  /** Adds a note to the timeline. NOT_FOUND. */
  addNote: procedure('lead.addNote')
    .input(z.strictObject({ id, text: z.string().trim().min(1).max(5_000) }))
    .output(leadShape)
    .mutation(async ({ ctx, input: { id, text } }) => {
      await noteOnLead(ctx.deps.db, id, text, changeBy(ctx))
      return told(ctx, id)
    }),
})

function placeAfter(cursor: string, sort: LeadSort) {
  const { value, id } = fromCursor(
    cursor,
    place.refine((found) => found.sort === sort),
  )
  return { value, id }
}

/** Tells every open dashboard that a lead changed, and answers the lead. */
async function told(ctx: Changer, id: string) {
  publishLead(ctx, id)
  return readLead(ctx.deps.db, { workspaceId: ctx.workspaceId, id, now: ctx.deps.now() })
}
