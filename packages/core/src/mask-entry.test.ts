import { expect, test } from 'vitest'

import { maskEntry } from './mask-entry.ts'
import type { EntryDetail } from './timeline.ts'
import { wordEntry } from './word-entry.ts'

const startTime = '2026-12-01T15:00:00.000Z'
const told = (detail: EntryDetail) => wordEntry(maskEntry(detail), 'UTC')

test('of what a booker or a host gave only the first letters and the kind are told', () => {
  const given = {
    bookedAs: 'jane@acme.example',
    proposed: [
      { field: 'name' as const, value: 'Jane Doe' },
      { field: 'phone' as const, value: '+447700900123' },
    ],
  }
  const all: EntryDetail[] = [
    { kind: 'booked', eventType: 'Survey', startTime, ...given },
    { kind: 'rescheduled', from: null, to: startTime, by: 'Jane Doe', ...given },
    { kind: 'requested', eventType: null, startTime, from: null, mayReplace: null, ...given },
    { kind: 'cancelled', startTime, by: 'jane@acme.example', reason: 'Jane is ill' },
    { kind: 'reschedule_requested', startTime, reason: 'Jane is ill' },
    { kind: 'rejected', startTime, reason: 'Jane is ill' },
    { kind: 'reassigned', to: 'Sam Doe' },
    { kind: 'relocated', to: '3 Jane Lane' },
    { kind: 'linked', bookedAs: '+447700900123' },
  ]
  const time = 'Tue 1 Dec 2026, 15:00 UTC'
  const gave = 'as j•••@a•••.example. Gave the name J••• D••• and the phone •••23'
  expect(all.map(told)).toEqual([
    `Booked Survey for ${time}, ${gave}`,
    `Rescheduled to ${time} by J••• D•••, ${gave}`,
    `Asked for a booking on ${time}, ${gave}`,
    `Cancelled the booking of ${time} by j•••@a•••.example: •••`,
    `Asked for another time than ${time}: •••`,
    `The host declined ${time}: •••`,
    ...['Host changed to S••• D•••', 'Place changed to •••', 'Linked a booking by hand, as •••23'],
  ])
})

test('what was given by nobody, and what names nobody, stays as it is', () => {
  const all: EntryDetail[] = [
    { kind: 'cancelled', startTime, by: null, reason: null },
    { kind: 'booked', eventType: 'Survey', startTime, bookedAs: null, proposed: [] },
    { kind: 'moved', from: 'New', to: 'Booked', pinned: false },
    { kind: 'relocated', to: null },
  ]
  expect(all.map(maskEntry)).toEqual(all)
})
