import { and, asc, eq } from 'drizzle-orm'

import { readLinks, type Links } from '@solar-capture/core/booking-link'
import type { Actor, LinkDetail } from '@solar-capture/core/timeline'

import type { Db } from './connect.ts'
import { timelineEntries } from './schema.ts'

/** That a person gave a booking to a lead. */
export type Link = { at: Date; actor: Actor; detail: LinkDetail }

/** What people did about the links of a lead. */
export async function listLinks(db: Db, workspaceId: string, leadId: string): Promise<Links<Link>> {
  const { at, actor, detail, kind, position, id } = timelineEntries
  const rows = await db
    .select({ at, actor, detail })
    .from(timelineEntries)
    .where(
      and(
        eq(timelineEntries.workspaceId, workspaceId),
        eq(timelineEntries.leadId, leadId),
        eq(kind, 'linked'),
      ),
    )
    .orderBy(asc(at), asc(position), asc(id))
  return readLinks(
    rows.flatMap(({ detail: told, ...row }) =>
      told.kind === 'linked' ? [{ ...row, detail: told }] : [],
    ),
  )
}
