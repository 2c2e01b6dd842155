import * as texts from './texts/times.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

// Asking the browser takes as long as writing twenty times; who travels with an open page sees it soon.
const zoneKeptMs = 10_000
let zone = { name: '', until: 0 }

/** The time zone that this browser shows times in, as 'Europe/London'. */
export function viewerZone(): string {
  const now = Date.now()
  // A clock may be set back.
  if (now >= zone.until || now < zone.until - zoneKeptMs) {
    zone = { name: Intl.DateTimeFormat().resolvedOptions().timeZone, until: now + zoneKeptMs }
  }
  return zone.name
}

// Making a formatter is slow and a table needs the same few for each row.
const formatters = new Map<string, Intl.DateTimeFormat>()

function format(date: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  const key = timeZone + JSON.stringify(options)
  let formatter = formatters.get(key)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: knownZone(timeZone) })
    formatters.set(key, formatter)
  }
  return formatter.format(date)
}

// Cal.com passes on whatever zone an attendee's browser named.
function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

/** 'Tue 8 Dec', with the year when it is not that of `now`. `iso` is an instant, shown in `timeZone`. */
function dateOf(iso: string, timeZone: string, now: Date): string {
  const date = new Date(iso)
  const year = (of: Date) => format(of, timeZone, { year: 'numeric' })
  const text = format(date, timeZone, { weekday: 'short', day: 'numeric', month: 'short' })
  const plain = text.replaceAll(',', '').replace('Sept', 'Sep')
  return year(date) === year(now) ? plain : `${plain} ${year(date)}`
}

/** '16:00' in `timeZone`. */
export function clockOf(iso: string, timeZone: string): string {
  return format(new Date(iso), timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** 'Tue 8 Dec, 16:00' in `timeZone`. */
export function dateAndTime(iso: string, timeZone: string, now: Date): string {
  return `${dateOf(iso, timeZone, now)}, ${clockOf(iso, timeZone)}`
}

/** 'Tue 8 Dec, 16:00–16:30' in `timeZone`; names both days when they differ. */
export function timeSpan(start: string, end: string | null, timeZone: string, now: Date): string {
  const from = dateAndTime(start, timeZone, now)
  if (end === null) return from
  const sameDay = dateOf(start, timeZone, now) === dateOf(end, timeZone, now)
  return sameDay
    ? `${from}–${clockOf(end, timeZone)}`
    : `${from} – ${dateAndTime(end, timeZone, now)}`
}

/** The short name of `timeZone` at that instant, as 'GMT', 'CET' or 'GMT-8'. */
export function zoneName(timeZone: string, iso: string): string {
  const text = format(new Date(iso), timeZone, { timeZoneName: 'short', year: 'numeric' })
  return text.split(', ').at(-1)?.replace(/^\d+ /, '') ?? timeZone
}

/** The place that a time zone is named after: 'Los Angeles' for 'America/Los_Angeles'. */
function placeOf(timeZone: string): string {
  return timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
}

/**
 * A time as somebody in `timeZone` reads it, beside the viewer's own: '08:00–08:30 Los Angeles', with the
 * day in front when it is another day there. Null when both clocks agree.
 */
export function timeElsewhere(
  start: string,
  end: string | null,
  timeZone: string,
  viewer: string,
  now: Date,
): string | null {
  const same = (iso: string) => dateAndTime(iso, timeZone, now) === dateAndTime(iso, viewer, now)
  if (same(start) && (end === null || same(end))) return null
  const clock =
    end === null
      ? clockOf(start, timeZone)
      : `${clockOf(start, timeZone)}–${clockOf(end, timeZone)}`
  const there = dateOf(start, timeZone, now)
  const prefix = there === dateOf(start, viewer, now) ? '' : `${there}, `
  return `${prefix}${clock} ${placeOf(timeZone)}`
}

/** How long ago, in its largest unit: 'just now', '2 min ago', '3 h ago', '5 d ago'; then the date. */
export function ago(iso: string, timeZone: string, now: Date): string {
  const passed = now.getTime() - Date.parse(iso)
  if (passed < minute) return texts.justNow
  if (passed < hour) return texts.minutesAgo(Math.floor(passed / minute))
  if (passed < day) return texts.hoursAgo(Math.floor(passed / hour))
  if (passed < 14 * day) return texts.daysAgo(Math.floor(passed / day))
  return dateOf(iso, timeZone, now).replace(/^\w+ /, '')
}

/**
 * How far ahead: 'in 25 min', 'in 3 h', or 'in 13 d' as the calendar in `timeZone` counts them; 'now' within a minute; null when it
 * has passed.
 */
export function ahead(iso: string, timeZone: string, now: Date): string | null {
  const left = Date.parse(iso) - now.getTime()
  if (left < -minute) return null
  if (left < minute) return texts.now
  if (left < hour) return texts.inMinutes(Math.round(left / minute))
  if (left < day) return texts.inHours(Math.round(left / hour))
  // The day on which clocks are set back is longer than 24 hours.
  return texts.inDays(Math.max(1, daysAhead(iso, timeZone, now)))
}

/** How many days of the calendar in `timeZone` lie between `now` and an instant: 0 today, 1 tomorrow, below 0 before. */
export function daysAhead(iso: string, timeZone: string, now: Date): number {
  const dayNumber = (date: Date) => {
    const parts = { day: '2-digit', month: '2-digit', year: 'numeric' } as const
    const [dayOfMonth = 0, month = 0, year = 0] = format(date, timeZone, parts)
      .split('/')
      .map(Number)
    return Date.UTC(year, month - 1, dayOfMonth) / day
  }
  return dayNumber(new Date(iso)) - dayNumber(now)
}

/** The whole instant for a tooltip: 'Tuesday 8 December 2026, 16:00:05 GMT'. */
export function exactTime(iso: string, timeZone: string): string {
  const date = new Date(iso)
  const text = format(date, timeZone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  const clock = format(date, timeZone, { timeStyle: 'medium' })
  return `${text.replaceAll(',', '')}, ${clock} ${zoneName(timeZone, iso)}`
}

const numbers = new Intl.NumberFormat('en-GB')

/** 12403 → '12,403'. */
export function count(amount: number): string {
  return numbers.format(amount)
}

/** '1 lead', '12,403 leads'. */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${count(amount)} ${amount === 1 ? one : many}`
}

/** How often, as an adverb: 'once', 'twice', '3 times'. */
export function times(amount: number): string {
  return texts.few[amount] ?? texts.often(count(amount))
}

/** A duration in milliseconds as people read it: '12 ms', '1.4 s'. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`
}

/** Up to two letters that stand for a name: 'Ana Brown' → 'AB'. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /\p{L}/u.test(word))
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => Array.from(word ?? '')[0]?.toLocaleUpperCase() ?? '').join('')
}

/** A phone number in E.164 with blanks for the eye: '+447700900123' → '+44 7700 900123'. */
export function phoneText(phone: string): string {
  const british = /^\+44(\d{4})(\d{6})$/.exec(phone)
  if (british !== null) return `+44 ${british[1]} ${british[2]}`
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone)
  return american === null ? phone : `+1 ${american[1]} ${american[2]} ${american[3]}`
}
