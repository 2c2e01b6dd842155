import { expect, test } from 'vitest'

import { isCalendar, onlyCalcomMeetings } from './reconcile-ics-lines.ts'
import { readBookingsIcs } from './reconcile-ics.ts'

const meeting = (uid: string, ...lines: string[]) => [
  ...['BEGIN:VEVENT', 'DTSTART:20261201T150000Z', `UID:${uid}`, ...lines, 'END:VEVENT'],
]
const fileOf = (...meetings: string[][]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...meetings.flat(), 'END:VCALENDAR', ''].join('\r\n')

const others = meeting('dentist@google.com', 'SUMMARY:Dentist', 'DESCRIPTION:Secret')
const alarm = ['BEGIN:VALARM', 'DTSTART:20200101T000000Z', 'END:VALARM']
const folded = ['SUMMARY:Survey', '  of Ana', 'ATTENDEE;CN=Ana:mailto:ana', '\t@x.example']
const rest = ['DESCRIPTION:Long', 'LOCATION:Far', 'STATUS:CANCELLED', 'SEQUENCE:2']

test('of a calendar only what is compared of Cal.com’s meetings is left, and it reads the same', () => {
  const broken = ['BEGIN:VEVENT', 'UID:b@Cal.com', 'DTSTART:soon', 'END:VEVENT']
  const text = fileOf(others, meeting('a@Cal.com', ...alarm, ...folded, ...rest), others, broken)
  const left = onlyCalcomMeetings(text)
  expect(left).not.toMatch(/Dentist|Secret|Long|Far|VALARM/)
  expect(isCalendar(left)).toBe(true)
  const { bookings, refused } = readBookingsIcs(text)
  expect(bookings).toMatchObject([{ uid: 'a', title: 'Survey of Ana', status: 'cancelled' }])
  expect(refused).toMatchObject([
    { line: text.slice(0, text.indexOf('b@Cal')).split('\n').length - 1 },
  ])
  expect(readBookingsIcs(left)).toEqual({ bookings, refused })
})

test.each([
  ['BEGIN:VCALENDAR\r\n', true],
  ['\uFEFFbegin:vcalendar\n', true],
  ['\n BEGIN:VCALENDAR', true],
  ['uid,startTime\nBEGIN:VCALENDAR\n', false],
  ['"BEGIN:VCALENDAR"', false],
])('%j is a calendar: %s', (text, expected) => {
  expect(isCalendar(text)).toBe(expected)
})

test('10,000 meetings of others and 1,000 of Cal.com are sorted out quickly', () => {
  const many = Array.from({ length: 11_000 }, (_, number) =>
    meeting(`u${number}@${number % 11 === 0 ? 'Cal.com' : 'google.com'}`, ...folded, ...rest),
  )
  const text = fileOf(...many)
  const before = performance.now()
  const left = onlyCalcomMeetings(text)
  expect(performance.now() - before).toBeLessThan(4_000)
  expect(left.length).toBeLessThan(300_000)
  expect(readBookingsIcs(left).bookings).toHaveLength(1_000)
})
