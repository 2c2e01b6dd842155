import { and, desc, eq, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm'

import type { AlarmCause, AlarmChannel } from '@solar-capture/core/alarm'
import { settleAlarms, type AlarmLook } from '@solar-capture/core/alarm-course'

import type { Db } from './connect.ts'
import type { EndpointPlace } from './last-delivery.ts'
import { newId } from './new-id.ts'
import { alarmNews, alarms, endpoints } from './schema.ts'

export type Alarm = Awaited<ReturnType<typeof listAlarms>>[number]

/**
 * Makes the alarms of an endpoint follow a look at it (`settleAlarms`), and has each of `channels` told of what was raised and what is over; of what
 * is silenced nobody is. Answers whether anything became different that people see. Of processes that do it at once, one raises or
 * ends each.
 */
export async function syncAlarms(
  db: Db,
  { workspaceId, endpointId }: EndpointPlace,
  { look, channels }: { look: AlarmLook; channels: AlarmChannel[] },
): Promise<boolean> {
  const { now } = look
  return db.transaction(async (tx) => {
    const open = await tx
      .select({ id: alarms.id, kind: alarms.kind, since: alarms.since, detail: alarms.detail })
      .from(alarms)
      .where(isOpenAt({ workspaceId, endpointId }))
      .for('update')
    const course = settleAlarms(open, look)
    const { ended, silenced } = course
    await end(tx, workspaceId, [...ended, ...silenced], now)
    await forget(tx, workspaceId, silenced)
    for (const { id, detail } of course.changed) {
      await tx
        .update(alarms)
        .set({ detail })
        .where(isAmong(workspaceId, [id]))
    }
    const raised = await raise(tx, { workspaceId, endpointId }, course.raised, now)
    const news = [
      ...raised.map((alarmId) => ({ alarmId, change: 'raised' as const })),
      ...ended.map((alarmId) => ({ alarmId, change: 'ended' as const })),
    ].flatMap((one) => channels.map((channel) => ({ ...one, workspaceId, channel, at: now })))
    if (news.length > 0) await tx.insert(alarmNews).values(news).onConflictDoNothing()
    const seen = course.changed.filter(({ kind }) => kind !== 'unreadable_secret')
    return raised.length + ended.length + silenced.length + seen.length > 0
  })
}

async function raise(
  tx: Db,
  place: EndpointPlace,
  causes: AlarmCause[],
  now: Date,
): Promise<string[]> {
  if (causes.length === 0) return []
  const rows = causes.map(({ kind, since, detail }) => ({
    ...{ ...place, id: newId(now.getTime()), kind, detail },
    ...{ since: new Date(since), raisedAt: now },
  }))
  const raised = await tx
    .insert(alarms)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: alarms.id })
  return raised.map(({ id }) => id)
}

async function end(tx: Db, workspaceId: string, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  await tx.update(alarms).set({ endedAt: now }).where(isAmong(workspaceId, ids))
}

// What waits to be told of it is told no more.
async function forget(tx: Db, workspaceId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .delete(alarmNews)
    .where(
      and(
        eq(alarmNews.workspaceId, workspaceId),
        inArray(alarmNews.alarmId, ids),
        isNull(alarmNews.noticeId),
      ),
    )
}

/** Since when an endpoint that nothing comes to has an alarm of that, and when that was raised; null while it has none. */
export async function findSilence(
  db: Db,
  place: EndpointPlace,
): Promise<{ since: Date; raisedAt: Date } | null> {
  const [row] = await db
    .select({ since: alarms.since, raisedAt: alarms.raisedAt })
    .from(alarms)
    .where(and(isOpenAt(place), eq(alarms.kind, 'quiet')))
  return row ?? null
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

function isOpenAt({ workspaceId, endpointId }: EndpointPlace) {
  return and(
    eq(alarms.workspaceId, workspaceId),
    eq(alarms.endpointId, endpointId),
    isNull(alarms.endedAt),
  )
}

function isAmong(workspaceId: string, ids: string[]) {
  return and(eq(alarms.workspaceId, workspaceId), inArray(alarms.id, ids))
}
