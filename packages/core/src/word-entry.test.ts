import { expect, test } from 'vitest'

import type { EntryDetail } from './timeline.ts'
import { wordEntry, wordTime } from './word-entry.ts'

const at = '2026-12-08T16:00:00.000Z'

test('a time is told in the zone that is asked for', () => {
  expect(wordTime(at, 'Europe/London')).toBe('Tue 8 Dec 2026, 16:00 GMT')
  expect(wordTime(at, 'America/Los_Angeles')).toBe('Tue 8 Dec 2026, 08:00 GMT-8')
  expect(wordTime(at, 'Not/AZone')).toBe('Tue 8 Dec 2026, 16:00 UTC')
})

test.each<[EntryDetail, string]>([
  [{ kind: 'note', text: '', removedAt: at }, 'Removed this note'],
  [
    { kind: 'edited', changes: [{ field: 'alias', from: 'j@x.example', to: null }] },
    'Removed the other email j@x.example',
  ],
  [{ kind: 'linked', bookedAs: 'j@x.example' }, 'Linked a booking by hand, as j@x.example'],
  [{ kind: 'linked', bookedAs: null, isTakenBack: true }, 'Unlinked a booking by hand'],
  [
    { kind: 'linked', bookedAs: 'j@x.example', isTakenBack: true, remembers: true },
    'Unlinked a booking by hand, as j@x.example',
  ],
  [
    { kind: 'linked', bookedAs: 'j@x.example', isTakenBack: true, remembers: false },
    'Unlinked a booking by hand, and removed the other email j@x.example',
  ],
  [{ kind: 'captured', source: 'Website' }, 'Captured from Website'],
  [
    { kind: 'booked', eventType: 'survey', startTime: at, bookedAs: null, proposed: [] },
    'Booked survey for Tue 8 Dec 2026, 16:00 UTC',
  ],
  [
    { kind: 'booked', eventType: null, startTime: null, bookedAs: 'j@x.example', proposed: [] },
    'Booked for an unknown time, as j@x.example',
  ],
  [
    {
      kind: 'rescheduled',
      from: null,
      to: at,
      by: 'jane@acme.example',
      bookedAs: null,
      proposed: [],
    },
    'Rescheduled to Tue 8 Dec 2026, 16:00 UTC by jane@acme.example',
  ],
  [
    {
      ...{ kind: 'requested', eventType: 'survey', startTime: at, from: null, bookedAs: null },
      ...{ proposed: [{ field: 'phone', value: '+447700900123' }], mayReplace: at },
    },
    'Asked for survey on Tue 8 Dec 2026, 16:00 UTC. Gave the phone +447700900123. May replace the booking of Tue 8 Dec 2026, 16:00 UTC',
  ],
  [
    { kind: 'withheld', from: 'New', to: 'Booked' },
    'Not moved New → Booked: more than five bookings in one day',
  ],
  [
    { kind: 'cancelled', startTime: at, reason: 'Ill', by: null },
    'Cancelled the booking of Tue 8 Dec 2026, 16:00 UTC: Ill',
  ],
  [{ kind: 'moved', from: 'New', to: 'Booked', pinned: false }, 'Moved New → Booked'],
  [{ kind: 'moved', from: 'Booked', to: 'Booked', pinned: true }, 'Pinned at Booked'],
  [
    { kind: 'edited', changes: [{ field: 'phone', from: null, to: '+447700900123' }] },
    'Changed phone from nothing to +447700900123',
  ],
])('%j is worded', (detail, text) => {
  expect(wordEntry(detail, 'UTC')).toBe(text)
})
