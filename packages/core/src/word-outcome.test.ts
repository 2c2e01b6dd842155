import { expect, test } from 'vitest'

import { wordEffect, type Effect } from './word-outcome.ts'

const at = '2026-12-08T16:00:00.000Z'
const moved = (some: Partial<Effect>): Effect => ({
  ...{ kind: 'rescheduled', startTime: at, from: '2026-12-01T15:00:00.000Z', move: null },
  ...some,
})

test.each<[string, Effect, string]>([
  ['another day', moved({}), 'Moved Tue 1 Dec, 15:00 → Tue 8 Dec 2026, 16:00 GMT'],
  [
    'another hour',
    moved({ from: '2026-12-08T10:00:00.000Z' }),
    'Moved Tue 8 Dec 2026, 10:00 → 16:00 GMT',
  ],
  [
    'another offset from UTC',
    moved({ from: '2026-10-01T15:00:00.000Z' }),
    'Moved Thu 1 Oct 2026, 16:00 BST → Tue 8 Dec 2026, 16:00 GMT',
  ],
  [
    'another year',
    moved({ startTime: '2027-01-08T16:00:00.000Z' }),
    'Moved Tue 1 Dec 2026, 15:00 GMT → Fri 8 Jan 2027, 16:00 GMT',
  ],
  ['the same time', moved({ from: at }), 'Moved to Tue 8 Dec 2026, 16:00 GMT'],
  ['nobody knows', moved({ from: null }), 'Moved to Tue 8 Dec 2026, 16:00 GMT'],
  [
    'asked for, and a stage',
    moved({ kind: 'requested', move: { from: 'New', to: 'Booked' } }),
    'New → Booked. Asked to move: Tue 1 Dec, 15:00 → Tue 8 Dec 2026, 16:00 GMT',
  ],
])('what moved a booking tells the old time and the new one: %s', (_, effect, text) => {
  expect(wordEffect(effect, 'Europe/London')).toBe(text)
})

test('an effect that was stored before old times were told says the new one', () => {
  const { from: _, ...stored } = moved({})
  expect(wordEffect(stored, 'UTC')).toBe('Moved to Tue 8 Dec 2026, 16:00 UTC')
})

test.each([
  ['pinned', 'Stayed in New, where it was pinned'],
  ['won', 'Stayed in New: no rule moves a lead that is won'],
  ['lost', 'Stayed in New: of all rules, only one for a booking takes a lead out of there'],
  ['further', 'Stayed in New: no rule moves a lead back to Booked'],
  ['another_live', 'Stayed in New: another booking still held'],
  ['too_many', 'Stayed in New: more than five bookings in one day'],
] as const)('why a lead stayed where it was is told: %s', (why, text) => {
  const effect = moved({ from: at, stay: { in: 'New', to: 'Booked', why } })
  expect(wordEffect(effect, 'Europe/London')).toBe(`Moved to Tue 8 Dec 2026, 16:00 GMT. ${text}`)
})
