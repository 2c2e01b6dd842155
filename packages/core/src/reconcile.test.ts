import { describe, expect, test } from 'vitest'

import type { BookingTrigger } from './booking-event.ts'
import { toldOf, type KnownBooking } from './reconcile-known.ts'
import type { CalcomBooking } from './reconcile-source.ts'
import {
  ana,
  at,
  bo,
  compare,
  differs,
  gap,
  known,
  listed,
  made,
  same,
  whole,
} from './reconcile.testing.ts'
import { compareBookings } from './reconcile.ts'

test.each<[Partial<CalcomBooking>, Partial<KnownBooking> | null, object]>([
  [{}, {}, same],
  [{}, null, gap('missing')],
  [{}, { status: 'completed' }, same],
  [{}, { startTime: at(8) }, gap('moved')],
  [{}, { startTime: null }, gap('moved')],
  [{}, { status: 'requested' }, gap('confirmed')],
  [{}, { status: 'requested', startTime: at(8) }, gap('moved')],
  [{}, { status: 'cancelled' }, differs],
  [{}, { status: 'reschedule_requested' }, differs],
  [{ status: 'pending' }, null, gap('missing')],
  [{ status: 'pending' }, { status: 'requested' }, same],
  [{ status: 'pending' }, {}, differs],
  [{ status: 'cancelled' }, null, gap('missing')],
  [{ status: 'cancelled' }, {}, gap('cancelled')],
  [{ status: 'cancelled' }, { status: 'completed' }, gap('cancelled')],
  [{ status: 'cancelled' }, { status: 'rejected' }, same],
  [{ status: 'rejected' }, { status: 'requested' }, gap('rejected')],
  [{ status: 'rejected' }, { status: 'rejected' }, same],
  // The host asked for another time, and none was chosen yet.
  [{ status: 'moved' }, null, gap('missing')],
  [{ status: 'moved' }, {}, gap('asked_to_move')],
  [{ status: 'moved' }, { status: 'reschedule_requested' }, same],
  [{ status: 'moved' }, { status: 'cancelled' }, same],
  // Known by a later uid: what it was before is past.
  [{ status: 'moved' }, { uids: ['a', 'b'] }, same],
  [{ status: 'cancelled' }, { uids: ['a', 'b'] }, same],
  // A calendar file tells the first uid and how it stands now.
  [{ isFirstUid: true, startTime: at(9) }, { uids: ['a', 'b'] }, same],
])('listed with %j and known with %j', (theirs, ours, expected) => {
  const own = ours === null ? [] : [known(ours)]
  expect(compare([listed(theirs)], own)).toEqual(expected)
})

test('a move that a calendar file tells is of the uid that counts', () => {
  const [found] = compareBookings(
    [listed({ isFirstUid: true, startTime: at(11) })],
    [known({ uids: ['a', 'b'] })],
    { tellsPending: true, ...whole },
  ).gaps
  expect(found).toMatchObject({ kind: 'moved', uid: 'b', bookingId: 'k' })
})

describe('a booking that a calendar lists by a uid that is not known here', () => {
  const first = (change: Partial<CalcomBooking> = {}) => listed({ isFirstUid: true, ...change })
  const moved = (change: Partial<KnownBooking> = {}) => known({ uids: ['b', 'c'], ...change })
  const undecided = { inBoth: 0, gaps: [], onlyHere: [], undecided: ['a'], differing: [] }

  test('is the one of its booker at its time', () => {
    expect(compare([first()], [moved()])).toEqual(same)
    expect(compare([first({ wasChanged: true })], [moved()])).toEqual(same)
    expect(compare([first({ status: 'pending' })], [moved()])).toEqual(differs)
  })

  test('may be another one of its booker, and then is not applied', () => {
    const later = moved({ startTime: at(8) })
    expect(compare([first()], [later])).toEqual(undecided)
    expect(compare([first({ status: 'cancelled' })], [moved()])).toMatchObject({
      ...{ gaps: [], undecided: ['a'] },
    })
  })

  test('may have been moved, and then is not applied', () => {
    expect(compare([first({ wasChanged: true })], [])).toEqual(undecided)
  })

  test('is missing where nothing speaks against it', () => {
    expect(compare([first()], [])).toEqual(gap('missing'))
    expect(compare([first()], [moved({ status: 'cancelled' })])).toEqual(gap('missing'))
    expect(compare([first()], [moved({ email: 'bo@x.example' })])).toMatchObject({
      gaps: [['missing', 'a', null]],
    })
    const both = [first(), first({ uid: 'b', startTime: at(11) })]
    expect(compare(both, [moved({ startTime: at(11) })])).toMatchObject({
      ...{ inBoth: 1, gaps: [['missing', 'a', null]] },
    })
    const over = first({ status: 'cancelled', wasChanged: true })
    expect(compare([over], [])).toEqual(gap('missing'))
  })
})

test('a list that does not tell who waits for the host leaves them alone', () => {
  expect(compare([listed()], [known({ status: 'requested' })], false)).toEqual(same)
})

test('a list that does not tell who waits for the host or was declined says so of what is missing', () => {
  const unconfirmed = (theirs: CalcomBooking[], ours: KnownBooking[], asksHost?: boolean) => {
    const eventTypes = new Map(asksHost === undefined ? [] : [[12, { isSeated: false, asksHost }]])
    const limits = { tellsPending: false, ...whole }
    const { gaps } = compareBookings(theirs, ours, limits, eventTypes)
    return gaps.map(({ kind, mayBeUnconfirmed }) => [kind, mayBeUnconfirmed])
  }
  const later = listed({ uid: 'b', createdAt: made(10), startTime: at(11) })
  expect(unconfirmed([listed()], [])).toEqual([['missing', true]])
  expect(unconfirmed([listed()], [], true)).toEqual([['missing', true]])
  expect(unconfirmed([listed()], [], false)).toEqual([['missing', false]])
  expect(unconfirmed([listed({ status: 'moved' }), later], [known()])).toEqual([['moved', true]])
  expect(unconfirmed([listed({ status: 'cancelled' })], [])).toEqual([['missing', false]])
  expect(unconfirmed([listed({ status: 'cancelled' })], [known()])).toEqual([['cancelled', false]])
  const { gaps } = compareBookings([listed()], [], { tellsPending: true, ...whole })
  expect(gaps).toMatchObject([{ mayBeUnconfirmed: false }])
})

test('a list that does not tell who was declined says nothing against it', () => {
  expect(compare([listed()], [known({ status: 'rejected' })], false)).toEqual(same)
  expect(compare([listed()], [known({ status: 'rejected' })], true)).toEqual(differs)
  const waits = known({ status: 'requested', startTime: at(8) })
  expect(compare([listed()], [waits], false)).toEqual(differs)
})

test('a list that does not tell who is asked for another time leaves them alone', () => {
  const ours = [known({ status: 'reschedule_requested' })]
  const theirs = [listed({ status: 'cancelled' })]
  const limits = { tellsPending: true, listsAll: true }
  expect(compareBookings(theirs, ours, { ...limits, tellsAskedToMove: false }).gaps).toEqual([])
  expect(compareBookings(theirs, ours, { ...limits, tellsAskedToMove: true }).gaps).toHaveLength(1)
})

test.each<[string | null, string | null, object]>([
  [made(8), made(9), differs],
  [made(9), made(9), differs],
  [made(10), made(9), gap('moved')],
  [null, made(9), gap('moved')],
  [made(8), null, gap('moved')],
])('changed at %s there and told at %s here', (changedAt, toldAt, expected) => {
  expect(compare([listed({ changedAt })], [known({ startTime: at(8), toldAt })])).toEqual(expected)
  expect(compare([listed({ changedAt })], [known({ toldAt })])).toEqual(same)
})

test('what was told last is what changed a booking, and what was told first what opened it', () => {
  const word = (trigger: BookingTrigger, hour: number) => ({ trigger, sentAt: made(hour) })
  expect(toldOf([])).toEqual({ toldAt: null, openedBy: null })
  expect(toldOf([word('BOOKING_CANCELLED', 8)])).toEqual({ toldAt: made(8), openedBy: null })
  expect(
    toldOf([
      ...[word('BOOKING_PAID', 6), word('BOOKING_REQUESTED', 7), word('BOOKING_CREATED', 8)],
      ...[word('MEETING_ENDED', 9), word('BOOKING_NO_SHOW_UPDATED', 10)],
    ]),
  ).toEqual({ toldAt: made(8), openedBy: 'BOOKING_REQUESTED' })
})

test('a booking that is listed twice counts once', () => {
  expect(compare([listed(), listed()], [known()])).toEqual(same)
})

describe('seats', () => {
  const slot = listed({ attendees: [ana, bo] })
  const seatOfAna = known({ id: 'ana', seat: 'ana@x.example' })
  const seatOfBo = known({ id: 'bo', seat: 'bo@x.example' })

  test('are compared one by one, as soon as one of them is known', () => {
    expect(compare([slot], [seatOfAna, seatOfBo])).toEqual({ ...same, inBoth: 2 })
    expect(compare([slot], [seatOfAna])).toMatchObject({
      ...{ inBoth: 1, gaps: [['missing', 'a', null]] },
    })
    expect(compare([{ ...slot, attendees: [ana] }], [seatOfAna, seatOfBo])).toMatchObject({
      ...{ inBoth: 1, onlyHere: ['bo'] },
    })
  })

  test('are told by the event type of a slot that is not known', () => {
    const eventTypes = new Map([[12, { isSeated: true, asksHost: false }]])
    const limits = { tellsPending: false, ...whole }
    const namesOf = (ours: KnownBooking[]) =>
      compareBookings([slot], ours, limits, eventTypes).gaps.map(
        ({ booking }) => booking.attendees[0]?.name,
      )
    expect(namesOf([])).toEqual(['Ana', 'Bo'])
    expect(namesOf([known()])).toEqual([])
  })

  test('are the same by phone, where Cal.com made an address of it', () => {
    const byPhone = { ...ana, email: '447700900001@sms.cal.com' }
    const theirs = listed({ seated: true, attendees: [byPhone] })
    expect(compare([theirs], [known({ seat: '+447700900001' })])).toEqual(same)
  })

  test('are given up when a slot that changed since goes on without them', () => {
    const without = { ...slot, seated: true, attendees: [ana], changedAt: made(10) }
    const gapsOf = (theirs: CalcomBooking, change: Partial<KnownBooking> = {}) =>
      compareBookings([theirs], [seatOfAna, { ...seatOfBo, ...change }], {
        ...{ tellsPending: true, tellsAskedToMove: false, listsAll: false },
      }).gaps.map(({ kind, bookingId }) => [kind, bookingId])
    expect(gapsOf(without)).toEqual([['cancelled', 'bo']])
    expect(gapsOf(without, { uids: ['a', 'b'] })).toEqual([])
    expect(gapsOf(without, { toldAt: made(10) })).toEqual([])
    expect(gapsOf(without, { status: 'completed' })).toEqual([])
    expect(gapsOf({ ...without, seated: false })).toEqual([])
    expect(gapsOf({ ...without, status: 'pending' })).toEqual([])
    const nameless = { name: 'Bo', email: null, phone: null }
    expect(gapsOf({ ...without, attendees: [ana, nameless] })).toEqual([])
  })

  test('are over with their slot, those too that are not listed', () => {
    const over = { ...slot, status: 'cancelled' as const, attendees: [ana] }
    const { gaps } = compareBookings([over], [seatOfAna, seatOfBo], {
      tellsPending: true,
      ...whole,
    })
    expect(gaps.map(({ kind, bookingId }) => [kind, bookingId])).toEqual([
      ['cancelled', 'ana'],
      ['cancelled', 'bo'],
    ])
  })
})

test('bookings are only here when they are in the listed time, not over and not listed', () => {
  const theirs = [listed({ startTime: at(9) }), listed({ uid: 'z', startTime: at(15) })]
  const ours = [
    ...[known(), known({ id: 'z', uids: ['z'], startTime: at(15) })],
    known({ id: 'within', uids: ['w'], startTime: at(12) }),
    known({ id: 'waiting', uids: ['v'], startTime: at(9), status: 'reschedule_requested' }),
    known({ id: 'over', uids: ['o'], startTime: at(12), status: 'cancelled' }),
    known({ id: 'before', uids: ['p'], startTime: at(8) }),
    known({ id: 'after', uids: ['q'], startTime: at(16) }),
    known({ id: 'at no time', uids: ['n'], startTime: null }),
  ]
  expect(compare(theirs, ours)).toMatchObject({ inBoth: 2, onlyHere: ['within', 'waiting'] })
  expect(compare([], ours)).toMatchObject({ inBoth: 0, onlyHere: [] })
  const part = { tellsPending: true, tellsAskedToMove: true, listsAll: false }
  expect(compareBookings(theirs, ours, part).onlyHere).toEqual([])
})
