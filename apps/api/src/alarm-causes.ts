import { hasMissedMeetings, type AlarmCause, type AlarmKind } from '@solar-capture/core/alarm'
import type { AlarmLook } from '@solar-capture/core/alarm-course'
import { causeToTell } from '@solar-capture/core/refusal-cause'
import { rejectionTexts } from '@solar-capture/core/word-outcome'
import { wordRhythm } from '@solar-capture/core/word-rhythm'
import type { Db } from '@solar-capture/db/connect'
import type { EndedMeeting } from '@solar-capture/db/ended-meetings'
import { listRefused, type EndpointWatch } from '@solar-capture/db/endpoint-watches'

import { overdueOf } from './overdue.ts'
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

/** Looks at `now` at an endpoint that is watched: why somebody should look at it, of kinds that are not `muted`, and what tells whether alarms are over. */
export async function lookAt(
  db: Db,
  watched: Watched,
  { muted, now }: { muted: readonly AlarmKind[]; now: Date },
): Promise<AlarmLook> {
  const { workspaceId, endpointId, secretSetAt, lastAt } = watched
  const refused = await listRefused(db, { workspaceId, endpointId }, secretSetAt)
  const causes = [
    ...(watched.isReadable ? [] : [unreadable(now)]),
    ...rejecting(refused, lastAt),
    ...quiet(watched, now),
    ...missedMeetings(watched.meetings, now),
  ]
  return {
    ...{ now, muted, lastAt, secretSetAt },
    causes: causes.filter(({ kind }) => !muted.includes(kind)),
    lastRefusedAt: refused.at(-1)?.at ?? null,
  }
}

/** The look at an endpoint that is off or paused, or has no secret: nobody is told anything of it. */
export function unwatched(now: Date): AlarmLook {
  return { now, muted: null, causes: [], lastAt: null, secretSetAt: null, lastRefusedAt: null }
}

function unreadable(now: Date): AlarmCause {
  return { kind: 'unreadable_secret', since: toInstant(now), detail: { seenAt: toInstant(now) } }
}

function rejecting(
  refused: Awaited<ReturnType<typeof listRefused>>,
  lastAt: Date | null,
): AlarmCause[] {
  const after = refused.filter(({ at }) => lastAt === null || at > lastAt)
  const [first] = after
  const cause = causeToTell(after)
  if (!first || cause === null) return []
  const detail = { cause: rejectionTexts[cause] }
  return [{ kind: 'rejecting', since: toInstant(first.at), detail }]
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
