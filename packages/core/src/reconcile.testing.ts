import type { KnownBooking } from './reconcile-known.ts'
import type { CalcomBooking } from './reconcile-source.ts'
import { compareBookings } from './reconcile.ts'

/** When it is. */
export const now = '2026-11-20T12:00:00.000Z'
/** An hour of the day of the meetings. */
export const at = (hour: number) => `2026-12-01T${String(hour).padStart(2, '0')}:00:00.000Z`
/** An hour of the day on which they were made. */
export const made = (hour: number) => `2026-11-16T${String(hour).padStart(2, '0')}:00:00.000Z`

/** Who booked, by email and phone. */
export const ana = { name: 'Ana', email: 'Ana@x.example', phone: '+44 7700 900001' }
/** Another one, by email only. */
export const bo = { name: 'Bo', email: 'bo@x.example', phone: null }

/** A booking of Ana as Cal.com lists it. */
export function listed(change: Partial<CalcomBooking> = {}): CalcomBooking {
  return {
    ...{ uid: 'a', isFirstUid: false, wasChanged: false, previousUid: null, nextUid: null },
    ...{ status: 'accepted', startTime: at(9) },
    ...{ endTime: at(10), title: 'Survey of Ana', eventType: 'Survey', eventTypeId: 12 },
    ...{ seated: false, attendees: [ana], organizerEmail: 'sam@solar.example' },
    ...{ createdAt: made(9), changedAt: null, cancellationReason: null },
    ...change,
  }
}

/** The same booking as it is known here. */
export function known(change: Partial<KnownBooking> = {}): KnownBooking {
  return {
    ...{ id: 'k', uids: ['a'], seat: '', status: 'confirmed', startTime: at(9) },
    ...{ toldAt: made(9), openedBy: 'BOOKING_CREATED', email: 'ana@x.example' },
    ...change,
  }
}

/** Of a list that leaves little open. */
export const whole = { tellsAskedToMove: true, listsAll: true }

/** Compares, and tells of each gap its kind and uids. */
export function compare(theirs: CalcomBooking[], ours: KnownBooking[], tellsPending = true) {
  const { inBoth, gaps, onlyHere, differing, undecided } = compareBookings(theirs, ours, {
    tellsPending,
    ...whole,
  })
  return {
    ...{
      inBoth,
      onlyHere,
      undecided: undecided.map(({ uid }) => uid),
      differing: differing.map(({ bookingId }) => bookingId),
    },
    gaps: gaps.map(({ kind, uid, previousUid }) => [kind, uid, previousUid]),
  }
}

/** What comparing finds of one booking that is the same. */
export const same = { inBoth: 1, onlyHere: [], undecided: [], differing: [], gaps: [] }
/** What comparing finds of one booking that is told differently. */
export const differs = { inBoth: 0, onlyHere: [], undecided: [], differing: ['k'], gaps: [] }
/** What comparing finds of one booking that something is missing of. */
export const gap = (kind: string) => ({
  ...{ inBoth: 0, onlyHere: [], undecided: [], differing: [], gaps: [[kind, 'a', null]] },
})
