import { describe, expect, test } from 'vitest'

import { parseDelivery } from './parse-delivery.ts'
import { gapBodies } from './reconcile-apply.ts'
import type { Gap } from './reconcile-gap.ts'
import type { KnownBooking } from './reconcile-known.ts'
import type { CalcomBooking } from './reconcile-source.ts'
import { ana, at, bo, known, listed, made, now, whole } from './reconcile.testing.ts'
import { compareBookings } from './reconcile.ts'

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
    [
      { previousUid: 'z' },
      [known()],
      { trigger: 'BOOKING_RESCHEDULED', rescheduleUid: 'z', sentAt: made(9) },
    ],
    [
      { previousUid: 'z', status: 'pending' },
      [known({ status: 'requested' })],
      { trigger: 'BOOKING_REQUESTED', rescheduleUid: 'z', sentAt: made(9) },
    ],
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
