import { z } from 'zod'

import { normaliseEmail } from '@solar-capture/core/contact'
import { leadChanges, newLead } from '@solar-capture/core/lead'
import { makeLeadToken } from '@solar-capture/core/lead-token'
import { addedByHand, addedByTool } from '@solar-capture/core/timeline'
import { removeAlias } from '@solar-capture/db/lead-aliases'
import { moveLead, moveLeads, undoMove, unpinLead } from '@solar-capture/db/lead-moves'
import { assignLeads } from '@solar-capture/db/lead-owners'
import { addLead, changeLead } from '@solar-capture/db/lead-writes'

import { leadTokenKey } from '../arrival.ts'
import { changeBy, type Changer } from '../change-by.ts'
import { leadShape, readLead, toldLead } from '../lead-view.ts'
import { procedure, router } from '../trpc.ts'
import { leadImportRouter } from './lead-import.ts'
import { leadListing } from './lead-listing.ts'
import { leadMerging } from './lead-merging.ts'
import { leadTimeline } from './lead-timeline.ts'

const id = z.uuid()
const many = z.array(id).min(1).max(200)
const changedIds = z.strictObject({ ids: z.array(id) })

export const leadRouter = router({
  ...leadListing,
  ...leadMerging,
  ...leadTimeline,

  import: leadImportRouter,

  /** A lead with its bookings and timeline. NOT_FOUND when the workspace has no such lead. */
  byId: procedure('lead.byId')
    .input(z.strictObject({ id }))
    .output(leadShape)
    .query(({ ctx: { deps, workspaceId }, input }) =>
      readLead(deps.db, { workspaceId, id: input.id, now: deps.now() }),
    ),

  /**
   * Adds a lead in the first stage; bookings that were waiting for its email or phone come with it. Without a `source` that is
   * "API", or "Added by hand" in the dashboard. CONFLICT when another lead has the email.
   */
  create: procedure('lead.create')
    .input(newLead)
    .output(leadShape)
    .mutation(async ({ ctx, input }) => {
      const { source = ctx.actor.kind === 'tool' ? addedByTool : addedByHand } = input
      return toldLead(ctx, await addLead(ctx.deps.db, { ...input, source }, changeBy(ctx)))
    }),

  /**
   * Changes what is given; `ownerId` is that of a member of the workspace, or null for nobody. NOT_FOUND for lead or owner,
   * CONFLICT when another lead has the email, BAD_REQUEST when neither email nor phone would be left. Bookings made with an
   * email that was changed stay with the lead.
   */
  update: procedure('lead.update')
    .input(leadChanges.extend({ id, ownerId: id.nullable().optional() }))
    .output(leadShape)
    .mutation(async ({ ctx, input: { id, ...changes } }) => {
      await changeLead(ctx.deps.db, id, changes, changeBy(ctx))
      return toldLead(ctx, id)
    }),

  /**
   * Takes one of its other emails from a lead; what was booked with it, and not linked by hand, is matched anew. NOT_FOUND for
   * the lead or the email. `update` makes another email the main one: the one before stays as another.
   */
  removeEmail: procedure('lead.removeEmail')
    .input(z.strictObject({ id, email: z.string().max(400) }))
    .output(leadShape)
    .mutation(async ({ ctx, input: { id, email } }) => {
      const alias = normaliseEmail(email) ?? email
      await removeAlias(ctx.deps.db, { id, email: alias }, changeBy(ctx))
      return toldLead(ctx, id)
    }),

  /**
   * Moves a lead to a stage; `pin` says whether automation may move it on, `isUndo` that it takes back the move before, which then
   * does not count in insights. NOT_FOUND for lead or stage.
   */
  move: procedure('lead.move')
    .input(
      z.strictObject({
        id,
        stageId: z.uuid(),
        pin: z.boolean().optional(),
        isUndo: z.boolean().optional(),
      }),
    )
    .output(leadShape)
    .mutation(async ({ ctx, input: { id, ...move } }) => {
      await moveLead(ctx.deps.db, id, move, changeBy(ctx))
      return toldLead(ctx, id)
    }),

  /**
   * Moves up to 200 leads to a stage, as `move` does, and answers which of them were somewhere else. Those that are not there
   * are passed over. NOT_FOUND for the stage.
   */
  bulkMove: procedure('lead.bulkMove')
    .input(z.strictObject({ ids: many, stageId: id, isUndo: z.boolean().optional() }))
    .output(changedIds)
    .mutation(async ({ ctx, input: { ids, ...move } }) =>
      toldAll(ctx, await moveLeads(ctx.deps.db, distinct(ids), move, changeBy(ctx))),
    ),

  /**
   * Gives up to 200 leads to a member of the workspace, or to nobody, and answers which of them were another one's. Those that
   * are not there are passed over. NOT_FOUND for somebody who is no member.
   */
  bulkAssign: procedure('lead.bulkAssign')
    .input(z.strictObject({ ids: many, ownerId: id.nullable() }))
    .output(changedIds)
    .mutation(async ({ ctx, input: { ids, ownerId } }) =>
      toldAll(ctx, await assignLeads(ctx.deps.db, distinct(ids), ownerId, changeBy(ctx))),
    ),

  /** Lets automation move a pinned lead again. NOT_FOUND. */
  unpin: procedure('lead.unpin')
    .input(z.strictObject({ id }))
    .output(leadShape)
    .mutation(async ({ ctx, input: { id } }) => {
      await unpinLead(ctx.deps.db, id, changeBy(ctx))
      return toldLead(ctx, id)
    }),

  /**
   * Takes back the move by automation that a timeline entry tells of, and pins the lead where it was before.
   * NOT_FOUND when the entry is none, CONFLICT when the lead was moved since.
   */
  undo: procedure('lead.undo')
    .input(z.strictObject({ timelineEntryId: id }))
    .output(leadShape)
    .mutation(async ({ ctx, input: { timelineEntryId } }) =>
      toldLead(ctx, await undoMove(ctx.deps.db, timelineEntryId, changeBy(ctx))),
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
})

function toldAll({ deps, workspaceId }: Changer, ids: string[]): { ids: string[] } {
  if (ids.length > 0) deps.changes.publish(workspaceId, { kinds: ['lead'], leadIds: ids })
  return { ids }
}

function distinct(ids: string[]): string[] {
  return [...new Set(ids)]
}
