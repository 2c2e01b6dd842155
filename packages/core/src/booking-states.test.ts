import { expect, test } from 'vitest'

import type { BookingEvent } from './booking-event.ts'
import { foldBookings } from './booking-history.ts'
import { project } from './project.ts'
import { anEvent, permutations, stored } from './stored-events.testing.ts'

/** The bookings that fixtures tell, the same for every order of arrival and with repetition. */
function bookingsOf(...prefixes: string[]) {
  const events = prefixes.map(stored)
  const expected = foldBookings(events)
  for (const order of permutations(events)) {
    expect(foldBookings([...order, ...order.slice(0, 1)])).toEqual(expected)
  }
  return expected
}

const kinds = (prefixes: string[]) => bookingsOf(...prefixes)[0]?.facts.map(({ kind }) => kind)

test('a request is no booking yet, and becomes one when the host confirms', () => {
  expect(bookingsOf('40')).toMatchObject([{ status: 'requested', confirmation: null }])
  expect(bookingsOf('40', '42')).toMatchObject([
    {
      status: 'confirmed',
      confirmation: { kind: 'booked' },
      booker: { email: 'jane.doe@acme.example' },
    },
  ])
  expect(kinds(['40', '42'])).toEqual(['requested', 'booked'])
})

test('both ways in which Cal.com tells of a request are one fact', () => {
  expect(bookingsOf('40', '41')).toHaveLength(1)
  expect(kinds(['40', '41'])).toEqual(['requested'])
})

test('a request that is declined is closed, with the reason', () => {
  expect(bookingsOf('40', '43')).toMatchObject([
    { status: 'rejected', cancellationReason: 'We are fully booked that day.', confirmation: null },
  ])
})

test('a request that is cancelled is closed', () => {
  expect(bookingsOf('46')).toMatchObject([{ status: 'cancelled', confirmation: null }])
})

test('asking for another time voids the old one', () => {
  const [booking, ...others] = bookingsOf('42', '44')
  expect(others).toEqual([])
  expect(booking).toMatchObject({
    status: 'requested',
    startTime: stored('44').event.startTime,
    confirmation: { kind: 'booked' },
  })
  expect(booking?.facts.at(-1)).toMatchObject({
    kind: 'requested',
    from: stored('42').event.startTime,
  })
})

test('paying marks a booking and never confirms it, in either order', () => {
  expect(bookingsOf('70')).toMatchObject([{ status: 'requested', paid: false }])
  expect(bookingsOf('70', '71')).toMatchObject([{ status: 'requested', paid: true }])
  const { uid } = stored('71').event
  const created = anEvent({ uid, sentAt: '2026-11-20T14:02:00.000Z' })
  const late = anEvent({ uid, sentAt: '2026-11-20T14:04:00.000Z' })
  for (const confirmed of [created, late]) {
    expect(foldBookings([stored('71'), confirmed])).toMatchObject([
      { status: 'confirmed', paid: true },
    ])
  }
})

test('a no-show is marked and taken back, as often as it is', () => {
  expect(bookingsOf('10', '80')).toMatchObject([{ noShow: true, status: 'confirmed' }])
  expect(bookingsOf('10', '80', '81')).toMatchObject([{ noShow: false }])
  expect(kinds(['10', '80', '81'])).toEqual(['booked', 'no_show', 'no_show_removed'])
  const again = anEvent({
    ...stored('80').event,
    sentAt: '2026-12-01T15:43:00.000Z',
  })
  const events = [stored('10'), stored('80'), stored('81'), again]
  expect(foldBookings(events)).toMatchObject([{ noShow: true }])
})

test('a meeting that ended took place, unless the booker did not come or it had been moved', () => {
  expect(bookingsOf('10', '84')).toMatchObject([{ status: 'completed' }])
  expect(kinds(['10', '84'])).toEqual(['booked', 'took_place'])
  expect(bookingsOf('10', '84', '80')).toMatchObject([{ status: 'confirmed', noShow: true }])
  expect(bookingsOf('10', '12', '84')).toMatchObject([
    { status: 'confirmed', startTime: stored('12').event.startTime },
  ])
  expect(kinds(['10', '12', '84'])).toEqual(['booked', 'rescheduled'])
})

test('another place is told once, and nothing else changes', () => {
  const [booking] = bookingsOf('10', '90')
  expect(booking).toMatchObject({ location: 'https://meet.google.com/abc-defg-hij' })
  expect(kinds(['10', '90'])).toEqual(['booked', 'relocated'])
})

test('what only adds to a booking makes none', () => {
  expect(bookingsOf('80', '84', '90')).toEqual([])
})

test('when one of a series is cancelled, the others need a check until Cal.com tells of them', () => {
  const series = { recurring: true, eventTypeId: 9 }
  const first = anEvent({ ...series, uid: 'A' })
  const second = anEvent({ ...series, uid: 'B', startTime: '2026-12-08T15:00:00.000Z' })
  const cancelled = anEvent({
    ...series,
    uid: 'A',
    trigger: 'BOOKING_CANCELLED',
    sentAt: '2026-11-21T10:00:00.000Z',
  })
  const moved = anEvent({
    ...series,
    uid: 'C',
    rescheduleUid: 'B',
    trigger: 'BOOKING_RESCHEDULED',
    sentAt: '2026-11-22T10:00:00.000Z',
  })
  const base = { stageId: 'New', setBy: 'user' as const, seen: [], pinned: false }
  const lead = {
    id: 'jane',
    name: 'Jane',
    email: 'jane@acme.example',
    aliases: [],
    phone: null,
    base,
  }
  const checks = (...events: ReturnType<typeof anEvent>[]) =>
    project({ events, leads: [lead], stages: [], rules: [] }).bookings.map((one) => one.needsCheck)
  expect(checks(first, second)).toEqual([false, false])
  expect(checks(first, second, cancelled)).toEqual([false, true])
  expect(checks(first, second, cancelled, moved)).toEqual([false, false])
})

test('what the booker wrote stays until they write something else', () => {
  const notes = (...given: Partial<BookingEvent>[]) =>
    foldBookings(
      given.map((one, index) => anEvent({ ...one, sentAt: `2026-11-20T10:0${index}:00.000Z` })),
    )[0]?.additionalNotes
  const [gate, dog] = ['The gate is at the back.', 'Mind the dog.']
  const moved = { trigger: 'BOOKING_RESCHEDULED' as const, uid: 'B', rescheduleUid: 'A' }
  const ended = { trigger: 'MEETING_ENDED' as const, additionalNotes: dog }
  expect(notes({})).toBeNull()
  expect(notes({ additionalNotes: gate }, moved, ended)).toBe(gate)
  expect(notes({ additionalNotes: gate }, { ...moved, additionalNotes: dog })).toBe(dog)
})
