import type { Instant } from './instant.ts'

/**
 * What somebody is told of without looking: nothing comes where something usually does; a meeting passed and Cal.com did
 * not say so; what comes is refused; a signing secret cannot be decrypted here.
 */
export const alarmKinds = ['quiet', 'meeting_passed', 'rejecting', 'unreadable_secret'] as const
export type AlarmKind = (typeof alarmKinds)[number]

/** By what people are told of alarms besides the dashboard. */
export const alarmChannels = ['email', 'webhook'] as const
export type AlarmChannel = (typeof alarmChannels)[number]

/** How soon: at once (yet at most one message in five minutes), once an hour, or each morning at eight. */
export const alarmTimings = ['at_once', 'hourly', 'daily'] as const
export type AlarmTiming = (typeof alarmTimings)[number]

/** What more is known of an alarm. */
export type AlarmDetail = {
  /** Of a quiet one: what is usual, in words. */
  usual?: string
  /** Of refusals: why, in words. */
  cause?: string
  /** Of refusals: whether something good has arrived after the last of them. */
  isTaking?: boolean
  /** Of meetings: how many passed. */
  meetings?: number
  /** Of an unreadable secret: when somebody last found it so. */
  seenAt?: Instant
}

/** The cause of an alarm while it lasts; `since` is when it began. */
export type AlarmCause = { kind: AlarmKind; since: Instant; detail: AlarmDetail }

const minute = 60 * 1000
const hour = 60 * minute
const day = 24 * hour
const shortestGapMs = { at_once: 5 * minute, hourly: hour }
const morning = 8

/**
 * When news of alarms goes out, of which the first came at `firstNewsAt`, after a message that was sent at `lastSentAt` (null: never). All
 * that came until then is one message. Mornings are those of `timeZone`.
 */
export function noticeDueAt(
  timing: AlarmTiming,
  {
    firstNewsAt,
    lastSentAt,
    timeZone,
  }: { firstNewsAt: Date; lastSentAt: Date | null; timeZone: string },
): Date {
  if (timing === 'daily') return nextMorning(firstNewsAt, timeZone)
  const allowed = lastSentAt === null ? 0 : lastSentAt.getTime() + shortestGapMs[timing]
  return new Date(Math.max(firstNewsAt.getTime(), allowed))
}

function nextMorning(after: Date, timeZone: string): Date {
  const format = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', hour: 'numeric' })
  const first = Math.ceil(after.getTime() / (15 * minute)) * 15 * minute
  for (let at = first; at < first + 2 * day; at += 15 * minute) {
    const before = Number(format.format(at - 1))
    if (Number(format.format(at)) >= morning && before < morning) return new Date(at)
  }
  return new Date(first + day)
}

const pauses = [minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour]

/** When a message that failed `attempts` times is sent again; null when it is given up. */
export function nextNoticeAt(attempts: number, failedAt: Date): Date | null {
  const pause = pauses[attempts - 1]
  return pause === undefined ? null : new Date(failedAt.getTime() + pause)
}

/** What is known of the meetings of an endpoint: how many of those that passed it told of and did not, up to the last one it told of, and how many passed since. */
export type MeetingCounts = { told: number; untold: number; since: number }

const fewestTold = 5
const tooUnlikely = 0.05

/**
 * Whether an endpoint that usually tells when meetings end has stopped to: after at least five that it told of, so many passed
 * since that at its usual share that would happen less than once in twenty times. Cal.com never tells of all.
 */
export function hasMissedMeetings({ told, untold, since }: MeetingCounts): boolean {
  if (told < fewestTold) return false
  const missed = (untold + 1) / (told + untold + 2)
  return missed ** since <= tooUnlikely && since > 0
}
