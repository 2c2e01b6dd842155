import { describe, expect, test } from 'vitest'

import { readBookingsIcs } from './reconcile-ics.ts'
import { NoListing } from './reconcile-source.ts'

const start = 'DTSTART:20261201T150000Z'

function calendar(...meetings: string[][]): string {
  const inside = meetings.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...inside, 'END:VCALENDAR', ''].join('\r\n')
}

function readOne(...lines: string[]) {
  return readBookingsIcs(calendar(['UID:uidAna@Cal.com', ...lines])).bookings[0]
}

const whole = [
  ...['UID:uidAna@Cal.com', start, 'DTEND:20261201T160000Z', 'SEQUENCE:0', 'STATUS:CONFIRMED'],
  ...['SUMMARY:Survey between Sam and Ana\\, at home\\; 2nd floor\\nring twice'],
  'ORGANIZER;CN="Sam: host; sales":MAILTO:sam@solar.example',
  'ATTENDEE;CUTYPE=INDIVIDUAL;CN="Lopez, Ana";RSVP=TRUE:mailto:Ana@x.example',
  'ATTENDEE;CN=Sam:mailto:sam@solar.example',
  ...['CREATED:20261116T080000Z', 'DTSTAMP:20261117T080000Z', 'LAST-MODIFIED:20261118T080000Z'],
]

test('a meeting that Cal.com made becomes a booking, by the uid that it had first', () => {
  expect(readBookingsIcs(calendar(whole))).toEqual({
    bookings: [
      {
        ...{
          uid: 'uidAna',
          isFirstUid: true,
          wasChanged: false,
          previousUid: null,
          nextUid: null,
          status: 'accepted',
        },
        ...{ startTime: '2026-12-01T15:00:00.000Z', endTime: '2026-12-01T16:00:00.000Z' },
        title: 'Survey between Sam and Ana, at home; 2nd floor\nring twice',
        ...{ eventType: null, eventTypeId: null, seated: false },
        attendees: [{ name: 'Lopez, Ana', email: 'Ana@x.example', phone: null }],
        ...{ organizerEmail: 'sam@solar.example', createdAt: '2026-11-16T08:00:00.000Z' },
        ...{ changedAt: '2026-11-18T08:00:00.000Z', cancellationReason: null },
      },
    ],
    refused: [],
  })
})

test.each<[string, (text: string) => string]>([
  ['line feeds', (text) => text.replaceAll('\r\n', '\n')],
  ['carriage returns', (text) => text.replaceAll('\r\n', '\r')],
  ['folded lines', (text) => text.replaceAll(/^(.{30})(?=.)/gm, '$1\r\n ')],
  ['lines folded by tabs', (text) => text.replaceAll(/^(.{12})(?=.)/gm, '$1\r\n\t')],
  ['a byte order mark', (text) => `\uFEFF${text}`],
  ['names in small letters', (text) => text.replace('UID:', 'uid:').replace('DTSTART', 'dtstart')],
])('a file with %s reads the same', (_, change) => {
  const text = calendar(whole)
  expect(change(text)).not.toBe(text)
  expect(readBookingsIcs(change(text))).toEqual(readBookingsIcs(text))
})

test.each([
  ['DTSTART:20261201T150000Z', '2026-12-01T15:00:00.000Z'],
  ['DTSTART;TZID=Europe/Madrid:20261201T160000', '2026-12-01T15:00:00.000Z'],
  ['DTSTART;TZID=Europe/London:20260701T160000', '2026-07-01T15:00:00.000Z'],
  ['DTSTART;TZID="Asia/Kolkata":20261201T203000', '2026-12-01T15:00:00.000Z'],
  ['DTSTART;TZID=America/St_Johns:20261201T113000', '2026-12-01T15:00:00.000Z'],
  // On the days on which clocks change: before, and after.
  ['DTSTART;TZID=Europe/London:20261025T003000', '2026-10-24T23:30:00.000Z'],
  ['DTSTART;TZID=Europe/London:20261025T023000', '2026-10-25T02:30:00.000Z'],
  ['DTSTART;TZID=America/New_York:20260308T013000', '2026-03-08T06:30:00.000Z'],
  ['DTSTART;TZID=America/New_York:20260308T033000', '2026-03-08T07:30:00.000Z'],
  ['DTSTART;TZID=Pacific/Auckland:20260927T013000', '2026-09-26T13:30:00.000Z'],
  ['DTSTART;TZID=Pacific/Auckland:20260927T033000', '2026-09-26T14:30:00.000Z'],
])('%s is %s', (line, expected) => {
  expect(readOne(line)?.startTime).toBe(expected)
})

test.each([
  ['CONFIRMED', 'accepted'],
  ['TENTATIVE', 'pending'],
  ['cancelled ', 'cancelled'],
])('the status %j is %s', (status, expected) => {
  expect(readOne(start, `STATUS:${status}`)?.status).toBe(expected)
})

test('of each version of a meeting the last counts, wherever it stands', () => {
  const version = (sequence: number, hour: string) => [
    ...['UID:uidAna@Cal.com', `SEQUENCE:${sequence}`, `DTSTART:20261201T${hour}0000Z`],
  ]
  const versions = [version(0, '09'), version(2, '11'), version(1, '10')]
  for (const order of [versions, versions.toReversed()]) {
    expect(readBookingsIcs(calendar(...order)).bookings).toMatchObject([
      { startTime: '2026-12-01T11:00:00.000Z' },
    ])
  }
})

test('of versions of one number the one that was changed last counts, wherever it stands', () => {
  const version = (hour: string, changed: string) => [
    ...['UID:uidAna@Cal.com', `DTSTART:20261201T${hour}0000Z`, `LAST-MODIFIED:202611${changed}Z`],
  ]
  const versions = [
    version('09', '17T080000'),
    version('11', '17T090000'),
    version('10', '16T080000'),
  ]
  for (const order of [versions, versions.toReversed()]) {
    expect(readBookingsIcs(calendar(...order)).bookings).toMatchObject([
      { startTime: '2026-12-01T11:00:00.000Z' },
    ])
  }
})

test('one occurrence of a series says nothing of the others, and a series is told as one', () => {
  const occurrence = (status: string) => [
    ...['UID:uidAna@Cal.com', 'RECURRENCE-ID:20261208T150000Z', 'DTSTART:20261209T150000Z'],
    ...[`STATUS:${status}`, 'SEQUENCE:5'],
  ]
  const others = [occurrence('CANCELLED'), occurrence('CONFIRMED')]
  for (const order of [
    [whole, ...others],
    [...others, whole],
  ]) {
    const { bookings, refused } = readBookingsIcs(calendar(...order))
    expect(bookings).toMatchObject([{ status: 'accepted', startTime: '2026-12-01T15:00:00.000Z' }])
    expect(refused).toEqual([])
  }
  const other = ['UID:other@Cal.com', ...whole.slice(1)]
  for (const rule of ['RRULE:FREQ=WEEKLY;COUNT=4', 'RDATE:20261208T150000Z']) {
    const { bookings, refused } = readBookingsIcs(calendar(other, [...whole, rule], ...others))
    expect(bookings.map(({ uid }) => uid)).toEqual(['other'])
    expect(refused).toEqual([{ line: 17, reason: expect.stringContaining('It is a series') }])
  }
})

test('who hosts is told apart from who attends in letters of any case', () => {
  const people = ['ORGANIZER:mailto:Sam@Solar.example', 'ATTENDEE:mailto:sam@solar.EXAMPLE']
  expect(readOne(start, ...people, 'ATTENDEE:mailto:ana@x.example')?.attendees).toMatchObject([
    { email: 'ana@x.example' },
  ])
})

test('what stands within a meeting is not about it', () => {
  const alarm = ['BEGIN:VALARM', 'DTSTART:20200101T000000Z', 'STATUS:CANCELLED', 'END:VALARM']
  expect(readOne(...alarm, start, 'STATUS:CONFIRMED')).toMatchObject({
    ...{ status: 'accepted', startTime: '2026-12-01T15:00:00.000Z' },
  })
})

test('meetings of others, and the rules of a time zone, are left out', () => {
  const zone = ['BEGIN:VTIMEZONE', 'BEGIN:STANDARD', 'DTSTART:19701025T030000', 'END:STANDARD']
  const text = calendar(
    ['UID:123@google.com', start],
    ['UID:uidAna@cal.com.evil.example', start],
    ['UID:@Cal.com', start],
    [start],
    whole,
  ).replace('VERSION:2.0', ['VERSION:2.0', ...zone, 'END:VTIMEZONE'].join('\r\n'))
  const { bookings, refused } = readBookingsIcs(text)
  expect(bookings.map(({ uid }) => uid)).toEqual(['uidAna'])
  expect(refused).toEqual([])
})

describe('what cannot be read', () => {
  test.each([
    'DTSTART;VALUE=DATE:20261201',
    'DTSTART;TZID=Solar/Roof:20261201T160000',
    'DTSTART:soon',
    'SUMMARY:Survey',
  ])('a meeting with %s is refused by the line that it begins at', (line) => {
    const { bookings, refused } = readBookingsIcs(calendar(['UID:uidB@Cal.com', line], whole))
    expect(bookings).toHaveLength(1)
    expect(refused).toEqual([{ line: 3, reason: 'Its DTSTART is no time that can be read.' }])
  })

  test.each(['', 'uid,startTime', 'SUMMARY:BEGIN:VCALENDAR'])('%j is no calendar', (text) => {
    expect(() => readBookingsIcs(text)).toThrow(NoListing)
  })
})

test('2,000 meetings are read quickly', () => {
  const meetings = Array.from({ length: 2_000 }, (_, number) => [
    ...[`UID:u${number}@Cal.com`, 'DTSTART;TZID=Europe/Madrid:20261201T160000', ...whole.slice(2)],
  ])
  const before = performance.now()
  expect(readBookingsIcs(calendar(...meetings)).bookings).toHaveLength(2_000)
  expect(performance.now() - before).toBeLessThan(4_000)
})
