import { expect, test } from 'vitest'

import { foldBookings } from './booking-history.ts'
import { anEvent, permutations, stored } from './stored-events.testing.ts'

const lifeA = ['10', '11', '12', '13', '14'].map(stored)

test('booked, moved twice and cancelled is one booking', () => {
  const [booking, ...others] = foldBookings(lifeA)
  expect(others).toEqual([])
  expect(booking).toMatchObject({
    status: 'cancelled',
    startTime: '2026-12-08T16:00:00.000Z',
    rescheduleCount: 2,
    cancelledBy: 'jane.doe@acme.example',
    booker: { email: 'jane.doe@acme.example', timeZone: 'America/Los_Angeles' },
  })
  expect(booking?.uids.map(({ uid }) => uid)).toEqual([
    'nzcWnA3zKLcitSQPaBzpEe',
    'yEs1i738WLrrMQ9trYMNua',
    stored('13').event.uid,
  ])
  expect(booking?.facts.map(({ kind }) => kind)).toEqual([
    'booked',
    'rescheduled',
    'rescheduled',
    'cancelled',
  ])
})

test('every order of arrival, with any repetition, folds the same', () => {
  const expected = foldBookings(lifeA)
  for (const order of permutations(lifeA)) {
    expect(foldBookings(order)).toEqual(expected)
    expect(foldBookings([...order, ...order.slice(2)])).toEqual(expected)
  }
})

test('each step tells where the booking stands', () => {
  const standings = lifeA.map((_, count) => {
    const [booking] = foldBookings(lifeA.slice(0, count + 1))
    return [booking?.status, booking?.startTime]
  })
  expect(standings).toEqual([
    ['confirmed', '2026-12-01T15:00:00.000Z'],
    ['confirmed', '2026-12-01T15:00:00.000Z'],
    ['confirmed', '2026-12-03T18:30:00.000Z'],
    ['confirmed', '2026-12-08T16:00:00.000Z'],
    ['cancelled', '2026-12-08T16:00:00.000Z'],
  ])
})

test('the copy of a second webhook is the same fact, whichever came first', () => {
  for (const order of permutations([stored('10'), stored('11')])) {
    const [booking] = foldBookings(order)
    expect(booking?.facts).toHaveLength(1)
    expect(booking?.facts[0]).toMatchObject({ at: stored('10').event.sentAt })
    expect(booking?.facts[0]?.copies).toHaveLength(2)
  }
})

test('a cancellation that overtook its booking keeps it cancelled', () => {
  const created = anEvent({ sentAt: '2026-11-20T10:00:00.000Z' })
  const cancelled = anEvent({ trigger: 'BOOKING_CANCELLED', sentAt: '2026-11-20T09:59:00.000Z' })
  expect(foldBookings([cancelled])[0]).toMatchObject({ status: 'cancelled', confirmation: null })
  expect(foldBookings([cancelled, created])[0]).toMatchObject({
    status: 'cancelled',
    confirmation: { kind: 'booked' },
  })
})

test('a reschedule whose booking was never seen makes the booking, and its late creation joins', () => {
  const moved = stored('52')
  const [booking] = foldBookings([moved])
  expect(booking).toMatchObject({ status: 'confirmed', startTime: moved.event.startTime })
  expect(booking?.uids[0]?.uid).toBe(moved.event.rescheduleUid)
  const late = anEvent({ uid: moved.event.rescheduleUid ?? '', sentAt: '2026-11-01T00:00:00.000Z' })
  const both = foldBookings([moved, late])
  expect(both).toHaveLength(1)
  expect(both[0]).toMatchObject({ status: 'confirmed', startTime: moved.event.startTime })
})

test('a host who asks for another time does not cancel, and the new time revives the booking', () => {
  const [asked] = foldBookings([stored('62')])
  expect(asked?.status).toBe('reschedule_requested')
  const [moved, ...others] = foldBookings([stored('62'), stored('63')])
  expect(others).toEqual([])
  expect(moved).toMatchObject({ status: 'confirmed', startTime: stored('63').event.startTime })
})

test('a time that is moved there and back again was moved twice', () => {
  const events = [
    anEvent({ uid: 'A', sentAt: '2026-11-20T10:00:00.000Z' }),
    anEvent({
      trigger: 'BOOKING_RESCHEDULED',
      uid: 'B',
      rescheduleUid: 'A',
      sentAt: '2026-11-20T11:00:00.000Z',
      startTime: '2026-12-02T15:00:00.000Z',
    }),
    anEvent({
      trigger: 'BOOKING_RESCHEDULED',
      uid: 'C',
      rescheduleUid: 'B',
      sentAt: '2026-11-20T12:00:00.000Z',
    }),
  ]
  for (const order of permutations(events)) {
    const [booking] = foldBookings(order)
    expect(booking).toMatchObject({ startTime: '2026-12-01T15:00:00.000Z', rescheduleCount: 2 })
    expect(booking?.facts.at(-1)?.from).toBe('2026-12-02T15:00:00.000Z')
  }
})

test('occurrences of a series are bookings of their own', () => {
  expect(foldBookings([stored('25'), stored('26')])).toHaveLength(2)
})

test('bookings that reschedule each other in a circle still end', () => {
  const events = [
    anEvent({ trigger: 'BOOKING_RESCHEDULED', uid: 'A', rescheduleUid: 'B' }),
    anEvent({ trigger: 'BOOKING_RESCHEDULED', uid: 'B', rescheduleUid: 'A' }),
  ]
  expect(foldBookings(events)).toHaveLength(1)
})
