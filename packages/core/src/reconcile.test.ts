import { describe, expect, test } from 'vitest'

import { parseDelivery } from './parse-delivery.ts'
import { gapBodies } from './reconcile-apply.ts'
import type { Gap } from './reconcile-gap.ts'
import type { KnownBooking } from './reconcile-known.ts'
import type { CalcomBooking } from './reconcile-source.ts'
import { compareBookings } from './reconcile.ts'

const now = '2026-11-20T12:00:00.000Z'
const at = (hour: number) => `2026-12-01T${String(hour).padStart(2, '0')}:00:00.000Z`
const made = (hour: number) => `2026-11-16T${String(hour).padStart(2, '0')}:00:00.000Z`

const ana = { name: 'Ana', email: 'Ana@x.example', phone: '+44 7700 900001' }
const bo = { name: 'Bo', email: 'bo@x.example', phone: null }

function listed(change: Partial<CalcomBooking> = {}): CalcomBooking {
  return {
    ...{ uid: 'a', isFirstUid: false, previousUid: null, status: 'accepted', startTime: at(9) },
    ...{ endTime: at(10), title: 'Survey of Ana', eventType: 'Survey', eventTypeId: 12 },
    ...{ seated: false, attendees: [ana], organizerEmail: 'sam@solar.example' },
    ...{ createdAt: made(9), changedAt: null, cancellationReason: null },
    ...change,
  }
}

function known(change: Partial<KnownBooking> = {}): KnownBooking {
  return { id: 'k', uids: ['a'], seat: '', status: 'confirmed', startTime: at(9), ...change }
}

const whole = { tellsAskedToMove: true, listsAll: true }

function compare(theirs: CalcomBooking[], ours: KnownBooking[], tellsPending = true) {
  const { inBoth, gaps, onlyHere, differing } = compareBookings(theirs, ours, {
    tellsPending,
    ...whole,
  })
  return {
    ...{ inBoth, onlyHere, differing: differing.map(({ bookingId }) => bookingId) },
    gaps: gaps.map(({ kind, uid, previousUid }) => [kind, uid, previousUid]),
  }
}

const same = { inBoth: 1, onlyHere: [], differing: [], gaps: [] }
const differs = { inBoth: 0, onlyHere: [], differing: ['k'], gaps: [] }
const gap = (kind: string) => ({
  ...{ inBoth: 0, onlyHere: [], differing: [], gaps: [[kind, 'a', null]] },
})

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

test('a list that does not tell who waits for the host leaves them alone', () => {
  expect(compare([listed()], [known({ status: 'requested' })], false)).toEqual(same)
})

test('a list that does not tell who is asked for another time leaves them alone', () => {
  const ours = [known({ status: 'reschedule_requested' })]
  const theirs = [listed({ status: 'cancelled' })]
  const limits = { tellsPending: true, listsAll: true }
  expect(compareBookings(theirs, ours, { ...limits, tellsAskedToMove: false }).gaps).toEqual([])
  expect(compareBookings(theirs, ours, { ...limits, tellsAskedToMove: true }).gaps).toHaveLength(1)
})

test('a booking that is listed twice counts once', () => {
  expect(compare([listed(), listed()], [known()])).toEqual(same)
})

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

describe('what is missing is told as Cal.com tells it', () => {
  const changed = made(12)
  const read = (theirs: CalcomBooking[], ours: KnownBooking[] = []) => {
    const { gaps } = compareBookings(theirs, ours, { tellsPending: true, ...whole })
    return gaps.flatMap((one: Gap) =>
      gapBodies(one, now).map((body) => {
        const parsed = parseDelivery(Buffer.from(body))
        if (parsed.kind !== 'booking' || parsed.event === null) throw new Error(body)
        return parsed.event
      }),
    )
  }
  test.each<[Partial<CalcomBooking>, KnownBooking[], object]>([
    [{}, [], { trigger: 'BOOKING_CREATED', sentAt: made(9) }],
    [{ createdAt: null }, [], { trigger: 'BOOKING_CREATED', sentAt: now }],
    [{ createdAt: at(9) }, [], { trigger: 'BOOKING_CREATED', sentAt: now }],
    [{ status: 'pending' }, [], { trigger: 'BOOKING_REQUESTED', sentAt: made(9) }],
    [{ status: 'rejected' }, [], { trigger: 'BOOKING_REJECTED', sentAt: changed }],
    [{ status: 'cancelled' }, [], { trigger: 'BOOKING_CANCELLED', requestReschedule: false }],
    [{ status: 'moved' }, [], { trigger: 'BOOKING_CANCELLED', requestReschedule: true }],
    [{ startTime: at(7) }, [known()], { trigger: 'BOOKING_RESCHEDULED', sentAt: changed }],
    [{}, [known({ status: 'requested' })], { trigger: 'BOOKING_CREATED', sentAt: changed }],
    [
      { status: 'cancelled', cancellationReason: 'Rain' },
      [known()],
      { trigger: 'BOOKING_CANCELLED', cancellationReason: 'Rain', sentAt: changed },
    ],
    [{ status: 'moved' }, [known()], { trigger: 'BOOKING_CANCELLED', requestReschedule: true }],
  ])('listed with %j', (change, ours, expected) => {
    const theirs = listed({ changedAt: changed, ...change })
    const [event] = read([theirs], ours)
    expect(event).toMatchObject({
      ...{ uid: 'a', rescheduleUid: null, startTime: theirs.startTime, endTime: at(10) },
      ...{ title: 'Survey of Ana', eventType: 'Survey', eventTypeId: 12, seated: false },
      responder: { name: 'Ana', email: 'ana@x.example', phone: '+447700900001' },
      organizer: { email: 'sam@solar.example' },
      ...expected,
    })
  })

  test('a chain step by step', () => {
    const theirs = [
      listed({ status: 'moved' }),
      listed({ uid: 'b', previousUid: 'a', status: 'moved', createdAt: made(10) }),
      listed({ uid: 'c', previousUid: 'b', createdAt: made(11) }),
    ]
    expect(read(theirs, [known()])).toMatchObject([
      { trigger: 'BOOKING_RESCHEDULED', uid: 'b', rescheduleUid: 'a', sentAt: made(10) },
      { trigger: 'BOOKING_RESCHEDULED', uid: 'c', rescheduleUid: 'b', sentAt: made(11) },
    ])
  })

  test('a seat, of the person whose it is', () => {
    const theirs = listed({ seated: true, attendees: [ana, bo] })
    expect(read([theirs], [known({ seat: 'ana@x.example' })])).toMatchObject([
      { trigger: 'BOOKING_CREATED', seated: true, attendees: [{ email: 'bo@x.example' }] },
    ])
  })

  test('who booked by phone alone', () => {
    const theirs = listed({ attendees: [{ ...ana, email: '447700900001@sms.cal.com' }] })
    expect(read([theirs])).toMatchObject([{ responder: { email: null, phone: '+447700900001' } }])
  })
})
