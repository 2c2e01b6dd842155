import { and, asc, desc, eq, gt, inArray, isNull, lte, max, min } from 'drizzle-orm'

import type { AlarmChannel } from '@solar-capture/core/alarm'

import { selectAlarms } from './alarms.ts'
import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { alarmNews, alarmNotices, alarms } from './schema.ts'

export type NoticePlace = { workspaceId: string; channel: AlarmChannel }

/** A message to be sent; `id` stays the same however often that is tried. */
export type DueNotice = NoticePlace & { id: string; attempts: number }

/** Workspaces and channels with news that no message tells of yet, and when the first of it came. */
export async function listUntold(db: Db): Promise<(NoticePlace & { firstNewsAt: Date })[]> {
  const rows = await db
    .select({
      workspaceId: alarmNews.workspaceId,
      channel: alarmNews.channel,
      firstNewsAt: min(alarmNews.at),
    })
    .from(alarmNews)
    .where(isNull(alarmNews.noticeId))
    .groupBy(alarmNews.workspaceId, alarmNews.channel)
  return rows.flatMap(({ firstNewsAt, ...place }) =>
    firstNewsAt === null ? [] : [{ ...place, firstNewsAt }],
  )
}

/** When the last message of a channel was made; null when none was. */
export async function lastNoticeAt(db: Db, place: NoticePlace): Promise<Date | null> {
  const [row] = await db
    .select({ at: max(alarmNotices.createdAt) })
    .from(alarmNotices)
    .where(isOf(place))
  return row?.at ?? null
}

/**
 * Makes one message of all news of a channel that none tells of yet, to be sent at once; not while another message of it is on its
 * way. Of processes that do it at once, one does.
 */
export async function makeNotice(db: Db, place: NoticePlace, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const id = newId(now.getTime())
    const made = await tx
      .insert(alarmNotices)
      .values({ ...place, id, createdAt: now, retryAt: now })
      .onConflictDoNothing()
      .returning({ id: alarmNotices.id })
    if (made.length === 0) return
    const told = await tx
      .update(alarmNews)
      .set({ noticeId: id })
      .where(
        and(
          eq(alarmNews.workspaceId, place.workspaceId),
          eq(alarmNews.channel, place.channel),
          isNull(alarmNews.noticeId),
        ),
      )
      .returning({ alarmId: alarmNews.alarmId })
    // Another process told of all of it meanwhile.
    if (told.length === 0) {
      await tx.delete(alarmNotices).where(isNotice(place.workspaceId, id))
    }
  })
}

// Others may take the first ones meanwhile.
const triedAtOnce = 10

// Longer than sending one message may take: whoever takes one has it for so long.
const noticeLeaseMs = 60_000

/** Takes a message that is due at `now`, so that nobody else sends it for a minute; null when none is. */
export async function claimNotice(db: Db, now: Date): Promise<DueNotice | null> {
  const until = new Date(now.getTime() + noticeLeaseMs)
  const due = await db
    .select({ workspaceId: alarmNotices.workspaceId, id: alarmNotices.id })
    .from(alarmNotices)
    .where(lte(alarmNotices.retryAt, now))
    .orderBy(asc(alarmNotices.retryAt))
    .limit(triedAtOnce)
  for (const { workspaceId, id } of due) {
    const [row] = await db
      .update(alarmNotices)
      .set({ retryAt: until })
      .where(and(isNotice(workspaceId, id), lte(alarmNotices.retryAt, now)))
      .returning({ channel: alarmNotices.channel, attempts: alarmNotices.attempts })
    if (row) return { workspaceId, id, ...row }
  }
  return null
}

/**
 * Has the message that a channel waits to send again sent at `now`, and tried as often as a new one: what was in its way may be mended. One that
 * may be under way, and one that is due within a minute anyway, stays as it is.
 */
export async function hurryNotice(db: Db, place: NoticePlace, now: Date): Promise<void> {
  const inFlight = new Date(now.getTime() + noticeLeaseMs)
  await db
    .update(alarmNotices)
    .set({ retryAt: now, attempts: 0 })
    .where(and(isOf(place), gt(alarmNotices.retryAt, inFlight)))
}

/** What became of sending a message: sent, or to be tried again at `retryAt`, or given up when that is null. */
export async function settleNotice(
  db: Db,
  { workspaceId, id, attempts }: DueNotice,
  result: { sentAt: Date } | { problem: string; retryAt: Date | null },
): Promise<void> {
  const { sentAt, problem, retryAt } = { sentAt: null, problem: null, retryAt: null, ...result }
  await db
    .update(alarmNotices)
    .set({ attempts: attempts + 1, sentAt, problem, retryAt })
    .where(isNotice(workspaceId, id))
}

/** The alarms that a message tells of, the oldest first, each with what became of it. */
export async function listToldAlarms(db: Db, workspaceId: string, noticeId: string) {
  const news = await db
    .select({ alarmId: alarmNews.alarmId, change: alarmNews.change })
    .from(alarmNews)
    .where(and(eq(alarmNews.workspaceId, workspaceId), eq(alarmNews.noticeId, noticeId)))
  if (news.length === 0) return []
  const ids = news.map(({ alarmId }) => alarmId)
  const found = await selectAlarms(db)
    .where(and(eq(alarms.workspaceId, workspaceId), inArray(alarms.id, ids)))
    .orderBy(asc(alarms.id))
  return found.map((alarm) => {
    const isEnded = news.some(({ alarmId, change }) => alarmId === alarm.id && change === 'ended')
    return { ...alarm, change: isEnded ? ('ended' as const) : ('raised' as const) }
  })
}

/** The last message of each channel of a workspace that was tried. */
export async function listLastNotices(db: Db, workspaceId: string) {
  return db
    .selectDistinctOn([alarmNotices.channel], {
      channel: alarmNotices.channel,
      sentAt: alarmNotices.sentAt,
      problem: alarmNotices.problem,
      retryAt: alarmNotices.retryAt,
    })
    .from(alarmNotices)
    .where(eq(alarmNotices.workspaceId, workspaceId))
    .orderBy(alarmNotices.channel, desc(alarmNotices.createdAt))
}

function isOf({ workspaceId, channel }: NoticePlace) {
  return and(eq(alarmNotices.workspaceId, workspaceId), eq(alarmNotices.channel, channel))
}

function isNotice(workspaceId: string, id: string) {
  return and(eq(alarmNotices.workspaceId, workspaceId), eq(alarmNotices.id, id))
}
