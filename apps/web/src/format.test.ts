import { expect, test } from 'vitest'

import * as f from './format.ts'

const now = new Date('2026-11-25T10:00:00Z')
const start = '2026-12-08T16:00:00Z'
const end = '2026-12-08T16:30:00Z'

test('a booking reads in the viewer’s zone', () => {
  expect(f.timeSpan(start, end, 'Europe/London', now)).toBe('Tue 8 Dec, 16:00–16:30')
  expect(f.timeSpan(start, null, 'Europe/Amsterdam', now)).toBe('Tue 8 Dec, 17:00')
  expect(f.zoneName('Europe/London', start)).toBe('GMT')
  expect(f.zoneName('Europe/London', '2026-07-08T16:00:00Z')).toBe('BST')
})

test('midnight is 00:00 and another year is named', () => {
  expect(f.dateAndTime('2027-01-01T00:00:00Z', 'UTC', now)).toBe('Fri 1 Jan 2027, 00:00')
  expect(f.timeSpan('2026-12-08T23:30:00Z', '2026-12-09T00:30:00Z', 'UTC', now)).toBe(
    'Tue 8 Dec, 23:30 – Wed 9 Dec, 00:30',
  )
})

test('the booker’s own time stands beside it when their clock differs', () => {
  const elsewhere = (zone: string) => f.timeElsewhere(start, end, zone, 'Europe/London', now)
  expect(elsewhere('America/Los_Angeles')).toBe('08:00–08:30 Los Angeles')
  expect(elsewhere('Pacific/Auckland')).toBe('Wed 9 Dec, 05:00–05:30 Auckland')
  expect(elsewhere('Europe/Lisbon')).toBeNull()
})

test('a zone that no browser knows reads as UTC instead of breaking the page', () => {
  expect(f.clockOf(start, 'Mars/Olympus_Mons')).toBe('16:00')
})

test.each([
  ['2026-11-25T09:59:30Z', 'just now'],
  ['2026-11-25T09:58:00Z', '2 min ago'],
  ['2026-11-25T07:00:00Z', '3 h ago'],
  ['2026-11-22T10:00:00Z', '3 d ago'],
  ['2026-11-01T10:00:00Z', '1 Nov'],
  ['2025-11-01T10:00:00Z', '1 Nov 2025'],
])('%s was %s', (iso, text) => {
  expect(f.ago(iso, 'UTC', now)).toBe(text)
})

test.each([
  ['2026-11-25T10:00:20Z', 'now'],
  ['2026-11-25T10:25:00Z', 'in 25 min'],
  ['2026-11-25T13:00:00Z', 'in 3 h'],
  [start, 'in 13 d'],
  ['2026-12-08T23:00:00Z', 'in 13 d'],
  ['2026-11-26T10:30:00Z', 'in 1 d'],
  ['2026-11-25T09:00:00Z', null],
])('%s is %s', (iso, text) => {
  expect(f.ahead(iso, 'UTC', now)).toBe(text)
})

test('an exact time names its zone', () => {
  expect(f.exactTime('2026-12-08T16:00:05Z', 'Europe/Amsterdam')).toBe(
    'Tuesday 8 December 2026, 17:00:05 CET',
  )
})

test('amounts, durations and initials', () => {
  expect(f.counted(12_403, 'lead')).toBe('12,403 leads')
  expect(f.counted(1, 'lead')).toBe('1 lead')
  expect([0, 1, 2, 1200].map(f.times)).toEqual(['never', 'once', 'twice', '1,200 times'])
  expect(f.duration(12.4)).toBe('12 ms')
  expect(f.duration(1440)).toBe('1.4 s')
  expect(f.initials('Ana Maria Brown')).toBe('AB')
  expect(f.initials('Zoë')).toBe('Z')
  expect(f.initials('  ')).toBe('')
})

test('phone numbers are spaced where the grouping is known', () => {
  expect(f.phoneText('+447700900123')).toBe('+44 7700 900123')
  expect(f.phoneText('+12025550143')).toBe('+1 202 555 0143')
  expect(f.phoneText('+4915123456789')).toBe('+4915123456789')
})
