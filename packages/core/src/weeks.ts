const day = 24 * 60 * 60 * 1000

/** Whether a text is the name of a time zone that is known here, as `Europe/London`. Offsets are no names. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A week: its Monday as `2026-11-23`, and the instant at which that begins. */
export type Week = { monday: string; start: Date }

/**
 * The ISO weeks, from Monday to Sunday in `timeZone`, that the time from `from` to before `to` touches, the first one first.
 * None when that is no time at all.
 */
export function weeksBetween(from: Date, to: Date, timeZone: string): Week[] {
  const clock = clockIn(timeZone)
  const weeks: Week[] = []
  if (from >= to) return weeks
  for (let date = mondayOf(clock(from)); ; date += 7 * day) {
    const start = startOfDate(date, clock)
    if (start >= to) return weeks
    weeks.push({ monday: new Date(date).toISOString().slice(0, 10), start })
  }
}

// What a clock on the wall shows, as if it were UTC, in milliseconds.
type Clock = (at: Date) => number

function clockIn(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('en', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  return (at) => {
    const shown = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0
    const date = [part('year'), part('month') - 1, part('day')] as const
    return Date.UTC(...date, part('hour'), part('minute'), part('second'))
  }
}

function mondayOf(shown: number): number {
  const midnight = Math.floor(shown / day) * day
  return midnight - ((new Date(midnight).getUTCDay() + 6) % 7) * day
}

// Where clocks change around midnight, the first moment that has the date, whatever the clock shows then.
function startOfDate(date: number, clock: Clock): Date {
  const candidates = [date - day, date + day].map((near) => {
    const offset = clock(new Date(near)) - near
    return new Date(date - offset)
  })
  const [first, last] = candidates.toSorted((a, b) => a.getTime() - b.getTime())
  return first && clock(first) >= date ? first : (last ?? new Date(date))
}
