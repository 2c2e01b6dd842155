import { describe, expect, test } from 'vitest'

import {
  bursts,
  busyOffice,
  calendarStart,
  officeHours,
  oneAWeek,
  poisson,
  randomFrom,
  smallInstaller,
  unequalDays,
  unevenOffice,
  without,
  type Calendar,
} from './quiet-calendars.testing.ts'
import { learnRhythm, overdueAt, rhythmWeeks, type Rhythm } from './quiet.ts'
import { rhythmFacts, wordRhythm } from './word-rhythm.ts'

const hour = 60 * 60 * 1000
const day = 24 * hour
const month = 30 * day

/** What is learned from the deliveries up to `until`, looked back upon as the server does. */
function learnAt(times: number[], until: number): Rhythm | null {
  const back = (weeks: number) =>
    times.filter((at) => at <= until && at > until - weeks * 7 * day).map((at) => new Date(at))
  const usual = back(rhythmWeeks.usual)
  return learnRhythm(usual.length < rhythmWeeks.fewBelow ? back(rhythmWeeks.few) : usual, 'UTC')
}

/** Goes through a calendar, learning once a week: how often an alarm is raised, and where. */
function watch(times: number[]): { alarms: number[]; months: number } {
  const alarms: number[] = []
  let rhythm: Rhythm | null = null
  let learnedAt = -Infinity
  let watched = 0
  for (const [position, at] of times.slice(0, -1).entries()) {
    if (at - learnedAt > 7 * day) {
      rhythm = learnAt(times, at)
      learnedAt = at
    }
    if (rhythm === null) continue
    const next = times[position + 1] ?? at
    watched += next - at
    // Nothing is overdue within an hour.
    if (next - at > hour && overdueAt(rhythm, new Date(at)).getTime() < next) alarms.push(at)
  }
  return { alarms, months: watched / month }
}

const yearsOf = (calendar: Calendar, years: number) =>
  Array.from({ length: years }, (_, seed) => calendar(randomFrom(seed + 1), 365))

describe('at most one false alarm is raised in a month', { timeout: 30_000 }, () => {
  test.each<[string, Calendar, number]>([
    ['a busy office', busyOffice, 2],
    ['an office with lunch breaks and slow Fridays', unevenOffice, 2],
    ['an installer with five a week', smallInstaller, 6],
    ['an installer with one a week', oneAWeek, 16],
    ['deliveries at random', poisson, 1],
    ['weekdays of very different business', unequalDays, 3],
    ['deliveries in bursts', bursts, 4],
  ])('with %s', (_, calendar, years) => {
    const found = yearsOf(calendar, years).map(watch)
    const alarms = found.reduce((sum, one) => sum + one.alarms.length, 0)
    const months = found.reduce((sum, one) => sum + one.months, 0)
    expect(months).toBeGreaterThan(9 * years)
    expect(alarms / months).toBeLessThan(1)
  })
})

test('a real silence is noticed within 1.25 times the limit that people are told, in open hours', () => {
  const times = busyOffice(randomFrom(7), 365)
  const random = randomFrom(8)
  for (let tried = 0; tried < 60; tried += 1) {
    const position = Math.floor((0.2 + 0.8 * random()) * (times.length - 1))
    const last = times[position] ?? 0
    const rhythm = learnAt(times, last)
    if (rhythm === null) throw new Error('Nothing was learned.')
    const noticed = overdueAt(rhythm, new Date(last)).getTime()
    const limit = rhythmFacts(rhythm).quietAfterMs / hour
    expect(officeHours(last, noticed)).toBeLessThan(1.25 * limit)
    // A best guess of somebody who knows how the office works would be ln(1285) / 6 hours.
    expect(limit).toBeLessThan(2)
  }
})

test('a fortnight of holidays is one alarm, and does not change what is usual', () => {
  const holidays: [number, number][] = [[200, 214]]
  const times = without(busyOffice, holidays)(randomFrom(3), 280)
  const from = calendarStart + 200 * day
  const { alarms } = watch(times)
  expect(alarms.filter((at) => at > from - 3 * day && at < from)).toHaveLength(1)
  const before = learnAt(times, from - 1)
  const after = learnAt(times, from + 21 * day)
  const ratio = (after?.quietAfter ?? 0) / (before?.quietAfter ?? 1)
  expect(ratio).toBeGreaterThan(0.7)
  expect(ratio).toBeLessThan(1.4)
})

test('two failures within the time looked at do not make it blind', () => {
  const spans: [number, number][] = [
    [200, 204],
    [220, 224],
  ]
  const times = without(busyOffice, spans)(randomFrom(4), 240)
  const rhythm = learnAt(times, times.at(-1) ?? 0)
  expect(rhythm?.quietAfter).toBeLessThan(14)
})

test('too few deliveries, or too short a time, teach nothing', () => {
  const daily = (count: number, gap = day) =>
    Array.from({ length: count }, (_, index) => new Date(calendarStart + index * gap))
  expect(learnRhythm(daily(4, 10 * day), 'UTC')).toBeNull()
  expect(learnRhythm(daily(5, 10 * day), 'UTC')).not.toBeNull()
  expect(learnRhythm(daily(1000, 5 * 60_000), 'UTC')).toBeNull()
  expect(learnRhythm([], 'UTC')).toBeNull()
})

test('few deliveries give a wider limit than many of the same rhythm', () => {
  const weekly = (count: number) =>
    learnRhythm(
      Array.from({ length: count }, (_, index) => new Date(calendarStart + index * 7 * day)),
      'UTC',
    )?.quietAfter ?? 0
  expect(weekly(5)).toBeGreaterThan(1.2 * weekly(26))
})

test('weekdays and hours are those of the time zone', () => {
  const inUtc = busyOffice(randomFrom(5), 56).map((at) => new Date(at))
  const rhythm = learnRhythm(inUtc, 'America/New_York')
  expect(rhythm && rhythmFacts(rhythm)).toMatchObject({
    weekdays: [0, 1, 2, 3, 4],
    hours: { from: 3, to: 13 },
  })
  // A Friday's last delivery is not overdue before Monday.
  const friday = new Date('2026-02-27T17:50:00Z')
  const overdue = rhythm && overdueAt(rhythm, friday).toISOString()
  expect(overdue).toMatch(/^2026-03-02T(08|09):/)
})

test('a rhythm is told in words', () => {
  const office = learnRhythm(
    busyOffice(randomFrom(6), 56).map((at) => new Date(at)),
    'UTC',
  )
  expect(office && wordRhythm(office)).toMatch(
    /^Usually a delivery every (9|10|11) min on weekdays from 8:00 to 18:00\. Quiet after 1 h \d+ min of that without one\.$/,
  )
  const weekly = learnRhythm(
    oneAWeek(randomFrom(11), 182).map((at) => new Date(at)),
    'UTC',
  )
  expect(weekly && wordRhythm(weekly)).toMatch(
    /^Usually a delivery every \d+ days\. Quiet after 1[4-9] days without one\.$/,
  )
})
