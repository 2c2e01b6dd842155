import { TRPCError } from '@trpc/server'
import { z } from 'zod'

import { addView, changeView, listViews, removeView } from '@solar-capture/db/views'

import { procedure, router } from '../trpc.ts'

const id = z.uuid()

/** The state of the screen as in its address: names and values. */
const state = z
  .record(z.string().min(1).max(30), z.string().max(5_000))
  .refine((given) => Object.keys(given).length <= 30, 'A view has at most 30 settings.')

const given = { name: z.string().trim().min(1).max(100), isShared: z.boolean(), state }
const view = z.strictObject({
  id,
  ...given,
  /** Whether it is the caller's own, to change and remove. */
  isMine: z.boolean(),
  /** Who keeps it. */
  by: z.string(),
})

export const viewRouter = router({
  /** The views of the leads that the signed-in person keeps, and those that others share, by name. */
  list: procedure('view.list')
    .input(z.void())
    .output(z.array(view))
    .query(async ({ ctx: { deps, workspaceId, user } }) => {
      const rows = await listViews(deps.db, workspaceId, user.id)
      return rows.map(({ userId, ...row }) => ({ ...row, isMine: userId === user.id }))
    }),

  /**
   * Keeps a view, or changes the one with `id` if it is the caller's own. Who may change leads may share it with the workspace:
   * FORBIDDEN for others. NOT_FOUND, CONFLICT when another one of the caller's own has that name.
   */
  save: procedure('view.save')
    .input(z.strictObject({ id: id.optional(), ...given }))
    .output(z.strictObject({ id }))
    .mutation(async ({ ctx: { deps, workspaceId, user, principal }, input: { id, ...view } }) => {
      if (view.isShared && !principal.scopes.includes('leads:write')) {
        const message = 'Only who may change leads shares views with the workspace.'
        throw new TRPCError({ code: 'FORBIDDEN', message })
      }
      const place = { workspaceId, userId: user.id }
      return deps.db.transaction(async (tx) => {
        if (id === undefined) return { id: await addView(tx, place, view, deps.now()) }
        await changeView(tx, { ...place, id }, view)
        return { id }
      })
    }),

  /** Removes a view of the caller's own. NOT_FOUND. */
  remove: procedure('view.remove')
    .input(z.strictObject({ id }))
    .output(z.strictObject({ id }))
    .mutation(async ({ ctx: { deps, workspaceId, user }, input: { id } }) => {
      await removeView(deps.db, { workspaceId, userId: user.id, id })
      return { id }
    }),
})
