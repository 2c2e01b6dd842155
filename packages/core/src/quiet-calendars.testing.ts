const hour = 60 * 60 * 1000
const day = 24 * hour
/** A Monday. */
export const calendarStart = Date.UTC(2026, 0, 5)

/** When deliveries come, as whole milliseconds since the epoch, for so many days from `calendarStart` on. */
export type Calendar = (random: Random, days: number) => number[]
export type Random = () => number

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const exponential = (random: Random, mean: number) => -mean * Math.log(1 - random())

/** Deliveries at random, `rateAt(time)` an hour; never more than `highest` an hour. */
function thinned(random: Random, days: number, highest: number, rateAt: (at: number) => number) {
  const times: number[] = []
  const end = calendarStart + days * day
  for (let at = calendarStart; at < end;) {
    at += exponential(random, hour / highest)
    if (at < end && random() * highest < rateAt(at)) times.push(Math.floor(at))
  }
  return times
}

const isWeekday = (at: number) => ![0, 6].includes(new Date(at).getUTCDay())
const hourOf = (at: number) => new Date(at).getUTCHours() + new Date(at).getUTCMinutes() / 60
const isOpen = (at: number) => isWeekday(at) && hourOf(at) >= 8 && hourOf(at) < 18

/** Sixty deliveries on each weekday between eight and six. */
export const busyOffice: Calendar = (random, days) =>
  thinned(random, days, 6, (at) => (isOpen(at) ? 6 : 0))

/** An office with a slow Friday, a lunch break, and a few evening bookings. */
export const unevenOffice: Calendar = (random, days) =>
  thinned(random, days, 4, (at) => {
    if (!isOpen(at)) return isWeekday(at) && hourOf(at) < 22 && hourOf(at) >= 18 ? 0.2 : 0.02
    const ofHour = hourOf(at) >= 12 && hourOf(at) < 13 ? 0.8 : 4
    return new Date(at).getUTCDay() === 5 ? ofHour / 3 : ofHour
  })

/** Five a week, at any time of the day. */
export const smallInstaller: Calendar = (random, days) =>
  thinned(random, days, 5 / 168, () => 5 / 168)

/** One a week, at any time. */
export const oneAWeek: Calendar = (random, days) => thinned(random, days, 1 / 168, () => 1 / 168)

/** Two an hour around the clock. */
export const poisson: Calendar = (random, days) => thinned(random, days, 2, () => 2)

/** Weekdays of very different business: each is between a fifth of and twice the average. */
export const unequalDays: Calendar = (random, days) => {
  const factors = Array.from({ length: days + 1 }, () => 0.2 + 1.8 * random() ** 2)
  return thinned(random, days, 8, (at) =>
    isOpen(at) ? 4 * (factors[Math.floor((at - calendarStart) / day)] ?? 1) : 0,
  )
}

/** Once or twice a day somebody books a lot: up to forty deliveries within half an hour. */
export const bursts: Calendar = (random, days) =>
  thinned(random, days, 0.2, (at) => (isOpen(at) ? 0.2 : 0))
    .flatMap((at) => {
      const size = 1 + Math.floor(40 * random() ** 3)
      return Array.from({ length: size }, () => Math.floor(at + random() * 0.5 * hour))
    })
    .toSorted((a, b) => a - b)

/** A calendar in which nothing comes in these spans of days. */
export function without(calendar: Calendar, spans: [from: number, to: number][]): Calendar {
  return (random, days) =>
    calendar(random, days).filter((at) =>
      spans.every(
        ([from, to]) => at < calendarStart + from * day || at >= calendarStart + to * day,
      ),
    )
}

/** Hours between eight and six on weekdays (UTC) from `from` to `to`. */
export function officeHours(from: number, to: number): number {
  let hours = 0
  const step = hour / 12
  for (let at = from; at < to; at += step) if (isOpen(at)) hours += 1 / 12
  return hours
}
