import { z } from 'zod'

import { bookingStatuses } from '@solar-capture/core/booking'
import { gapKinds, type Gap } from '@solar-capture/core/reconcile-gap'
import { calcomStatuses, type CalcomBooking } from '@solar-capture/core/reconcile-source'
import { wordGap } from '@solar-capture/core/word-gap'

import { keyOfGap, type Reconciliation } from './reconciling.ts'
import { instant } from './routers/shapes.ts'

// As much as one request may have; some 2,000 bookings.
const text = z.string().min(1).max(900_000)

/** Where a list of bookings comes from. */
export const sourceShape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('csv'), text }),
  z.strictObject({ kind: z.literal('ics'), text }),
  z.strictObject({
    kind: z.literal('api'),
    /** What was made or changed in so many days. */
    days: z.int().min(1).max(90).default(30),
  }),
])

const hereShape = z.strictObject({
  bookingId: z.uuid(),
  leadId: z.uuid().nullable(),
  name: z.string().nullable(),
  startTime: instant.nullable(),
  status: z.enum(bookingStatuses),
})

/** What comparing found. */
export const comparisonShape = z.strictObject({
  /** How many bookings are the same here and in Cal.com. */
  inBoth: z.int(),
  /** What Cal.com knows and is missing here, in the order in which it happened: at most 5,000, as many as are applied at once. */
  gaps: z.array(
    z.strictObject({
      uid: z.string(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      startTime: instant,
      /** Names it for `applyGaps`. */
      key: z.string(),
      kind: z.enum(gapKinds),
      /** How it stands in Cal.com; `moved` where another time is asked for. */
      status: z.enum(calcomStatuses),
      /** Whether the list leaves open that the host has yet to confirm it, or declined it. */
      mayBeUnconfirmed: z.boolean(),
      /** When it is to take place by what is here; null when it is not here. */
      startTimeHere: instant.nullable(),
      leadId: z.uuid().nullable(),
      /** What is missing, in a sentence; times in UTC. */
      text: z.string(),
    }),
  ),
  /** How many more are missing: they are answered once the first ones are applied. */
  moreGaps: z.int(),
  /** Perhaps missing here: a calendar file names them by a uid that may not be theirs now, so they cannot be applied from it. */
  undecided: z.array(
    z.strictObject({
      uid: z.string(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      startTime: instant,
    }),
  ),
  /** Bookings of this account in the same time that the list does not have; none for `api`, which lists what changed. */
  onlyHere: z.array(hereShape),
  /** Both know them and disagree, and what is here is told by a later word, so there is nothing to apply. */
  differing: z.array(hereShape.extend({ startTimeThere: instant })),
  /** What could not be read: lines of a file, or places in the API's list. */
  refused: z.array(z.strictObject({ line: z.int(), reason: z.string() })),
})

/** What became of bookings that were applied. */
export const appliedShape = z.strictObject({
  applied: z.int(),
  /** Without a lead: they wait in Unmatched. */
  unmatched: z.int(),
  /** Without a lead, and cancelled or declined: they wait for none. */
  closed: z.int(),
  /** Known already. */
  unchanged: z.int(),
  /** Kept, and tried again later. */
  failed: z.int(),
})

const mostShown = 1_000
/** How many gaps are answered, and applied, at once. */
export const mostGaps = 5_000

/** What comparing found, as it is answered. */
export function viewComparison({
  comparison,
  refused,
  known,
}: Reconciliation): z.output<typeof comparisonShape> {
  const here = (id: string) => {
    const booking = known.get(id)
    if (!booking) throw new Error('A booking was compared that was not read.')
    const { leadId, name, startTime, status } = booking
    return { bookingId: id, leadId, name, startTime, status }
  }
  const { inBoth, gaps, undecided, onlyHere, differing } = comparison
  return {
    inBoth,
    gaps: gaps.slice(0, mostGaps).map((gap) => ({
      ...{ key: keyOfGap(gap), kind: gap.kind, text: wordGap(gap, 'UTC') },
      ...{
        status: gap.booking.status,
        mayBeUnconfirmed: gap.mayBeUnconfirmed,
        ...bookerOf(gap.booking),
      },
      ...placeOf(gap, known),
    })),
    moreGaps: Math.max(0, gaps.length - mostGaps),
    undecided: undecided.slice(0, mostShown).map(bookerOf),
    onlyHere: onlyHere.slice(0, mostShown).map(here),
    differing: differing
      .slice(0, mostShown)
      .map(({ booking, bookingId }) => ({ ...here(bookingId), startTimeThere: booking.startTime })),
    refused: refused.slice(0, mostShown),
  }
}

function placeOf({ bookingId }: Gap, known: Reconciliation['known']) {
  const booking = bookingId === null ? undefined : known.get(bookingId)
  return { startTimeHere: booking?.startTime ?? null, leadId: booking?.leadId ?? null }
}

function bookerOf({ uid, startTime, attendees: [booker] }: CalcomBooking) {
  return { uid, startTime, name: booker?.name ?? null, email: booker?.email ?? null }
}
