import { describe, expect, test } from 'vitest'

import type { KnownBooking } from './reconcile-known.ts'
import type { CalcomBooking } from './reconcile-source.ts'
import { at, bo, compare, known, listed, made, same, whole } from './reconcile.testing.ts'
import { compareBookings } from './reconcile.ts'

describe('bookings that took the place of others', () => {
  const steps = [
    listed({ status: 'moved' }),
    listed({ uid: 'b', status: 'moved', startTime: at(11), createdAt: made(10) }),
    listed({ uid: 'c', startTime: at(13), createdAt: made(11) }),
  ]
  const told = [
    listed({ status: 'moved' }),
    listed({ uid: 'b', previousUid: 'a', status: 'moved', startTime: at(11) }),
    listed({ uid: 'c', previousUid: 'b', startTime: at(13) }),
  ]
  test.each([
    ['guessed', steps],
    ['told', told],
    ['told, newest first', told.toReversed()],
  ])('of three are one chain, whatever of it is known (%s)', (_, chain) => {
    const gapsWith = (ours: KnownBooking[]) =>
      compareBookings(chain, ours, { tellsPending: false, ...whole }).gaps.map(
        ({ kind, uid, previousUid, bookingId, through }) => ({
          ...{ kind, uid, previousUid, bookingId },
          through: through.map((step) => [step.booking.uid, step.previousUid]),
        }),
      )
    const moved = { kind: 'moved', uid: 'c', previousUid: 'b' }
    expect(gapsWith([])).toEqual([{ ...moved, bookingId: null, through: [['b', 'a']] }])
    expect(gapsWith([known()])).toEqual([{ ...moved, bookingId: 'k', through: [['b', 'a']] }])
    expect(gapsWith([known({ uids: ['a', 'b'], startTime: at(11) })])).toEqual([
      { ...moved, bookingId: 'k', through: [] },
    ])
    expect(gapsWith([known({ uids: ['a', 'b', 'c'], startTime: at(13) })])).toEqual([])
  })

  test('may name each other in a circle, of which each is told once', () => {
    const circle = [
      listed({ uid: 'b', previousUid: 'a', createdAt: made(10), startTime: at(11) }),
      listed({ previousUid: 'b' }),
    ]
    expect(compare(circle, []).gaps).toEqual([['moved', 'b', 'a']])
    expect(compare(circle, [known()]).gaps).toEqual([['moved', 'b', 'a']])
    expect(compare([listed({ previousUid: 'a' })], []).gaps).toEqual([['missing', 'a', null]])
  })

  test('carry the steps of a long chain once, whatever their state', () => {
    const chain = Array.from({ length: 20_000 }, (_, number) =>
      listed({ uid: `u${number}`, previousUid: `u${number - 1}`, createdAt: made(number % 24) }),
    )
    const { gaps } = compareBookings(chain, [], { tellsPending: true, ...whole })
    expect(gaps.map(({ uid, through }) => [uid, through.length])).toEqual([['u19999', 19_999]])
  })

  const moved = (change: Partial<CalcomBooking> = {}) => listed({ status: 'moved', ...change })
  const later = (change: Partial<CalcomBooking> = {}) =>
    listed({ uid: 'b', createdAt: made(10), startTime: at(11), ...change })
  const knownLater = (change: Partial<KnownBooking> = {}) =>
    known({ id: 'l', uids: ['b'], startTime: at(11), openedBy: null, ...change })

  test.each<[string, CalcomBooking[], KnownBooking[], object[]]>([
    [
      'told by the later one',
      [moved({ nextUid: 'b' }), later({ previousUid: 'a', status: 'cancelled' })],
      [known(), knownLater({ status: 'cancelled' })],
      [{ bookingId: 'k', previousUid: 'a', wasAsked: false, through: [] }],
    ],
    [
      'told by the earlier one',
      [moved({ nextUid: 'b' }), later()],
      [known(), knownLater({ openedBy: 'BOOKING_CREATED' })],
      [{ bookingId: 'k', previousUid: 'a', wasAsked: false }],
    ],
    [
      'guessed',
      [moved(), later({ status: 'cancelled' })],
      [known(), knownLater({ status: 'cancelled' })],
      [{ bookingId: 'k', previousUid: 'a', wasAsked: false }],
    ],
    [
      'and the host was asked first',
      [moved(), later()],
      [known(), knownLater({ openedBy: 'BOOKING_REQUESTED' })],
      [{ bookingId: 'k', previousUid: 'a', wasAsked: true }],
    ],
    [
      'and the host is still asked',
      [moved({ nextUid: 'b' }), later({ previousUid: 'a', status: 'pending' })],
      [known(), knownLater({ status: 'requested' })],
      [{ bookingId: 'k', previousUid: 'a', wasAsked: true }],
    ],
    [
      'by a step that is not known here',
      [
        moved(),
        moved({ uid: 'x', previousUid: 'a', createdAt: made(10) }),
        later({ previousUid: 'x', createdAt: made(11) }),
      ],
      [known(), knownLater()],
      [{ bookingId: 'k', previousUid: 'x', through: [{ previousUid: 'a' }] }],
    ],
    [
      'and only the later one is listed',
      [later({ previousUid: 'a' })],
      [known(), knownLater()],
      [{ bookingId: 'k', previousUid: 'a' }],
    ],
    [
      'and the earlier one is not known here',
      [moved(), later({ previousUid: 'a' })],
      [knownLater()],
      [{ bookingId: 'l', previousUid: 'a' }],
    ],
    [
      'and later still by another one, of which it is known',
      [moved(), later({ status: 'moved' }), later({ uid: 'c', createdAt: made(11) })],
      [known(), knownLater({ uids: ['b', 'c'], openedBy: 'BOOKING_RESCHEDULED' })],
      [{ bookingId: 'k', uid: 'b', previousUid: 'a' }],
    ],
  ])('and are both here, each by itself, are joined: %s', (_, theirs, ours, expected) => {
    const { gaps } = compareBookings(theirs, ours, { tellsPending: true, ...whole })
    expect(gaps).toMatchObject(expected.map((one) => ({ kind: 'joined', uid: 'b', ...one })))
  })

  test('are not guessed where the later one is known here as made anew', () => {
    const ours = [known(), knownLater({ openedBy: 'BOOKING_CREATED' })]
    expect(compare([moved(), later()], ours).gaps).toEqual([['asked_to_move', 'a', null]])
  })

  test('are joined and cancelled, each by itself, where both are missing', () => {
    const theirs = [moved({ nextUid: 'b' }), later({ previousUid: 'a', status: 'cancelled' })]
    expect(compare(theirs, [known(), knownLater()]).gaps).toEqual([
      ['joined', 'b', 'a'],
      ['cancelled', 'b', null],
    ])
  })

  test('may not be in the list, and then are told when they are', () => {
    const theirs = [moved({ nextUid: 'b' })]
    expect(compare(theirs, [known()])).toEqual(same)
    expect(compare(theirs, [])).toEqual({ ...same, inBoth: 0 })
  })

  test('are not guessed of another person, another event type, or one made before', () => {
    for (const other of [{ attendees: [bo] }, { eventTypeId: 13 }, { createdAt: made(8) }]) {
      const theirs = [listed({ status: 'moved' }), listed({ uid: 'b', ...other })]
      const { gaps } = compare(theirs, [known()])
      expect(gaps).toHaveLength(2)
      expect(gaps).toContainEqual(['asked_to_move', 'a', null])
      expect(gaps).toContainEqual(['missing', 'b', null])
    }
  })

  test('each take one place', () => {
    const theirs = [
      listed({ status: 'moved' }),
      listed({ uid: 'b', status: 'moved', createdAt: made(10) }),
      listed({ uid: 'c', createdAt: made(11) }),
      listed({ uid: 'd', createdAt: made(12), startTime: at(15) }),
    ]
    const ours = [known(), known({ id: 'l', uids: ['b'] })]
    expect(compare(theirs, ours).gaps).toEqual([
      ['moved', 'c', 'a'],
      ['moved', 'd', 'b'],
    ])
  })
})
