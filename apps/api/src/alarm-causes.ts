import { hasMissedMeetings, type AlarmCause } from '@solar-capture/core/alarm'
import { overdueAt } from '@solar-capture/core/quiet'
import { rejectionTexts } from '@solar-capture/core/word-outcome'
import { wordRhythm } from '@solar-capture/core/word-rhythm'
import type { Db } from '@solar-capture/db/connect'
import type { EndedMeeting } from '@solar-capture/db/ended-meetings'
import { refusedSince, type EndpointWatch } from '@solar-capture/db/endpoint-watches'

import { toInstant } from './routers/shapes.ts'

/** Cal.com looks every few minutes for meetings that ended, and may be late. */
const meetingPatienceMs = 3 * 60 * 60 * 1000

export type Watched = {
  workspaceId: string
  endpointId: string
  watch: EndpointWatch
  secretSetAt: Date
  /** When it last received something that it took. */
  lastAt: Date | null
  isReadable: boolean
  /** Its meetings of the last weeks whose time is over. */
  meetings: EndedMeeting[]
}

/**
 * Why somebody should look at an endpoint at `now`. Where nothing can be taken at all, that is the only cause: that nothing comes
 * follows from it.
 */
export async function findCauses(db: Db, watched: Watched, now: Date): Promise<AlarmCause[]> {
  const { workspaceId, endpointId, secretSetAt, lastAt } = watched
  if (!watched.isReadable) {
    return [{ kind: 'unreadable_secret', since: toInstant(now), detail: {} }]
  }
  const since = latest(secretSetAt, lastAt)
  const refused = await refusedSince(db, { workspaceId, endpointId }, since)
  if (refused) {
    const detail = { cause: rejectionTexts[refused.cause] }
    return [{ kind: 'rejecting', since: toInstant(refused.at), detail }]
  }
  return [...quiet(watched, now), ...missedMeetings(watched.meetings, now)]
}

/** When an endpoint becomes overdue; null while nothing is known of what is usual, or it is not watched. */
export function overdueOf(
  watch: Pick<EndpointWatch, 'rhythm' | 'watchedSince'> | null,
  { secretSetAt, lastAt }: { secretSetAt: Date | null; lastAt: Date | null },
): Date | null {
  if (!watch?.rhythm || watch.watchedSince === null || secretSetAt === null || lastAt === null) {
    return null
  }
  return overdueAt(watch.rhythm, latest(latest(secretSetAt, lastAt), watch.watchedSince))
}

function quiet({ watch, secretSetAt, lastAt }: Watched, now: Date): AlarmCause[] {
  const overdue = overdueOf(watch, { secretSetAt, lastAt })
  if (overdue === null || overdue > now || lastAt === null || watch.rhythm === null) return []
  const detail = { usual: wordRhythm(watch.rhythm) }
  return [{ kind: 'quiet', since: toInstant(lastAt), detail }]
}

function missedMeetings(meetings: EndedMeeting[], now: Date): AlarmCause[] {
  const told = meetings.filter(({ isTold }) => isTold)
  const lastTold = Math.max(...told.map(({ endedAt }) => endedAt.getTime()))
  const others = meetings.filter(({ isTold }) => !isTold)
  const untold = others.filter(({ endedAt }) => endedAt.getTime() <= lastTold)
  const missed = others
    .filter(({ endedAt }) => endedAt.getTime() > lastTold)
    .filter(({ endedAt }) => endedAt.getTime() < now.getTime() - meetingPatienceMs)
    .toSorted((a, b) => a.endedAt.getTime() - b.endedAt.getTime())
  const [first] = missed
  const counts = { told: told.length, untold: untold.length, since: missed.length }
  if (!first || !hasMissedMeetings(counts)) return []
  const detail = { meetings: missed.length }
  return [{ kind: 'meeting_passed', since: toInstant(first.endedAt), detail }]
}

function latest(one: Date, other: Date | null): Date {
  return other !== null && other > one ? other : one
}
