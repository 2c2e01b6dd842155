import { z } from 'zod'

import { entryKinds } from '@solar-capture/core/timeline'
import { getLead } from '@solar-capture/db/leads'
import { noteOnLead, removeNote, rewriteNote } from '@solar-capture/db/notes'

import { changeBy } from '../change-by.ts'
import { leadShape, readTimeline, timelineShape, toldLead } from '../lead-view.ts'
import type { Principal } from '../principal.ts'
import { procedure } from '../trpc.ts'
import { pageSize } from './shapes.ts'

const id = z.uuid()
const text = z.string().trim().min(1).max(5_000)
const page = z.strictObject({
  id,
  kinds: z.array(z.enum(entryKinds)).min(1).max(entryKinds.length).optional(),
  cursor: z.string().max(1_000).nullish(),
  limit: pageSize,
})

/** The procedures that tell what happened to a lead, and let people tell it. */
export const leadTimeline = {
  /**
   * A page of a lead's timeline, the latest entry first; `kinds` says which, left out all. A cursor of any kinds goes on with any
   * other ones too. Times are ISO 8601 UTC. NOT_FOUND.
   */
  timeline: procedure('lead.timeline')
    .input(page)
    .output(timelineShape)
    .query(async ({ ctx: { deps, workspaceId }, input }) => {
      await getLead(deps.db, workspaceId, input.id)
      return readTimeline(deps.db, { workspaceId, ...input })
    }),

  /** Adds a note to the timeline. NOT_FOUND. */
  addNote: procedure('lead.addNote')
    .input(z.strictObject({ id, text }))
    .output(leadShape)
    .mutation(async ({ ctx, input }) => {
      const note = { text: input.text, authorId: authorOf(ctx.principal) }
      await noteOnLead(ctx.deps.db, input.id, note, changeBy(ctx))
      return toldLead(ctx, input.id)
    }),

  /**
   * Writes something else in a note that the caller wrote; the note says that it was edited. NOT_FOUND for a note that is not
   * there or was removed, FORBIDDEN for somebody else's.
   */
  editNote: procedure('lead.editNote')
    .input(z.strictObject({ noteId: id, text }))
    .output(leadShape)
    .mutation(async ({ ctx, input }) => {
      const own = { entryId: input.noteId, authorId: authorOf(ctx.principal) }
      return toldLead(ctx, await rewriteNote(ctx.deps.db, own, input.text, changeBy(ctx)))
    }),

  /** Takes the text of a note away that the caller wrote; that there was one stays told. Errors as for `editNote`. */
  removeNote: procedure('lead.removeNote')
    .input(z.strictObject({ noteId: id }))
    .output(leadShape)
    .mutation(async ({ ctx, input }) => {
      const own = { entryId: input.noteId, authorId: authorOf(ctx.principal) }
      return toldLead(ctx, await removeNote(ctx.deps.db, own, changeBy(ctx)))
    }),
}

// People keep their notes when they sign in anew, and tools for as long as they use the same key.
function authorOf(principal: Principal): string {
  return principal.kind === 'member' ? principal.user.id : principal.id
}
