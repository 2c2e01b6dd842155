import {
  by,
  history,
  people,
  rule,
  seatOf,
  startingAt,
  tell,
} from '@solar-capture/core/reference/history-making.testing'
import type { NamedHistory } from '@solar-capture/core/reference/outcome.testing'

import type { HandMove, MovedHistory } from './happenings.testing.ts'

const { jane, bob, zoe } = people
const replaces = (rescheduleUid: string) => ({ rescheduleUid })
const lostRule = [rule('booked', 'booked'), rule('cancelled', 'lost')]

type Named = MovedHistory & { name: string }

/** A history with moves, each of which comes after the events at these places. */
function moved(given: NamedHistory, moves: (HandMove & { after: number[] })[]): Named {
  const fingerprintOf = (place: number) => given.events[place]?.fingerprint ?? []
  return {
    ...given,
    moves: moves.map(({ after, ...move }) => ({ ...move, after: after.flatMap(fingerprintOf) })),
  }
}

const toJane = (stageId: string, after: number[], pin?: boolean) => ({
  ...{ leadId: 'lead-jane', stageId, after, pin },
})

/** Histories in whose midst somebody moves a lead, by name. */
export const movedHistories: Named[] = [
  moved(
    history('set to lost by hand between two bookings, while they arrive', [
      // It comes only when the lead is lost already.
      tell(0, 'BOOKING_CREATED', 'A'),
      tell(1, 'BOOKING_RESCHEDULED', 'B', { ...replaces('A'), ...startingAt(16) }),
      tell(2, 'BOOKING_CREATED', 'C', startingAt(17)),
    ]),
    [toJane('lost', [1])],
  ),
  moved(
    history(
      'moved back by hand, and the booking goes on',
      [
        tell(0, 'BOOKING_CREATED', 'A'),
        tell(1, 'BOOKING_RESCHEDULED', 'B', { ...replaces('A'), ...startingAt(16) }),
        tell(2, 'BOOKING_PAID', 'B', startingAt(16)),
        tell(3, 'BOOKING_CANCELLED', 'B', startingAt(16)),
      ],
      { rules: lostRule },
    ),
    [toJane('contacted', [0])],
  ),
  moved(
    history('pinned by hand, and let go by another move', [
      tell(0, 'BOOKING_CREATED', 'A'),
      tell(1, 'BOOKING_CREATED', 'B', startingAt(16)),
      tell(2, 'BOOKING_CREATED', 'C', startingAt(17)),
    ]),
    [toJane('contacted', [0], true), toJane('new', [0, 1], false)],
  ),
  moved(
    history(
      'two who share a slot are moved by hand',
      [
        tell(0, 'BOOKING_CREATED', 'S', seatOf(jane)),
        tell(1, 'BOOKING_CREATED', 'S', seatOf(bob)),
        tell(2, 'BOOKING_CANCELLED', 'S', seatOf(jane, bob)),
        tell(3, 'BOOKING_CREATED', 'S', seatOf(bob)),
        tell(4, 'BOOKING_CREATED', 'P', { ...by(jane), ...startingAt(9) }),
      ],
      { rules: lostRule },
    ),
    [
      { leadId: 'lead-bob', stageId: 'contacted', after: [0, 1] },
      { leadId: 'lead-jane', stageId: 'lost', after: [0, 1, 2] },
    ],
  ),
  moved(
    history("a booking that was nobody's comes to a lead that was moved by hand", [
      tell(0, 'BOOKING_CREATED', 'A', by(zoe)),
      tell(1, 'BOOKING_RESCHEDULED', 'B', { ...by(jane), ...replaces('A'), ...startingAt(16) }),
    ]),
    [toJane('contacted', [0])],
  ),
  moved(
    history("another person's seat in the slot of a moved lead becomes the lead's", [
      tell(0, 'BOOKING_CREATED', 'S', seatOf(jane)),
      tell(1, 'BOOKING_CREATED', 'S', seatOf(zoe)),
      tell(2, 'BOOKING_RESCHEDULED', 'T', {
        ...seatOf({ ...zoe, name: 'Jane Doe' }),
        ...replaces('S'),
        leadId: 'lead-jane',
      }),
    ]),
    [toJane('contacted', [0, 1])],
  ),
  moved(
    history('moved by hand after six bookings in a day', [
      ...['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((uid, index) =>
        tell(index, 'BOOKING_CREATED', uid),
      ),
      tell(24 * 60, 'BOOKING_CREATED', 'H'),
    ]),
    [toJane('contacted', [0, 1, 2, 3, 4, 5])],
  ),
]
