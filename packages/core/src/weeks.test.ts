import { expect, test } from 'vitest'

import { isTimeZone, weeksBetween } from './weeks.ts'

const weeks = (from: string, to: string, timeZone: string) =>
  weeksBetween(new Date(from), new Date(to), timeZone).map(
    ({ monday, start }) => `${monday} ${start.toISOString().slice(0, 16)}`,
  )

test('weeks begin on Monday, at midnight of the zone', () => {
  // A Sunday evening in London is Monday in Auckland.
  const period = ['2026-11-22T20:00:00Z', '2026-11-23T20:00:00Z'] as const
  expect(weeks(...period, 'Europe/London')).toEqual([
    '2026-11-16 2026-11-16T00:00',
    '2026-11-23 2026-11-23T00:00',
  ])
  expect(weeks(...period, 'Pacific/Auckland')).toEqual(['2026-11-23 2026-11-22T11:00'])
})

test('a week in which the clocks change is an hour longer or shorter', () => {
  expect(weeks('2026-10-20T00:00:00Z', '2026-11-01T00:00:00Z', 'Europe/Berlin')).toEqual([
    '2026-10-19 2026-10-18T22:00',
    '2026-10-26 2026-10-25T23:00',
  ])
  expect(weeks('2026-03-25T00:00:00Z', '2026-03-30T00:00:00Z', 'Europe/London')).toEqual([
    '2026-03-23 2026-03-23T00:00',
    '2026-03-30 2026-03-29T23:00',
  ])
})

test('a Monday without a midnight begins when its clock does, and the turn of a year breaks no week', () => {
  // In Tehran, clocks went from 24:00 to 01:00 that night.
  expect(weeks('2021-03-22T12:00:00Z', '2021-03-23T12:00:00Z', 'Asia/Tehran')).toEqual([
    '2021-03-22 2021-03-21T20:30',
  ])
  expect(weeks('2026-12-31T12:00:00Z', '2027-01-02T00:00:00Z', 'UTC')).toEqual([
    '2026-12-28 2026-12-28T00:00',
  ])
})

test('no time has no weeks, and only names are zones', () => {
  expect(weeks('2026-11-23T00:00:00Z', '2026-11-23T00:00:00Z', 'UTC')).toEqual([])
  expect(['Europe/London', 'Asia/Calcutta', 'UTC'].every(isTimeZone)).toBe(true)
  expect(['+01:00', 'Europe/Nowhere', '', 'A text'].some(isTimeZone)).toBe(false)
})
