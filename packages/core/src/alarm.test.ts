import { expect, test } from 'vitest'

import { hasMissedMeetings, nextNoticeAt, noticeDueAt } from './alarm.ts'
import { wordNotice } from './word-alarm.ts'

const at = (time: string) => new Date(`2026-11-20T${time}:00.000Z`)

test.each([
  ['at_once', '10:00', null, '2026-11-20T10:00:00.000Z'],
  ['at_once', '10:00', '09:58', '2026-11-20T10:03:00.000Z'],
  ['at_once', '10:00', '07:00', '2026-11-20T10:00:00.000Z'],
  ['hourly', '10:00', '09:58', '2026-11-20T10:58:00.000Z'],
  ['daily', '14:00', '13:00', '2026-11-21T13:00:00.000Z'],
  ['daily', '12:40', null, '2026-11-20T13:00:00.000Z'],
  ['daily', '13:00', null, '2026-11-20T13:00:00.000Z'],
] as const)('%s: news of %s after a message at %s', (timing, news, last, due) => {
  const lastSentAt = last === null ? null : at(last)
  const known = { firstNewsAt: at(news), lastSentAt, timeZone: 'America/New_York' }
  expect(noticeDueAt(timing, known).toISOString()).toBe(due)
})

test('a message is sent again later and later, and then no more', () => {
  const pauses = [1, 2, 3, 4, 5, 6].map((attempts) => nextNoticeAt(attempts, at('10:00')))
  const minutes = pauses.map((one) => one && (one.getTime() - at('10:00').getTime()) / 60_000)
  expect(minutes).toEqual([1, 5, 30, 120, 360, null])
})

test.each([
  [{ told: 4, untold: 0, since: 9 }, false],
  [{ told: 5, untold: 0, since: 0 }, false],
  [{ told: 5, untold: 0, since: 1 }, false],
  [{ told: 5, untold: 0, since: 2 }, true],
  [{ told: 20, untold: 0, since: 1 }, true],
  [{ told: 10, untold: 10, since: 4 }, false],
  [{ told: 10, untold: 10, since: 5 }, true],
  // Some accounts hardly ever tell.
  [{ told: 10, untold: 90, since: 20 }, false],
])('%o: meetings are missed: %s', (counts, missed) => {
  expect(hasMissedMeetings(counts)).toBe(missed)
})

test('a message tells of each alarm what happened and what to do', () => {
  const words = { title: 'Cal.com has gone quiet', text: 'Nothing came.', action: 'Look.' }
  const to = { workspace: 'Sunny Roofs', link: 'https://leads.example/settings/alarms' }
  expect(wordNotice([{ ...words, change: 'raised' }], to)).toEqual({
    subject: 'Sunny Roofs: Cal.com has gone quiet',
    text: 'Cal.com has gone quiet\nNothing came.\nLook.\n\nAll alarms: https://leads.example/settings/alarms',
    below: 'Nothing came.\nLook.\n\nAll alarms: https://leads.example/settings/alarms',
  })
  const over = wordNotice([{ ...words, change: 'ended' }], to)
  expect(over.subject).toBe('Sunny Roofs: Over: Cal.com has gone quiet')
  expect(over.below).toBe('All alarms: https://leads.example/settings/alarms')
  const both = [
    { ...words, change: 'raised' as const },
    { ...words, change: 'ended' as const },
  ]
  const several = wordNotice(both, to)
  expect(several.subject).toBe('Sunny Roofs: 2 alarms')
  expect(several.below).toBe(several.text)
})
