const hour = 60 * 60 * 1000
const day = 24 * hour

/** An hour of a week as a clock on the wall shows it: `weekday` 0 is Monday, `hour` counts from 0. */
export type WeekHour = { weekday: number; hour: number }

/** A stretch of time that lies within one hour of the week; both ends are milliseconds since the epoch. */
export type Stretch = WeekHour & { from: number; to: number }

/**
 * Makes what cuts time into the hours of the week in `timeZone` (as `Europe/London`). Where clocks change, the old time
 * counts until UTC's midnight: some hours, twice a year.
 */
export function weekClock(timeZone: string) {
  const offsetOn = offsetsOf(timeZone)

  /** The hours of the week from `from` to before `to` (milliseconds), one after the other. */
  function* hoursBetween(from: number, to: number): Generator<Stretch> {
    for (let at = from; at < to;) {
      const utcDay = Math.floor(at / day)
      const shown = at + offsetOn(utcDay)
      const index = Math.floor(shown / hour)
      const end = Math.min(at + (index + 1) * hour - shown, (utcDay + 1) * day, to)
      const { weekday, hour: ofDay } = toWeekHour(index)
      yield { weekday, hour: ofDay, from: at, to: end }
      at = end
    }
  }

  return { hoursBetween }
}

// The first of January 1970 was a Thursday.
function toWeekHour(index: number): WeekHour {
  const days = Math.floor(index / 24)
  return { weekday: (((days + 3) % 7) + 7) % 7, hour: index - days * 24 }
}

// Asking for each hour would take longer than all the rest.
function offsetsOf(timeZone: string): (utcDay: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    ...{ timeZone, hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  })
  const known = new Map<number, number>()
  return (utcDay) => {
    const before = known.get(utcDay)
    if (before !== undefined) return before
    const parts = new Map(
      format.formatToParts(utcDay * day).map(({ type, value }) => [type, Number(value)]),
    )
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    const date = [part('year'), part('month') - 1, part('day')] as const
    const offset = Date.UTC(...date, part('hour'), part('minute')) - utcDay * day
    known.set(utcDay, offset)
    return offset
  }
}
