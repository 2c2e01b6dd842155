import { paceAt, type Rhythm } from './quiet.ts'

const hour = 60 * 60 * 1000
// Of the busiest hour or weekday: less is no usual time.
const usualShare = 0.15
const around = 20

/** A rhythm as people see it. */
export type RhythmFacts = {
  /** Weekdays on which deliveries are usual, 0 is Monday. */
  weekdays: number[]
  /** The hours in which they are, from `from` to before `to` in the rhythm's time zone; null around the clock. */
  hours: { from: number; to: number } | null
  /** Milliseconds of those hours between two deliveries, on average. */
  usualGapMs: number
  /** Milliseconds of those hours after which silence is telling. */
  quietAfterMs: number
}

/** What people see of a rhythm. */
export function rhythmFacts(rhythm: Rhythm): RhythmFacts {
  const weekdays = usualOnes(rhythm.weekdays)
  const hours = spanOf(usualOnes(rhythm.hours))
  const length = hours === null ? 24 : (hours.to - hours.from + 24) % 24 || 24
  let perWeek = 0
  for (let weekday = 0; weekday < 7; weekday += 1) {
    for (let of = 0; of < 24; of += 1) perWeek += paceAt(rhythm, { weekday, hour: of })
  }
  const usualGapMs = (weekdays.length * length * hour) / perWeek
  return { weekdays, hours, usualGapMs, quietAfterMs: usualGapMs * rhythm.quietAfter }
}

/** A rhythm in words: 'Usually a delivery every 10 min on weekdays from 8:00 to 18:00. Quiet after 1 h 25 min of that without one.' */
export function wordRhythm(rhythm: Rhythm): string {
  const { weekdays, hours, usualGapMs, quietAfterMs } = rhythmFacts(rhythm)
  const days = dayWords(weekdays)
  const when = hours === null ? days : `${days} from ${hours.from}:00 to ${hours.to}:00`
  const isAlways = hours === null && weekdays.length === 7
  const of = isAlways ? '' : ' of that'
  const day = (hours === null ? 24 : (hours.to - hours.from + 24) % 24) * hour
  const gap = wordLength(usualGapMs, day)
  return `Usually a delivery every ${gap}${isAlways ? '' : ` ${when}`}. Quiet after ${wordLength(quietAfterMs, day)}${of} without one.`
}

/**
 * A length of time (milliseconds) in at most two units, as '1 h 25 min' or '3 days'; `dayMs` is how long a day counts for, where
 * only its open hours do.
 */
function wordLength(ms: number, dayMs = 24 * hour): string {
  const minutes = Math.max(1, Math.round(ms / 60_000))
  if (minutes < 60) return `${minutes} min`
  if (ms < 2 * dayMs) {
    const [whole, rest] = [Math.floor(minutes / 60), minutes % 60]
    return rest === 0 || whole >= 5 ? `${Math.round(minutes / 60)} h` : `${whole} h ${rest} min`
  }
  const days = Math.round((ms / dayMs) * 2) / 2
  return days >= 4 ? `${Math.round(days)} days` : `${days} days`
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

function dayWords(weekdays: number[]): string {
  if (weekdays.length === 7) return 'every day'
  if (weekdays.join('') === '01234') return 'on weekdays'
  return `on ${weekdays.map((one) => dayNames[one] ?? '').join(', ')}`
}

function usualOnes(rates: number[]): number[] {
  const most = Math.max(...rates)
  return [...rates.keys()].filter((index) => (rates[index] ?? 0) >= usualShare * most)
}

// From the end of the longest time in which nothing is usual to its beginning, also over midnight.
function spanOf(usual: number[]): { from: number; to: number } | null {
  let span: { from: number; to: number; closed: number } | null = null
  for (const [position, last] of usual.entries()) {
    const next = usual[position + 1] ?? (usual[0] ?? 0) + 24
    const closed = next - last - 1
    if (closed > (span?.closed ?? 0)) span = { from: next % 24, to: (last + 1) % 24, closed }
  }
  if (span === null || 24 - span.closed >= around) return null
  return { from: span.from, to: span.to === 0 ? 24 : span.to }
}
