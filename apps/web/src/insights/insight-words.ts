import { type Breakdown, fewest } from '@solar-capture/core/insight'

import { count } from '../format.ts'
import * as texts from '../texts/insights.ts'
import { wordDay } from '../word-days.ts'

type Group = { key: string | null; name: string | null }

/** What a row of a table is called; a week by its days that are within the period, whose days are given. */
export function wordGroup(
  { key, name }: Group,
  of: 'leads' | 'bookings',
  { by, first, last }: { by: Breakdown; first: string; last: string },
): string {
  if (key === null) return texts.without[of][by]
  if (by === 'week') return wordWeek(key, first, last)
  if (by === 'owner') return name ?? texts.formerMember
  return name === null || name === '' ? texts.noName : name
}

function wordWeek(monday: string, first: string, last: string): string {
  const sunday = new Date(Date.parse(monday) + 6 * 86_400_000).toISOString().slice(0, 10)
  const start = monday < first ? first : monday
  const end = sunday > last ? last : sunday
  const text = wordDay(start)
  return start === end ? text : `${text} – ${wordDay(end)}`
}

/** '34%' of a whole; null where the whole is smaller than `least`. */
export function share(part: number, whole: number, least: number): string | null {
  if (whole === 0 || whole < least) return null
  const percent = (100 * part) / whole
  return percent > 0 && percent < 1 ? '<1%' : `${Math.round(percent)}%`
}

/** How long the bar of a part is beside that of the whole; there is none where `share` tells nothing. */
export function barOf(part: number, whole: number): number {
  return whole < fewest.rate ? 0 : part / whole
}

/** '12 · 34%', or the count alone. */
export function countAndShare(part: number, whole: number, least: number): string {
  const percent = share(part, whole, least)
  return percent === null ? count(part) : `${count(part)} · ${percent}`
}

/** A time in seconds in its two largest units: '45 min', '3 h 20 min', '2 d 4 h', '12 d'. */
export function wordSeconds(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  if (minutes < 1) return texts.underMinute
  if (minutes < 60) return texts.minutes(minutes)
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return joined(texts.hours(hours), minutes % 60, texts.minutes)
  const whole = Math.floor(hours / 24)
  return whole < 7
    ? joined(texts.days(whole), hours % 24, texts.hours)
    : texts.days(Math.round(hours / 24))
}

function joined(large: string, small: number, word: (amount: number) => string): string {
  return small === 0 ? large : `${large} ${word(small)}`
}
