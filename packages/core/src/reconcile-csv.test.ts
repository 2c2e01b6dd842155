import { describe, expect, test } from 'vitest'

import { csvLine } from './csv.ts'
import { readBookingsCsv } from './reconcile-csv.ts'
import { NoListing } from './reconcile-source.ts'

// As Cal.com's `csvDataTransformer.ts` names and orders them.
const columns = [
  ...['id', 'uid', 'title', 'createdAt', 'timeStatus', 'eventTypeId', 'eventLength', 'startTime'],
  ...['endTime', 'paid', 'userEmail', 'userUsername', 'rating', 'noShowHost'],
  ...['attendee1', 'attendeePhone1', 'attendee2', 'attendeePhone2'],
]

const ana: Record<string, string> = {
  ...{ id: '7', uid: 'uidAna', title: 'Survey', createdAt: '2026-11-16T08:00:00.000Z' },
  ...{ timeStatus: 'upcoming', eventTypeId: '12', startTime: '2026-12-01T15:00:00.000Z' },
  ...{ endTime: '2026-12-01T16:00:00.000Z', userEmail: 'sam@solar.example' },
  ...{ attendee1: 'Ana Lopez (Ana@x.example)', attendeePhone1: '+447700900001' },
}

function write(rows: Record<string, string>[], order = columns, separator = ','): string {
  const lines = [order, ...rows.map((row) => order.map((name) => row[name] ?? ''))]
  return lines.map((cells) => csvLine(cells).replaceAll(',', separator)).join('')
}

function readOne(row: Record<string, string>) {
  const [booking] = readBookingsCsv(write([{ ...ana, ...row }])).bookings
  return booking
}

test('a row of Cal.com’s raw data becomes a booking', () => {
  expect(readBookingsCsv(write([ana]))).toEqual({
    bookings: [
      {
        ...{
          uid: 'uidAna',
          isFirstUid: false,
          wasChanged: false,
          previousUid: null,
          nextUid: null,
          status: 'accepted',
        },
        ...{ startTime: '2026-12-01T15:00:00.000Z', endTime: '2026-12-01T16:00:00.000Z' },
        ...{ title: 'Survey', eventType: null, eventTypeId: 12, seated: false },
        attendees: [{ name: 'Ana Lopez', email: 'Ana@x.example', phone: '+447700900001' }],
        ...{ organizerEmail: 'sam@solar.example', createdAt: '2026-11-16T08:00:00.000Z' },
        ...{ changedAt: null, cancellationReason: null },
      },
    ],
    refused: [],
  })
})

test.each<[string, (text: string) => string]>([
  ['its columns in another order', () => write([ana], columns.toReversed())],
  ['semicolons', () => write([ana], columns, ';')],
  ['tabs', () => write([ana], columns, '\t')],
  [
    'a byte order mark',
    () => `\uFEFF${write([ana], ['uid', ...columns.filter((name) => name !== 'uid')])}`,
  ],
  ['bare line feeds', (text) => text.replaceAll('\r\n', '\n')],
  ['blank lines at the end', (text) => `${text}\r\n,,,\r\n\r\n`],
  ['column names in other letters', (text) => text.replace('timeStatus', 'Time Status')],
])('a file with %s reads the same', (_, change) => {
  const text = write([ana])
  expect(readBookingsCsv(change(text))).toEqual(readBookingsCsv(text))
})

test.each<[string, { name: string | null; email: string | null }]>([
  ['Ana (Leeds) (ana@x.example)', { name: 'Ana (Leeds)', email: 'ana@x.example' }],
  ['"The boss", Ana (ana@x.example)', { name: '"The boss", Ana', email: 'ana@x.example' }],
  ['Ana\nLopez (ana@x.example)', { name: 'Ana\nLopez', email: 'ana@x.example' }],
  ['(ana@x.example)', { name: null, email: 'ana@x.example' }],
  ['ana@x.example', { name: null, email: 'ana@x.example' }],
  ['Ana (ana@home) (ana@x.example)', { name: 'Ana (ana@home)', email: 'ana@x.example' }],
  ['Ana (no address)', { name: 'Ana (no address)', email: null }],
  ['=Ana (ana@x.example)', { name: '=Ana', email: 'ana@x.example' }],
])('the attendee %j is told apart', (attendee1, expected) => {
  expect(readOne({ attendee1 })?.attendees[0]).toMatchObject(expected)
})

test('a custom question that is called as a column of Cal.com’s takes nothing from it', () => {
  const [header = '', row = ''] = write([ana]).split('\r\n')
  const asked = `${header},Start time,UID,Time_Status\r\n${row},in the morning,none,later\r\n`
  expect(readBookingsCsv(asked)).toEqual(readBookingsCsv(write([ana])))
})

test('the booker stands before the guests', () => {
  const attendees = readOne({ attendee2: 'Bo (bo@x.example)' })?.attendees
  expect(attendees?.map(({ email }) => email)).toEqual(['Ana@x.example', 'bo@x.example'])
})

test.each([
  ['upcoming', 'accepted'],
  ['completed', 'accepted'],
  ['Uncompleted', 'accepted'],
  ['pending', 'pending'],
  ['cancelled', 'cancelled'],
  ['rejected', 'rejected'],
  ['rescheduled', 'moved'],
])('the status %s is %s', (timeStatus, status) => {
  expect(readOne({ timeStatus })?.status).toBe(status)
})

test.each([
  ['2026-12-01T15:00:00.000Z', '2026-12-01T15:00:00.000Z'],
  ['2026-12-01T16:00:00+01:00', '2026-12-01T15:00:00.000Z'],
  ['2026-12-01 15:00:00', '2026-12-01T15:00:00.000Z'],
  ['2026-12-01 15:00', '2026-12-01T15:00:00.000Z'],
  ['2026-12-01T15:00:00.123456', '2026-12-01T15:00:00.123Z'],
])('the time %s, as it may be saved again, is %s', (startTime, expected) => {
  expect(readOne({ startTime })?.startTime).toBe(expected)
})

describe('what cannot be read', () => {
  test.each([
    [{ uid: '' }, 'It has no uid'],
    [{ uid: 'u'.repeat(256) }, 'longer than 255'],
    // Which of the two is the month?
    [{ startTime: '01/12/2026 15:00' }, 'Its startTime is no time that Cal.com writes'],
    [{ startTime: '' }, 'Its startTime'],
    [{ timeStatus: 'postponed' }, 'Its timeStatus “postponed” is not known.'],
    [{ timeStatus: 'constructor' }, 'Its timeStatus “constructor” is not known.'],
  ])('a row with %j is refused by its line, and the others are read', (change, reason) => {
    const { bookings, refused } = readBookingsCsv(write([ana, { ...ana, ...change }, ana]))
    expect(bookings).toHaveLength(2)
    expect(refused).toEqual([{ line: 3, reason: expect.stringContaining(reason) }])
  })

  test.each([
    ['', 'uid, startTime, timeStatus'],
    ['Name,Email\nAna,ana@x.example\n', 'has no columns uid, startTime, timeStatus'],
    [write([ana], ['uid', 'startTime', 'attendee1']), 'has no column timeStatus'],
  ])('a file %j is none of bookings', (text, expected) => {
    expect(() => readBookingsCsv(text)).toThrow(NoListing)
    expect(() => readBookingsCsv(text)).toThrow(expected)
  })
})

test('1,000 rows are read, some of them with a line break in a cell', () => {
  const rows = Array.from({ length: 1_000 }, (_, number) => ({
    ...{ ...ana, uid: `u${number}`, title: number % 2 === 0 ? 'Survey' : 'Survey\nat home' },
  }))
  const { bookings, refused } = readBookingsCsv(write(rows))
  expect(refused).toEqual([])
  expect(bookings.map(({ uid }) => uid)).toEqual(rows.map(({ uid }) => uid))
})
