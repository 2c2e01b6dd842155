import { z } from 'zod'

import { mergeChoice } from '@solar-capture/core/lead-merge'
import { findMerged, mergeLeads } from '@solar-capture/db/lead-merge'
import { removeLead } from '@solar-capture/db/lead-removal'
import { getLead } from '@solar-capture/db/leads'
import { readStageFinder } from '@solar-capture/db/pipeline'
import { listSamePerson } from '@solar-capture/db/suggestions'

import { auditActorOf } from '../audit-actor.ts'
import { changeBy, publishLead } from '../change-by.ts'
import { leadShape, pickStage, readLead } from '../lead-view.ts'
import { procedure } from '../trpc.ts'
import { suggestion } from './booking.ts'

const id = z.uuid()

/** The procedures by which leads go: into another one, or for good. */
export const leadMerging = {
  /**
   * At most five other leads that may be the same person as a lead, the likeliest first: with an email or the phone in common,
   * an email one edit away and a name that is not quite another one, or name and postcode the same. NOT_FOUND.
   */
  samePerson: procedure('lead.samePerson')
    .input(z.strictObject({ id }))
    .output(z.array(suggestion))
    .query(async ({ ctx: { deps, workspaceId }, input }) => {
      const [lead, stageOf] = await Promise.all([
        getLead(deps.db, workspaceId, input.id),
        readStageFinder(deps.db, workspaceId),
      ])
      const found = await listSamePerson(deps.db, workspaceId, lead)
      return found.map(({ stageId, ...other }) => ({
        ...other,
        stage: pickStage(stageOf, stageId),
      }))
    }),

  /** The id under which a lead is found: its own, or that of the lead that it was merged into. NOT_FOUND. */
  mergedInto: procedure('lead.mergedInto')
    .input(z.strictObject({ id }))
    .output(z.strictObject({ id }))
    .query(async ({ ctx: { deps, workspaceId }, input }) => ({
      id: await findMerged(deps.db, workspaceId, input.id),
    })),

  /**
   * Makes one lead of two, `id`, and answers it: `choose` says of which lead each value stays. Left out, it is this lead's, or
   * the other's where this one has none. Emails, bookings, notes and the timeline of both are there; what comes in for the
   * other one, also by its booking link, goes to this one. NOT_FOUND for either, BAD_REQUEST when they are the same or
   * neither email nor phone would be left.
   */
  merge: procedure('lead.merge')
    .input(z.strictObject({ id, otherId: id, choose: mergeChoice.default({}) }))
    .output(leadShape)
    .mutation(async ({ ctx, input }) => {
      const { deps, workspaceId } = ctx
      await mergeLeads(deps.db, input, changeBy(ctx))
      deps.changes.publish(workspaceId, { kinds: ['lead'], leadIds: [input.id, input.otherId] })
      return readLead(deps.db, { workspaceId, id: input.id, now: deps.now() })
    }),

  /**
   * Takes a lead out for good, with its notes and timeline. Its bookings are matched anew: they wait in Unmatched unless another
   * lead has their email or phone, or they make a lead. NOT_FOUND.
   */
  remove: procedure('lead.remove')
    .input(z.strictObject({ id }))
    .output(z.strictObject({ id }))
    .mutation(async ({ ctx, input }) => {
      const { deps, workspaceId, principal, clientAddress } = ctx
      const actor = auditActorOf(principal, clientAddress)
      await removeLead(deps.db, { workspaceId, id: input.id, actor }, deps.now())
      publishLead(ctx, input.id)
      return input
    }),
}
