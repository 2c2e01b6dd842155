import { and, eq, sql } from 'drizzle-orm'

import type { Db } from './connect.ts'
import { savedViews } from './schema.ts'

type Renamed = { workspaceId: string; id: string; intoId: string }

/** Makes saved views that show the stage `id` show the stage `intoId`, once. */
export async function renameInViews(tx: Db, { workspaceId, id, intoId }: Renamed): Promise<void> {
  const own = eq(savedViews.workspaceId, workspaceId)
  const views = await tx
    .select({ id: savedViews.id, state: savedViews.state })
    .from(savedViews)
    .where(and(own, sql`${savedViews.state}->>'stage' like ${`%${id}%`}`))
  for (const view of views) {
    const shown = (view.state['stage'] ?? '').split(',')
    const stage = [...new Set(shown.map((one) => (one === id ? intoId : one)))].join(',')
    await tx
      .update(savedViews)
      .set({ state: { ...view.state, stage } })
      .where(and(own, eq(savedViews.id, view.id)))
  }
}
