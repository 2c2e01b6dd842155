import { expect, test } from 'vitest'

import { readApiBookings } from './reconcile-api.ts'

const ana = { name: 'Ana', email: 'ana@x.example', timeZone: 'Europe/London', phoneNumber: null }
const booking = {
  ...{ id: 7, uid: 'a', title: 'Survey', status: 'accepted', duration: 60 },
  hosts: [{ id: 1, name: 'Sam', email: 'sam@solar.example', timeZone: 'Europe/London' }],
  ...{ start: '2026-12-01T15:00:00.000Z', end: '2026-12-01T16:00:00.000Z' },
  ...{ eventType: { id: 12, slug: 'survey' }, createdAt: '2026-11-16T08:00:00.000Z' },
  ...{ updatedAt: null, attendees: [ana], guests: [], icsUid: 'a@Cal.com' },
}

test('a booking of the API is read', () => {
  expect(readApiBookings([booking])).toEqual({
    bookings: [
      {
        ...{
          uid: 'a',
          isFirstUid: false,
          wasChanged: false,
          previousUid: null,
          nextUid: null,
          status: 'accepted',
          seated: false,
        },
        ...{ startTime: '2026-12-01T15:00:00.000Z', endTime: '2026-12-01T16:00:00.000Z' },
        ...{ title: 'Survey', eventType: 'survey', eventTypeId: 12 },
        attendees: [{ name: 'Ana', email: 'ana@x.example', phone: null }],
        ...{ organizerEmail: 'sam@solar.example', createdAt: '2026-11-16T08:00:00.000Z' },
        ...{ changedAt: null, cancellationReason: null },
      },
    ],
    refused: [],
  })
})

test.each<[object, object]>([
  [{ status: 'pending' }, { status: 'pending' }],
  [{ status: 'rejected' }, { status: 'rejected' }],
  [
    { status: 'cancelled', cancellationReason: 'Rain', updatedAt: '2026-11-17T08:00:00Z' },
    { status: 'cancelled', cancellationReason: 'Rain', changedAt: '2026-11-17T08:00:00.000Z' },
  ],
  [
    { status: 'cancelled', rescheduledToUid: 'b' },
    { status: 'moved', nextUid: 'b' },
  ],
  [{ rescheduledFromUid: 'z' }, { status: 'accepted', previousUid: 'z' }],
  [{ attendees: [{ ...ana, seatUid: 's' }] }, { seated: true }],
  [
    { eventType: null, eventTypeId: 13 },
    { eventType: null, eventTypeId: 13 },
  ],
  [
    { attendees: null, hosts: null },
    { attendees: [], organizerEmail: null },
  ],
])('with %j it is %j', (change, expected) => {
  expect(readApiBookings([{ ...booking, ...change }]).bookings).toMatchObject([expected])
})

test.each([
  [{ uid: null }, 'It has no uid'],
  [{ start: 'soon' }, 'Its start is no time.'],
  [{ status: 'constructor' }, 'Its status “constructor” is not known.'],
])('with %j it is refused by its place, and the others are read', (change, reason) => {
  const { bookings, refused } = readApiBookings([booking, { ...booking, ...change }, null])
  expect(bookings).toHaveLength(1)
  expect(refused).toEqual([
    { line: 2, reason: expect.stringContaining(reason) },
    { line: 3, reason: 'It is no booking.' },
  ])
})
