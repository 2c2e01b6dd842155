import { expect, test } from 'vitest'

import type { BookingEvent, StoredEvent } from './booking-event.ts'
import { foldBookings } from './booking-history.ts'
import { anEvent, permutations, stored } from './stored-events.testing.ts'

const person = (email: string) => ({ email, phone: null, name: email, timeZone: null })
const bob = person('bob@initech.example')
const ann = person('ann@initech.example')

/** What happened to a seat at `minute` past ten. */
function seat(who: ReturnType<typeof person>[], minute: number, some: Partial<BookingEvent> = {}) {
  const sentAt = `2026-11-20T10:${String(minute).padStart(2, '0')}:00.000Z`
  return anEvent({ seated: true, responder: null, attendees: who, sentAt, ...some })
}

/** Who has a seat, how it stands and when, the same for every order of arrival. */
function standings(events: StoredEvent[]): unknown[] {
  const answers = new Set(
    permutations(events).map((order) =>
      JSON.stringify(
        foldBookings(order).map(({ booker, status, startTime, rescheduleCount, facts }) => [
          ...[booker?.email, status, startTime?.slice(5, 16), rescheduleCount, facts.length],
        ]),
      ),
    ),
  )
  expect([...answers]).toHaveLength(1)
  return JSON.parse([...answers][0] ?? '[]') as unknown[]
}

test('seats of one slot are bookings of their own, and end on their own', () => {
  expect(standings([stored('30'), stored('31'), stored('32')])).toEqual([
    ['bob@initech.example', 'cancelled', '12-05T16:00', 0, 2],
    ['jane.doe@acme.example', 'confirmed', '12-05T16:00', 0, 1],
  ])
})

test('a slot that moves moves every seat that is taken, and says from when', () => {
  const move = (minute: number, startTime: string) =>
    seat([bob, ann], minute, { trigger: 'BOOKING_RESCHEDULED', rescheduleUid: 'A', startTime })
  const events = [
    seat([bob], 0),
    seat([ann], 1),
    move(2, '2026-12-09T09:00:00.000Z'),
    move(3, '2026-12-10T09:00:00.000Z'),
  ]
  expect(standings(events)).toEqual([
    ['ann@initech.example', 'confirmed', '12-10T09:00', 2, 3],
    ['bob@initech.example', 'confirmed', '12-10T09:00', 2, 3],
  ])
  const [booking] = foldBookings(events)
  expect(booking?.facts.map(({ from }) => from?.slice(5, 10) ?? null)).toEqual([
    null,
    '12-01',
    '12-09',
  ])
})

test('a slot that is cancelled ends every seat, but not that of whoever moved on before', () => {
  const moved = {
    trigger: 'BOOKING_RESCHEDULED' as const,
    uid: 'B',
    rescheduleUid: 'A',
    startTime: '2026-12-09T09:00:00.000Z',
  }
  const events = [
    seat([bob], 0),
    seat([ann], 1),
    seat([bob], 2, moved),
    seat([], 3, { trigger: 'BOOKING_CANCELLED', namesAttendees: false }),
  ]
  expect(standings(events)).toEqual([
    ['ann@initech.example', 'cancelled', '12-01T15:00', 0, 2],
    ['bob@initech.example', 'confirmed', '12-09T09:00', 1, 2],
  ])
})

test('the seat of a host ends alone', () => {
  const events = [seat([bob], 0), seat([], 1, { trigger: 'BOOKING_CANCELLED' })]
  expect(standings(events)).toEqual([['bob@initech.example', 'confirmed', '12-01T15:00', 0, 1]])
})

test('a seat that moves away, back and away again was moved three times', () => {
  const move = (minute: number, uid: string, rescheduleUid: string, startTime: string) =>
    seat([bob], minute, { trigger: 'BOOKING_RESCHEDULED', uid, rescheduleUid, startTime })
  const events = [
    seat([bob], 0),
    move(1, 'B', 'A', '2026-12-09T09:00:00.000Z'),
    move(2, 'A', 'B', '2026-12-01T15:00:00.000Z'),
    move(3, 'B', 'A', '2026-12-09T09:00:00.000Z'),
  ]
  expect(standings(events)).toEqual([['bob@initech.example', 'confirmed', '12-09T09:00', 3, 4]])
})

test('the copy of a second webhook does not leave a seat again', () => {
  const leave = (minute: number) =>
    anEvent({
      ...{ trigger: 'BOOKING_RESCHEDULED', uid: 'B', rescheduleUid: 'A', attendees: [bob] },
      ...{ responder: bob, sentAt: `2026-11-20T10:0${minute}:00.000Z` },
    })
  const again = seat([bob], 2, { startTime: '2026-12-09T09:00:00.000Z' })
  const once = [seat([bob], 0), leave(1), again]
  const expected = [['bob@initech.example', 'confirmed', '12-09T09:00', 1, 3]]
  expect(standings(once)).toEqual(expected)
  expect(standings([...once, leave(3)])).toEqual(expected)
})

test('a seat that was rejected stays rejected when it is left, where everything was left', () => {
  const events = [
    seat([bob], 0, { trigger: 'BOOKING_REJECTED', rescheduleUid: 'B' }),
    anEvent({
      ...{ trigger: 'BOOKING_RESCHEDULED', uid: 'B', rescheduleUid: 'A', attendees: [bob] },
      ...{ responder: bob, sentAt: '2026-11-20T10:01:00.000Z' },
    }),
    seat([bob], 2, { trigger: 'BOOKING_PAID' }),
  ]
  expect(standings(events)).toEqual([['bob@initech.example', 'rejected', '12-01T15:00', 1, 3]])
})

test('seats that were switched on or off between two times keep it one booking', () => {
  const single = (minute: number, some: Partial<BookingEvent>) =>
    seat([bob], minute, { seated: false, responder: bob, ...some })
  const on = [
    single(0, {}),
    seat([bob], 1, { trigger: 'BOOKING_RESCHEDULED', uid: 'B', rescheduleUid: 'A' }),
    seat([bob], 2, { trigger: 'BOOKING_CANCELLED', uid: 'B' }),
  ]
  expect(standings(on)).toEqual([['bob@initech.example', 'cancelled', '12-01T15:00', 1, 3]])
  const off = [
    seat([bob], 0),
    single(1, { trigger: 'BOOKING_RESCHEDULED', uid: 'B', rescheduleUid: 'A' }),
  ]
  expect(standings(off)).toEqual([['bob@initech.example', 'confirmed', '12-01T15:00', 1, 2]])
})
