import * as fc from 'fast-check'

import type { Attendee, BookingEvent, BookingTrigger, StoredEvent } from '../booking-event.ts'
import { busyDay, likelyEvents } from './arbitrary-stories.testing.ts'
import {
  everybody,
  later,
  milliseconds,
  minutes,
  rarely,
  somebody,
  starts,
  weighted,
} from './arbitrary-values.testing.ts'
import { keep, tell } from './history-making.testing.ts'

const uids = ['A', 'B', 'C', 'D', 'S', 'T']
const isSeatedUid = (uid: string) => uid === 'S' || uid === 'T'

const aTrigger = weighted<BookingTrigger>(
  [3, 'BOOKING_REQUESTED'],
  [1, 'BOOKING_PAYMENT_INITIATED'],
  [8, 'BOOKING_CREATED'],
  [6, 'BOOKING_RESCHEDULED'],
  [1, 'BOOKING_PAID'],
  [1, 'BOOKING_REASSIGNED'],
  [1, 'BOOKING_LOCATION_UPDATED'],
  [2, 'BOOKING_REJECTED'],
  [5, 'BOOKING_CANCELLED'],
  [2, 'BOOKING_NO_SHOW_UPDATED'],
  [1, 'AFTER_GUESTS_CAL_VIDEO_NO_SHOW'],
  [2, 'MEETING_ENDED'],
)

const someMarks = fc.uniqueArray(
  fc.record({
    email: fc.constantFrom(
      ...everybody.flatMap(({ email }) => email ?? []),
      '442079460001@sms.cal.com',
    ),
    noShow: fc.boolean(),
  }),
  { minLength: 1, maxLength: 2, selector: ({ email }) => email },
)

/** Who is there: one person mostly, whom the form names too, or several, or nobody. */
const aCompany: fc.Arbitrary<Partial<BookingEvent>> = fc
  .record({
    attendees: fc.oneof(
      { weight: 6, arbitrary: somebody.map((person) => [person]) },
      { weight: 2, arbitrary: fc.shuffledSubarray(everybody, { maxLength: 3 }) },
    ),
    isFormKept: fc.nat(4).map((drawn) => drawn > 0),
    other: fc.option(fc.constantFrom(...everybody), { freq: 9 }),
    bookedByHost: rarely(20),
    namesHost: fc.boolean(),
  })
  .map(({ attendees, isFormKept, other, bookedByHost, namesHost }) => {
    const answered: Attendee | null = other ?? attendees[0] ?? null
    return {
      ...{ attendees, namesAttendees: attendees.length > 0 || namesHost, bookedByHost },
      responder: isFormKept && !bookedByHost ? answered : null,
    }
  })

const someWords: fc.Arbitrary<Partial<BookingEvent>> = fc.record({
  eventTypeId: weighted<number | null>([5, 1], [2, 2], [1, null]),
  recurring: rarely(4),
  leadId: weighted<string | null>([28, null], [1, 'lead-jane'], [1, 'lead-bob']),
  location: fc.constantFrom('At home', 'By video'),
  organizer: fc.constantFrom(
    { name: 'Priya', email: 'priya@solar.example', timeZone: 'Europe/London' },
    { name: 'Sam', email: 'sam@solar.example', timeZone: 'Europe/London' },
  ),
  cancellationReason: fc.constantFrom(null, 'Ill'),
  cancelledBy: fc.constantFrom(null, 'jane@acme.example'),
})

/** Any trigger about any uid. */
const aWildEvent: fc.Arbitrary<StoredEvent> = fc
  .record({
    trigger: aTrigger,
    uid: fc.constantFrom(...uids),
    linked: fc.oneof(
      { weight: 5, arbitrary: fc.constant('none') },
      { weight: 1, arbitrary: fc.constant('itself') },
      { weight: 4, arbitrary: fc.constantFrom(...uids) },
    ),
    minutes: fc.constantFrom(...minutes),
    startTime: fc.option(fc.constantFrom(...starts), { freq: 12 }),
    hasEnd: fc.nat(9).map((drawn) => drawn > 0),
    company: aCompany,
    words: someWords,
    marks: someMarks,
    asksAgain: rarely(3),
    isAboutAnother: rarely(12),
  })
  .map(({ trigger, uid, linked, startTime, company, words, marks, asksAgain, ...drawn }) => {
    const endTime = startTime === null || !drawn.hasEnd ? null : later(startTime, 30)
    const isLinked = trigger === 'BOOKING_RESCHEDULED' || trigger === 'BOOKING_REQUESTED'
    const link = linked === 'none' ? null : linked === 'itself' ? uid : linked
    // Other triggers seldom say which booking was before, but may.
    const rescheduleUid = isLinked || drawn.isAboutAnother ? link : null
    return tell(drawn.minutes, trigger, uid, {
      ...{ ...company, ...words, rescheduleUid, startTime, endTime },
      seated: isSeatedUid(uid) !== drawn.isAboutAnother,
      requestReschedule: trigger === 'BOOKING_CANCELLED' && asksAgain,
      rejectionReason: trigger === 'BOOKING_REJECTED' ? 'Too far away' : null,
      noShows: trigger === 'BOOKING_NO_SHOW_UPDATED' ? marks : [],
      ...(trigger === 'MEETING_ENDED' && endTime !== null ? { sentAt: endTime } : {}),
    })
  })

/** The second endpoint's copy of an event, a little later and perhaps without the link. */
function copyOf({ event }: StoredEvent, afterMinutes: number, hasLink: boolean): StoredEvent {
  return keep({
    ...{ ...event, title: 'Survey (second webhook)', sentAt: later(event.sentAt, afterMinutes) },
    rescheduleUid: hasLink ? event.rescheduleUid : null,
  })
}

const someCopies = fc.array(
  fc.record({
    of: fc.nat(11),
    after: fc.constantFrom(-3, 1, 2, 3).map(milliseconds),
    hasLink: fc.boolean(),
  }),
  { maxLength: 3 },
)

/** Up to twelve events, with second copies of some of them. */
export const someEvents: fc.Arbitrary<StoredEvent[]> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.array(aWildEvent, { maxLength: 12 }) },
      { weight: 5, arbitrary: likelyEvents },
      { weight: 2, arbitrary: busyDay },
    ),
    someCopies,
  )
  .map(([events, copies]) => {
    const first = events.slice(0, 12 - copies.length)
    return [
      ...first,
      ...copies.flatMap(({ of, after, hasLink }) => {
        const original = first[of]
        return original ? [copyOf(original, after, hasLink)] : []
      }),
    ]
  })
