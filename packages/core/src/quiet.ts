import { gapLimit, strangeGaps } from './gap-limit.ts'
import { weekClock, type WeekHour } from './week-clock.ts'

const minute = 60 * 1000
const hour = 60 * minute
const day = 24 * hour

/** How far back deliveries are looked at, and how far where there are fewer than `fewBelow` of them. */
export const rhythmWeeks = { usual: 8, few: 26, fewBelow: 20 } as const

/** With fewer deliveries, or less time from the first to the last of them, nothing is known about when they come. */
const fewestArrivals = 5
const shortestKnown = 14 * day

// False alarms in thirty days that the limit is made for. What a rhythm will be is not quite what it was, hence less than one.
const allowedPerMonth = 0.5
const month = 30 * day
// A restart of somebody's network is no silence.
const shortestQuiet = hour
const longestQuiet = 366 * day
const roundsOfLeavingOut = 3

/**
 * When deliveries of an endpoint usually come, and how long none may come. Time is counted in deliveries that it usually
 * brings, so that nights and weekends count for as little as comes in them.
 */
export type Rhythm = {
  /** In which weekdays and hours are. */
  timeZone: string
  /** Deliveries of an hour of an average day, for each hour of the day from 0. */
  hours: number[]
  /** How many times as much as on an average day comes on each weekday, from Monday. */
  weekdays: number[]
  /** A silence that would usually have brought so many deliveries is telling. */
  quietAfter: number
  /** Of how many deliveries it was learned, and of which time. */
  arrivals: number
  from: string
  to: string
}

/**
 * Learns when deliveries usually come from the times at which they did, `arrivals`, in any order; weekdays and hours are those
 * of `timeZone`. Null when they are too few, or of too short a time.
 *
 * The limit is set so that half a false alarm is expected in thirty days, for any pattern of gaps (see `gapLimit`). Gaps that
 * cannot be part of the pattern, as holidays and failures, are left out of it with the time that they took: they
 * neither make the limit wider nor the office slower than it is.
 */
export function learnRhythm(arrivals: Date[], timeZone: string): Rhythm | null {
  // Two at the same moment are one.
  const times = [...new Set(arrivals.map((at) => at.getTime()))].toSorted((a, b) => a - b)
  const [first] = times
  const last = times.at(-1)
  if (first === undefined || last === undefined || times.length < fewestArrivals) return null
  if (last - first < shortestKnown) return null
  const cut = cutIntoHours(times, timeZone)
  let leftOut = new Set<number>()
  let pace = paceOf(cut, leftOut)
  let gaps = gapsOf(cut, pace)
  for (let round = 0; round < roundsOfLeavingOut; round += 1) {
    const found = strangeGaps(gaps)
    if (found.every((position) => leftOut.has(position))) break
    leftOut = new Set([...leftOut, ...found])
    pace = paceOf(cut, leftOut)
    gaps = gapsOf(cut, pace)
  }
  const kept = gaps.filter((_, position) => !leftOut.has(position))
  const without = [...leftOut].reduce((sum, position) => sum + lengthOf(times, position), 0)
  const known = last - first - without
  if (kept.length < fewestArrivals - 1 || known < shortestKnown) return null
  return {
    ...{ timeZone, ...pace, arrivals: times.length },
    quietAfter: gapLimit(kept, month / known, allowedPerMonth),
    ...{ from: new Date(first).toISOString(), to: new Date(last).toISOString() },
  }
}

/** When an endpoint that last received something at `last` becomes overdue: at the earliest after an hour. */
export function overdueAt(rhythm: Rhythm, last: Date): Date {
  const from = last.getTime()
  const latest = from + longestQuiet
  let left = rhythm.quietAfter
  for (const stretch of weekClock(rhythm.timeZone).hoursBetween(from, latest)) {
    const perHour = paceAt(rhythm, stretch)
    const brings = (perHour * (stretch.to - stretch.from)) / hour
    if (brings >= left) {
      const at = stretch.from + (left / perHour) * hour
      return new Date(Math.max(at, from + shortestQuiet))
    }
    left -= brings
  }
  return new Date(latest)
}

/** Deliveries that usually come in an hour of the week. */
export function paceAt({ hours, weekdays }: Pace, { weekday, hour: of }: WeekHour): number {
  return (hours[of] ?? 0) * (weekdays[weekday] ?? 0)
}

type Pace = Pick<Rhythm, 'hours' | 'weekdays'>

/** A part of the time between two deliveries that lies in one hour of the week. */
type Part = WeekHour & {
  /** Which of the gaps it is of, from 0. */
  gap: number
  /** How long it is, in hours. */
  time: number
  /** Whether the delivery that ends the gap came at its end. */
  isLast: boolean
}

function cutIntoHours(times: number[], timeZone: string): Part[] {
  const { hoursBetween } = weekClock(timeZone)
  const parts: Part[] = []
  for (const [gap, from] of times.slice(0, -1).entries()) {
    const end = times[gap + 1] ?? from
    for (const { weekday, hour: ofDay, from: begin, to } of hoursBetween(from, end)) {
      parts.push({ weekday, hour: ofDay, gap, time: (to - begin) / hour, isLast: to === end })
    }
  }
  return parts
}

/**
 * How many deliveries each hour of the day and each weekday brings. One delivery more than there were, spread evenly, stands
 * for what may come at times at which nothing has.
 */
function paceOf(parts: Part[], leftOut: Set<number>): Pace {
  const ofHours = Array.from({ length: 24 }, () => ({ count: 0, time: 0 }))
  const ofWeekdays = Array.from({ length: 7 }, () => ({ count: 0, time: 0 }))
  let gaps = 0
  let total = 0
  for (const { weekday, hour: ofDay, gap, time, isLast } of parts) {
    if (leftOut.has(gap)) continue
    total += time
    if (isLast) gaps += 1
    for (const share of [ofHours[ofDay], ofWeekdays[weekday]]) {
      if (!share) continue
      share.time += time
      if (isLast) share.count += 1
    }
  }
  const average = gaps / total
  const rate = ({ count, time }: { count: number; time: number }) =>
    (count + 1) / (time + 1 / average)
  const weekdays = ofWeekdays.map((share) => rate(share) / average)
  const hours = ofHours.map(rate)
  // So that the whole time brings as many as it did.
  const scale = average / (mean(hours) * mean(weekdays))
  return { hours: hours.map((one) => one * scale), weekdays }
}

// The time between each delivery and the next, in deliveries that it usually brings.
function gapsOf(parts: Part[], pace: Pace): number[] {
  const gaps: number[] = []
  for (const part of parts) gaps[part.gap] = (gaps[part.gap] ?? 0) + paceAt(pace, part) * part.time
  return gaps
}

function lengthOf(times: number[], position: number): number {
  return (times[position + 1] ?? 0) - (times[position] ?? 0)
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
