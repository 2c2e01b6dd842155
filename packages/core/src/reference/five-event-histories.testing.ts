import {
  bobLead,
  by,
  history,
  janeLead,
  people,
  seatOf,
  startingAt,
  tell,
} from './history-making.testing.ts'
import type { NamedHistory } from './outcome.testing.ts'

const { jane, bob } = people
const replaces = (rescheduleUid: string) => ({ rescheduleUid })
const marks = (noShow: boolean) => ({
  ...{ responder: null, attendees: [], noShows: [{ email: 'jane@acme.example', noShow }] },
})

/** Twelve histories of five events each, of which every order and repetition of arrival can be tried. */
export const fiveEventHistories: NamedHistory[] = [
  history('created, rescheduled twice, cancelled', [
    tell(0, 'BOOKING_CREATED', 'A'),
    tell(1, 'BOOKING_RESCHEDULED', 'B', { ...replaces('A'), ...startingAt(16) }),
    tell(2, 'BOOKING_RESCHEDULED', 'C', { ...replaces('B'), ...startingAt(17) }),
    tell(3, 'BOOKING_CANCELLED', 'C', {
      ...{ ...startingAt(17), cancellationReason: 'Ill', cancelledBy: 'jane@acme.example' },
    }),
    tell(4, 'BOOKING_CREATED', 'P', startingAt(9)),
  ]),
  history('created, cancelled, created anew', [
    tell(0, 'BOOKING_CREATED', 'A'),
    tell(1, 'BOOKING_CANCELLED', 'A'),
    tell(2, 'BOOKING_CREATED', 'B'),
    tell(3, 'BOOKING_CREATED', 'P', startingAt(9)),
    tell(4, 'BOOKING_RESCHEDULED', 'Q', { ...replaces('P'), ...startingAt(10) }),
  ]),
  history('requested, confirmed', [
    tell(0, 'BOOKING_REQUESTED', 'A'),
    tell(1, 'BOOKING_CREATED', 'P', startingAt(9)),
    tell(2, 'BOOKING_CREATED', 'A'),
    tell(3, 'BOOKING_RESCHEDULED', 'Q', { ...replaces('P'), ...startingAt(10) }),
    tell(4, 'BOOKING_CANCELLED', 'Q', startingAt(10)),
  ]),
  history('requested, rejected; requested, cancelled', [
    tell(0, 'BOOKING_REQUESTED', 'A'),
    tell(1, 'BOOKING_REJECTED', 'A', { rejectionReason: 'Too far away' }),
    tell(2, 'BOOKING_REQUESTED', 'B', startingAt(16)),
    tell(3, 'BOOKING_CANCELLED', 'B', startingAt(16)),
    tell(4, 'BOOKING_CREATED', 'P', startingAt(9)),
  ]),
  history('rescheduled before it was created', [
    tell(0, 'BOOKING_RESCHEDULED', 'B', { ...replaces('A'), ...startingAt(16) }),
    tell(1, 'BOOKING_CREATED', 'A'),
    tell(2, 'BOOKING_RESCHEDULED', 'C', { ...replaces('B'), ...startingAt(17) }),
    tell(3, 'BOOKING_CREATED', 'P', startingAt(9)),
    tell(4, 'BOOKING_CANCELLED', 'P', startingAt(9)),
  ]),
  history('asked for another time, rescheduled', [
    tell(0, 'BOOKING_CREATED', 'A'),
    tell(1, 'BOOKING_CANCELLED', 'A', { requestReschedule: true, cancellationReason: 'Snow' }),
    tell(2, 'BOOKING_RESCHEDULED', 'B', { ...replaces('A'), ...startingAt(16) }),
    tell(3, 'BOOKING_CREATED', 'P', startingAt(9)),
    tell(4, 'BOOKING_CANCELLED', 'P', { ...startingAt(9), requestReschedule: true }),
  ]),
  history('two seats, one cancelled', [
    tell(0, 'BOOKING_CREATED', 'S', seatOf(jane)),
    tell(1, 'BOOKING_CREATED', 'S', seatOf(bob)),
    tell(2, 'BOOKING_CANCELLED', 'S', seatOf(bob)),
    tell(3, 'BOOKING_CREATED', 'P', { ...by(bob), ...startingAt(9) }),
    tell(4, 'BOOKING_CANCELLED', 'P', { ...by(bob), ...startingAt(9) }),
  ]),
  history('the host moves the slot from 10 to 11, back and again', [
    tell(0, 'BOOKING_CREATED', 'S', { ...seatOf(jane), ...startingAt(10) }),
    tell(1, 'BOOKING_CREATED', 'S', { ...seatOf(bob), ...startingAt(10) }),
    ...[11, 10, 11].map((hours, index) =>
      tell(index + 2, 'BOOKING_RESCHEDULED', 'S', {
        ...{ ...seatOf(jane, bob), ...replaces('S'), ...startingAt(hours) },
      }),
    ),
  ]),
  history('paid before it was created', [
    tell(0, 'BOOKING_PAYMENT_INITIATED', 'A'),
    tell(1, 'BOOKING_PAID', 'A'),
    tell(2, 'BOOKING_CREATED', 'A'),
    tell(3, 'BOOKING_CREATED', 'P', startingAt(9)),
    tell(4, 'BOOKING_CANCELLED', 'P', startingAt(9)),
  ]),
  history('no-show on, off, on', [
    tell(0, 'BOOKING_CREATED', 'A'),
    tell(1, 'BOOKING_NO_SHOW_UPDATED', 'A', marks(true)),
    tell(2, 'BOOKING_NO_SHOW_UPDATED', 'A', marks(false)),
    tell(3, 'BOOKING_NO_SHOW_UPDATED', 'A', marks(true)),
    tell(4, 'BOOKING_CREATED', 'P', startingAt(9)),
  ]),
  history(
    'two leads have swapped their emails',
    [
      tell(0, 'BOOKING_CREATED', 'A', by(jane)),
      tell(1, 'BOOKING_RESCHEDULED', 'B', { ...by(bob), ...replaces('A'), ...startingAt(16) }),
      tell(2, 'BOOKING_CREATED', 'C', { ...by(bob), ...startingAt(9) }),
      tell(3, 'BOOKING_CANCELLED', 'C', { ...by(bob), ...startingAt(9) }),
      tell(4, 'BOOKING_CREATED', 'P', { ...by(jane), ...startingAt(10) }),
    ],
    {
      leads: [
        { ...janeLead, email: bobLead.email, aliases: ['jane@acme.example'] },
        { ...bobLead, email: janeLead.email, aliases: ['bob@initech.example'] },
      ],
    },
  ),
  history('the same facts from two webhooks, the poorer copy first', [
    tell(0, 'BOOKING_CREATED', 'A', { title: 'Survey at home' }),
    tell(0.0001, 'BOOKING_CREATED', 'A'),
    tell(1, 'BOOKING_RESCHEDULED', 'B', startingAt(16)),
    tell(1.0001, 'BOOKING_RESCHEDULED', 'B', { ...replaces('A'), ...startingAt(16) }),
    tell(2, 'BOOKING_CREATED', 'P', startingAt(9)),
  ]),
]
