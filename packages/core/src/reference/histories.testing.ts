import {
  annLead,
  by,
  history,
  janeLead,
  minute,
  people,
  rule,
  seatOf,
  startingAt,
  tell,
} from './history-making.testing.ts'
import type { NamedHistory } from './outcome.testing.ts'

export { fiveEventHistories } from './five-event-histories.testing.ts'

const { jane, bob, ann, zoe, caller } = people
const replaces = (rescheduleUid: string) => ({ rescheduleUid })
const lostRule = [rule('booked', 'booked'), rule('cancelled', 'lost')]

const seats: NamedHistory[] = [
  history('a seat is cancelled and booked again', [
    tell(0, 'BOOKING_CREATED', 'S', seatOf(jane)),
    tell(1, 'BOOKING_CREATED', 'S', seatOf(bob)),
    tell(2, 'BOOKING_CANCELLED', 'S', { ...seatOf(bob), cancellationReason: 'Ill' }),
    tell(3, 'BOOKING_CREATED', 'S', seatOf(bob)),
    tell(4, 'BOOKING_PAID', 'S', seatOf(bob)),
  ]),
  history('a seat moves away and back', [
    tell(0, 'BOOKING_CREATED', 'S', { ...seatOf(bob), ...startingAt(10) }),
    tell(1, 'BOOKING_CREATED', 'T', { ...seatOf(jane), ...startingAt(11) }),
    tell(2, 'BOOKING_RESCHEDULED', 'T', { ...seatOf(bob), ...replaces('S'), ...startingAt(11) }),
    tell(3, 'BOOKING_RESCHEDULED', 'S', { ...seatOf(bob), ...replaces('T'), ...startingAt(10) }),
    tell(4, 'BOOKING_CANCELLED', 'T', { ...seatOf(bob, jane), ...startingAt(11) }),
    tell(5, 'BOOKING_RESCHEDULED', 'S', { ...seatOf(bob), ...replaces('S'), ...startingAt(12) }),
  ]),
  history('a seat moves away, back and away again', [
    tell(0, 'BOOKING_CREATED', 'S', seatOf(bob)),
    tell(1, 'BOOKING_RESCHEDULED', 'T', { ...seatOf(bob), ...replaces('S'), ...startingAt(16) }),
    tell(2, 'BOOKING_RESCHEDULED', 'S', { ...seatOf(bob), ...replaces('T') }),
    tell(3, 'BOOKING_RESCHEDULED', 'T', { ...seatOf(bob), ...replaces('S'), ...startingAt(16) }),
    tell(4, 'BOOKING_PAID', 'S', seatOf(jane)),
  ]),
  history('a seat and a booking replace each other, and two webhooks tell one of the moves', [
    tell(0, 'BOOKING_PAID', 'S', seatOf(jane)),
    tell(1, 'BOOKING_RESCHEDULED', 'B', { ...by(bob), ...replaces('S') }),
    tell(1, 'BOOKING_REJECTED', 'S', {
      ...{ ...by(bob), responder: null, ...replaces('B'), rejectionReason: 'Too far away' },
    }),
    tell(1 + 1 / 60_000, 'BOOKING_RESCHEDULED', 'B', { ...by(bob), ...replaces('S') }),
  ]),
  history('a seat that was cancelled is left, where everything was left', [
    tell(0, 'BOOKING_CREATED', 'S', seatOf(bob)),
    tell(1, 'BOOKING_CANCELLED', 'S', { ...seatOf(bob), ...replaces('B') }),
    tell(2, 'BOOKING_RESCHEDULED', 'B', { ...by(bob), ...replaces('S'), ...startingAt(16) }),
    tell(3, 'BOOKING_PAID', 'S', seatOf(bob)),
  ]),
  history('a seat is booked again before the second webhook tells that it was left', [
    tell(0, 'BOOKING_CREATED', 'S', seatOf(bob)),
    tell(1, 'BOOKING_RESCHEDULED', 'B', { ...by(bob), ...startingAt(16) }),
    tell(1.1, 'BOOKING_RESCHEDULED', 'B', { ...by(bob), ...replaces('S'), ...startingAt(16) }),
    tell(1.2, 'BOOKING_CREATED', 'S', seatOf(bob)),
    tell(1.3, 'BOOKING_RESCHEDULED', 'B', { ...by(bob), ...replaces('S'), ...startingAt(16) }),
  ]),
  history('a third attendee is heard of only after the host moved the slot', [
    tell(0, 'BOOKING_CREATED', 'S', seatOf(jane)),
    tell(1, 'BOOKING_CREATED', 'S', seatOf(bob)),
    tell(2, 'BOOKING_RESCHEDULED', 'S', {
      ...{ ...seatOf(jane, bob, ann), ...replaces('S'), ...startingAt(16) },
    }),
    tell(3, 'BOOKING_PAID', 'S', seatOf(ann)),
    tell(4, 'BOOKING_RESCHEDULED', 'S', {
      ...{ ...seatOf(jane, bob, ann), ...replaces('S'), ...startingAt(17) },
    }),
  ]),
  history('one of two is marked as absent, and the meeting ends', [
    tell(0, 'BOOKING_CREATED', 'S', seatOf(jane)),
    tell(1, 'BOOKING_CREATED', 'S', seatOf(bob)),
    tell(2, 'BOOKING_NO_SHOW_UPDATED', 'S', {
      ...{ ...seatOf(), noShows: [{ email: 'bob@initech.example', noShow: true }] },
    }),
    tell(3, 'AFTER_GUESTS_CAL_VIDEO_NO_SHOW', 'S', seatOf()),
    tell(4, 'MEETING_ENDED', 'S', seatOf()),
  ]),
]

const owners: NamedHistory[] = [
  history('two leads hold the two halves of a chain', [
    tell(0, 'BOOKING_CREATED', 'A', by(jane)),
    tell(1, 'BOOKING_RESCHEDULED', 'B', { ...by(bob), ...replaces('A'), ...startingAt(16) }),
    tell(2, 'BOOKING_PAID', 'B', { ...by(bob), ...startingAt(16) }),
    tell(3, 'BOOKING_RESCHEDULED', 'C', { ...by(bob), ...replaces('B'), ...startingAt(17) }),
    tell(4, 'BOOKING_CREATED', 'P', { ...by(bob), ...startingAt(9) }),
  ]),
  history('the booking link of one lead, used by another and by somebody of the same name', [
    tell(0, 'BOOKING_CREATED', 'A', { ...by(bob), leadId: 'lead-jane' }),
    tell(1, 'BOOKING_CANCELLED', 'A', { ...by(zoe), leadId: 'lead-jane' }),
    tell(2, 'BOOKING_CREATED', 'B', { ...by(zoe), leadId: 'lead-jane' }),
    tell(3, 'BOOKING_CREATED', 'C', {
      ...{ ...by({ ...zoe, name: ' JANE  doe ' }), leadId: 'lead-jane' },
    }),
    tell(4, 'BOOKING_PAID', 'A', by(bob)),
    tell(5, 'BOOKING_CREATED', 'D', { ...by({ ...jane, name: 'J. D.' }), leadId: 'lead-jane' }),
  ]),
  history(
    'leads are made automatically from the second minute on',
    [
      tell(1, 'BOOKING_CREATED', 'A', by(zoe)),
      tell(2, 'BOOKING_CREATED', 'B', by(zoe)),
      tell(3, 'BOOKING_REQUESTED', 'C', by({ ...zoe, name: 'Zoe Again' })),
      tell(4, 'BOOKING_CREATED', 'D', by(caller)),
      tell(5, 'BOOKING_CANCELLED', 'E', by(zoe)),
    ],
    { leads: [janeLead], leadCreation: [{ from: minute(2), on: true }] },
  ),
  history('somebody is known by a phone only', [
    tell(0, 'BOOKING_CREATED', 'A', by(caller)),
    tell(1, 'BOOKING_NO_SHOW_UPDATED', 'A', {
      ...{ ...by(), noShows: [{ email: '442079460001@sms.cal.com', noShow: true }] },
    }),
  ]),
  history(
    'bookings are linked and ignored by hand',
    [
      tell(0, 'BOOKING_CREATED', 'A', by(jane)),
      tell(1, 'BOOKING_CREATED', 'B', by(zoe)),
      tell(2, 'BOOKING_CREATED', 'C', by(zoe)),
    ],
    {
      decisions: [
        { uid: 'C', seat: '', leadId: null, at: minute(10) },
        { uid: 'A', seat: '', leadId: 'lead-bob', at: minute(12) },
        { uid: 'A', seat: '', leadId: 'lead-ann', at: minute(11) },
      ],
      leadCreation: [{ from: minute(0), on: true }],
    },
  ),
]

const states: NamedHistory[] = [
  history('created later than it was cancelled', [
    tell(1, 'BOOKING_CANCELLED', 'A'),
    tell(2, 'BOOKING_CREATED', 'A'),
  ]),
  history('everything in one millisecond', [
    tell(0, 'BOOKING_CANCELLED', 'A'),
    tell(0, 'BOOKING_PAID', 'A'),
    tell(0, 'BOOKING_CREATED', 'A'),
    tell(0, 'BOOKING_PAYMENT_INITIATED', 'A'),
    tell(0, 'BOOKING_REQUESTED', 'A'),
  ]),
  history('cancelled, then asked for another time', [
    tell(0, 'BOOKING_CREATED', 'A'),
    tell(1, 'BOOKING_CANCELLED', 'A', { cancellationReason: 'Ill' }),
    tell(2, 'BOOKING_CANCELLED', 'A', { requestReschedule: true, cancellationReason: 'Snow' }),
  ]),
  history('one booking takes the place of two', [
    tell(0, 'BOOKING_CREATED', 'A'),
    tell(1, 'BOOKING_CREATED', 'B', startingAt(16)),
    tell(2, 'BOOKING_RESCHEDULED', 'C', { ...replaces('A'), ...startingAt(17) }),
    tell(3, 'BOOKING_RESCHEDULED', 'C', { ...replaces('B'), ...startingAt(17) }),
  ]),
  history('paid, and nothing else is heard', [tell(0, 'BOOKING_PAID', 'A')]),
  history(
    'a meeting takes place, after its host and place changed',
    [
      tell(0, 'BOOKING_CREATED', 'A'),
      tell(1, 'BOOKING_REASSIGNED', 'A'),
      tell(2, 'BOOKING_LOCATION_UPDATED', 'A', { location: 'At home' }),
      tell(3, 'MEETING_ENDED', 'A', { sentAt: '2026-12-01T16:30:00.000Z', ...startingAt(16) }),
      tell(4, 'MEETING_ENDED', 'A', { sentAt: '2026-12-01T15:30:00.000Z' }),
    ],
    { rules: [rule('booked', 'booked'), rule('took_place', 'surveyed')] },
  ),
  history('requested anew without a link', [
    tell(0, 'BOOKING_CREATED', 'A'),
    tell(1, 'BOOKING_CREATED', 'B', startingAt(16)),
    tell(2, 'BOOKING_REQUESTED', 'C', startingAt(17)),
    tell(3, 'BOOKING_REQUESTED', 'D', { ...replaces('B'), ...startingAt(18) }),
    tell(4, 'BOOKING_CREATED', 'E', startingAt(19)),
  ]),
  history('one of a series is cancelled', [
    ...['A', 'B', 'C'].map((uid, index) =>
      tell(0, 'BOOKING_CREATED', uid, { recurring: true, ...startingAt(9 + index) }),
    ),
    tell(1, 'BOOKING_CANCELLED', 'B', { recurring: true, ...startingAt(10) }),
    tell(2, 'BOOKING_CREATED', 'D', { recurring: true, ...startingAt(12) }),
  ]),
]

const seenMove = tell(1, 'BOOKING_RESCHEDULED', 'B', { ...replaces('A'), ...startingAt(16) })

const moves: NamedHistory[] = [
  history(
    'cancelled means lost, but not while another booking is live',
    [
      tell(0, 'BOOKING_CREATED', 'A'),
      tell(1, 'BOOKING_REQUESTED', 'B', startingAt(16)),
      tell(2, 'BOOKING_CANCELLED', 'A'),
      tell(3, 'BOOKING_CANCELLED', 'B', startingAt(16)),
      tell(4, 'BOOKING_CREATED', 'C', startingAt(17)),
    ],
    { rules: lostRule },
  ),
  history(
    'set to lost by hand between two bookings',
    [
      // It came only when the lead was lost already.
      tell(0, 'BOOKING_CREATED', 'A'),
      seenMove,
      tell(2, 'BOOKING_CREATED', 'C', startingAt(17)),
    ],
    {
      leads: [
        {
          ...janeLead,
          base: {
            ...{ stageId: 'lost', setBy: 'user', pinned: false },
            seen: [seenMove.fingerprint],
          },
        },
      ],
    },
  ),
  history(
    'the rule changes between two facts',
    [tell(0, 'BOOKING_CREATED', 'A'), tell(2, 'BOOKING_CREATED', 'B', { eventTypeId: 2 })],
    {
      rules: [
        rule('booked', 'contacted'),
        rule('booked', 'won', { from: minute(1) }),
        rule('booked', 'surveyed', { from: minute(2), eventTypeId: 2 }),
        rule('booked', null, { from: minute(3), eventTypeId: 2 }),
        rule('booked', null, { from: minute(4), eventTypeId: 2, isRemoved: true }),
      ],
    },
  ),
  history(
    'more than five bookings in a day',
    [
      ...['A', 'B', 'C', 'D', 'E', 'F'].map((uid, index) =>
        tell(index, 'BOOKING_CREATED', uid, { eventTypeId: index === 5 ? 2 : 1 }),
      ),
      tell(24 * 60, 'BOOKING_CREATED', 'G', { eventTypeId: 2 }),
    ],
    { rules: [rule('booked', 'booked'), rule('booked', 'surveyed', { eventTypeId: 2 })] },
  ),
  history(
    'pinned, and at a stage that is gone',
    [tell(0, 'BOOKING_CREATED', 'A'), tell(1, 'BOOKING_CREATED', 'B', by(ann))],
    {
      leads: [
        { ...janeLead, base: { ...janeLead.base, pinned: true } },
        { ...annLead, base: { ...annLead.base, stageId: 'gone' } },
      ],
    },
  ),
]

/** Histories of everything else that was thought of, by name. */
export const namedHistories: NamedHistory[] = [...seats, ...owners, ...states, ...moves]
