import type { AlarmCause, AlarmDetail, AlarmKind } from './alarm.ts'

const minute = 60 * 1000

/** How long nothing may have been refused before refusals are over: a stranger who goes on posting makes one alarm, not many. */
const calmMs = 60 * minute
/** How long a secret has to have been readable: processes with other keys look in turn. */
const readableMs = 15 * minute
/** A look that says the same need not be written down more often. */
const freshMs = minute
/** What words are made of. */
const told = ['usual', 'cause', 'isTaking', 'meetings'] as const satisfies (keyof AlarmDetail)[]

/** An alarm that is not over. */
export type OpenAlarm = { id: string; kind: AlarmKind; since: Date; detail: AlarmDetail }

/** What a look at an endpoint at `now` found. */
export type AlarmLook = {
  now: Date
  /** Kinds that nobody wants to be told of; null where the endpoint is not watched at all. */
  muted: readonly AlarmKind[] | null
  /** What is wrong now, of kinds that are not muted. */
  causes: AlarmCause[]
  /** When it last received something that it took. */
  lastAt: Date | null
  secretSetAt: Date | null
  /** When a request was last refused for a telling cause, under the present secret. */
  lastRefusedAt: Date | null
}

/** What becomes of the alarms of an endpoint. */
export type AlarmCourse = {
  raised: AlarmCause[]
  /** Ids of those that are over. */
  ended: string[]
  /** Ids of those that nobody wants to know of any more, which says nothing of whether they are over. */
  silenced: string[]
  /** Those that stay, of which something else is known than before. */
  changed: { id: string; kind: AlarmKind; detail: AlarmDetail }[]
}

/**
 * What becomes of the `open` alarms of an endpoint, at most one of each kind, after a look. One whose cause cannot be seen is not over by that:
 * silence ends when something arrives, refusals when something good arrived and none came for an hour, an unreadable secret when
 * every look of a quarter of an hour could read it. A new secret ends the latter two at once. While a secret is unreadable nothing else
 * is raised, since it follows from that.
 */
export function settleAlarms(open: OpenAlarm[], look: AlarmLook): AlarmCourse {
  const { muted, causes } = look
  const isSilenced = ({ kind }: OpenAlarm) => muted === null || muted.includes(kind)
  const causeOf = (kind: AlarmKind) => causes.find((cause) => cause.kind === kind) ?? null
  const heard = open.filter((alarm) => !isSilenced(alarm))
  const stays = (alarm: OpenAlarm) => !isOver(alarm, causeOf(alarm.kind), look)
  const staying = heard.filter(stays)
  const isUnreadable = [...causes, ...staying].some(({ kind }) => kind === 'unreadable_secret')
  return {
    raised: causes
      .filter(({ kind }) => !isUnreadable || kind === 'unreadable_secret')
      .filter(({ kind }) => staying.every((alarm) => alarm.kind !== kind)),
    ended: heard.filter((alarm) => !stays(alarm)).map(({ id }) => id),
    silenced: open.filter(isSilenced).map(({ id }) => id),
    changed: staying.flatMap((alarm) => {
      const detail = detailOf(alarm, causeOf(alarm.kind))
      return isNews(alarm.detail, detail) ? [{ id: alarm.id, kind: alarm.kind, detail }] : []
    }),
  }
}

function isOver(alarm: OpenAlarm, cause: AlarmCause | null, look: AlarmLook): boolean {
  const { now, lastAt, secretSetAt, lastRefusedAt } = look
  switch (alarm.kind) {
    case 'quiet':
      return lastAt !== null && lastAt > alarm.since
    case 'rejecting':
      if (cause !== null) return false
      return lastRefusedAt === null || now.getTime() - lastRefusedAt.getTime() >= calmMs
    case 'unreadable_secret': {
      if (cause !== null) return false
      const seenAt = new Date(alarm.detail.seenAt ?? alarm.since)
      const isReplaced = secretSetAt !== null && secretSetAt > seenAt
      return isReplaced || now.getTime() - seenAt.getTime() >= readableMs
    }
    case 'meeting_passed':
      return cause === null
  }
}

// What is known of one that stays. Refusals without a cause are such as something good came after.
function detailOf({ kind, detail }: OpenAlarm, cause: AlarmCause | null): AlarmDetail {
  if (cause !== null) return cause.detail
  return kind === 'rejecting' ? { ...detail, isTaking: true } : detail
}

function isNews(before: AlarmDetail, after: AlarmDetail): boolean {
  if (told.some((key) => before[key] !== after[key])) return true
  const { seenAt } = after
  if (seenAt === undefined || before.seenAt === undefined) return seenAt !== before.seenAt
  return Date.parse(seenAt) - Date.parse(before.seenAt) >= freshMs
}
