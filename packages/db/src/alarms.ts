import { and, desc, eq, isNotNull, isNull, lt, notInArray, sql } from 'drizzle-orm'

import type { AlarmCause, AlarmChannel } from '@solar-capture/core/alarm'

import type { Db } from './connect.ts'
import type { EndpointPlace } from './last-delivery.ts'
import { newId } from './new-id.ts'
import { alarmNews, alarms, endpoints } from './schema.ts'

export type Alarm = Awaited<ReturnType<typeof listAlarms>>[number]

/**
 * Makes the open alarms of an endpoint those that `causes` ask for, and has each of `channels` told of what became different.
 * Answers whether anything did. Of processes that do it at once, one raises or ends each of them; raised again
 * while it is open, an alarm stays as it is.
 */
export async function syncAlarms(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
  { causes, channels, now }: { causes: AlarmCause[]; channels: AlarmChannel[]; now: Date },
): Promise<boolean> {
  const kinds = causes.map(({ kind }) => kind)
  return db.transaction(async (tx) => {
    const ended = await tx
      .update(alarms)
      .set({ endedAt: now })
      .where(
        and(
          eq(alarms.workspaceId, workspaceId),
          eq(alarms.endpointId, endpointId),
          isNull(alarms.endedAt),
          kinds.length === 0 ? undefined : notInArray(alarms.kind, kinds),
        ),
      )
      .returning({ alarmId: alarms.id })
    const rows = causes.map(({ kind, since, detail }) => ({
      ...{ workspaceId, id: newId(now.getTime()), endpointId, kind, detail },
      ...{ since: new Date(since), raisedAt: now },
    }))
    const raised =
      rows.length === 0
        ? []
        : await tx
            .insert(alarms)
            .values(rows)
            .onConflictDoNothing()
            .returning({ alarmId: alarms.id })
    const news = [
      ...raised.map((row) => ({ ...row, change: 'raised' as const })),
      ...ended.map((row) => ({ ...row, change: 'ended' as const })),
    ].flatMap((one) => channels.map((channel) => ({ ...one, workspaceId, channel, at: now })))
    if (news.length > 0) await tx.insert(alarmNews).values(news).onConflictDoNothing()
    return raised.length + ended.length > 0
  })
}

/** The open alarms of a workspace, or those that are over, the latest first, at most `limit` below the id `after`. */
export function listAlarms(
  db: Db,
  workspaceId: string,
  { isOpen, after, limit }: { isOpen: boolean; after: string | null; limit: number },
) {
  return selectAlarms(db)
    .where(
      and(
        eq(alarms.workspaceId, workspaceId),
        isOpen ? isNull(alarms.endedAt) : isNotNull(alarms.endedAt),
        after === null ? undefined : lt(alarms.id, after),
      ),
    )
    .orderBy(desc(alarms.id))
    .limit(limit)
}

/** Alarms with the names of their endpoints. */
export function selectAlarms(db: Db) {
  return db
    .select({
      id: alarms.id,
      endpointId: alarms.endpointId,
      endpointName: sql<string>`${endpoints.name}`,
      kind: alarms.kind,
      since: alarms.since,
      raisedAt: alarms.raisedAt,
      endedAt: alarms.endedAt,
      detail: alarms.detail,
    })
    .from(alarms)
    .innerJoin(endpoints, eq(endpoints.id, alarms.endpointId))
    .$dynamic()
}
