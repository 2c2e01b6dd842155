import * as fc from 'fast-check'

import type { BookingEvent, BookingTrigger, StoredEvent } from '../booking-event.ts'
import type { Instant } from '../instant.ts'
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
import { minute, tell } from './history-making.testing.ts'

const scenes = [
  ...['reschedule', 'reschedule', 'cancel', 'ask', 'reject', 'pay', 'absent', 'present', 'end'],
  ...['moveSlot', 'cancelSlot', 'again', 'relocate', 'renew'],
] as const

/** One person's booking through its life, as Cal.com tells it. */
const aStory = fc.record({
  person: somebody,
  /** Who reschedules, where it is somebody else. */
  other: fc.option(somebody, { freq: 2, nil: null }),
  isSeat: rarely(3),
  isRecurring: rarely(4),
  eventTypeId: fc.constantFrom(1, 1, 2),
  begins: fc.constantFrom<BookingTrigger>(
    ...(['BOOKING_CREATED', 'BOOKING_CREATED', 'BOOKING_REQUESTED', 'BOOKING_PAID'] as const),
  ),
  leadId: weighted<string | null>([14, null], [1, 'lead-jane']),
  minutes: fc.constantFrom(...minutes),
  scenes: fc.array(fc.constantFrom(...scenes), { maxLength: 5 }),
  jitter: fc.array(fc.constantFrom(0, 0, milliseconds(1), -2), { minLength: 6, maxLength: 6 }),
})

type Story = typeof aStory extends fc.Arbitrary<infer T> ? T : never

function tellStory(story: Story, index: number): StoredEvent[] {
  const { person, other, isSeat, scenes: played, leadId } = story
  const events: StoredEvent[] = []
  let moved = 0
  let start: Instant = starts[index % 2] ?? minute(5)
  let uid = isSeat ? 'S' : `${index}-0`
  let who = person
  const add = (trigger: BookingTrigger, some: Partial<BookingEvent> = {}) => {
    const sent = story.minutes + events.length + (story.jitter[events.length] ?? 0)
    events.push(
      tell(Math.max(0, sent), trigger, uid, {
        ...{ seated: isSeat, recurring: story.isRecurring, eventTypeId: story.eventTypeId, leadId },
        ...{ responder: who, attendees: [who], startTime: start, endTime: later(start, 30) },
        ...some,
      }),
    )
  }
  const moveOn = (trigger: BookingTrigger) => {
    const rescheduleUid = uid
    moved += 1
    uid = isSeat ? (uid === 'S' ? 'T' : 'S') : `${index}-${moved}`
    start = later(start, 60)
    who = isSeat ? who : (other ?? who)
    add(trigger, { rescheduleUid })
  }
  const mark = (noShow: boolean) => {
    const noShows = [{ email: who.email ?? '442079460001@sms.cal.com', noShow }]
    add('BOOKING_NO_SHOW_UPDATED', { ...{ responder: null, attendees: [], noShows } })
  }
  const play: Record<(typeof scenes)[number], () => void> = {
    reschedule: () => moveOn('BOOKING_RESCHEDULED'),
    renew: () => moveOn('BOOKING_REQUESTED'),
    cancel: () => add('BOOKING_CANCELLED', { cancelledBy: who.email }),
    ask: () => add('BOOKING_CANCELLED', { requestReschedule: true, cancellationReason: 'Snow' }),
    reject: () => add('BOOKING_REJECTED', { rejectionReason: 'Too far away' }),
    pay: () => add('BOOKING_PAID'),
    absent: () => mark(true),
    present: () => mark(false),
    end: () => add('MEETING_ENDED', { sentAt: later(start, 30) }),
    again: () => add('BOOKING_CREATED'),
    relocate: () => add('BOOKING_LOCATION_UPDATED', { location: 'At home' }),
    moveSlot: () => {
      start = later(start, moved % 2 === 0 ? 60 : -60)
      add('BOOKING_RESCHEDULED', { rescheduleUid: uid, attendees: everybody })
    },
    cancelSlot: () => add('BOOKING_CANCELLED', { attendees: everybody }),
  }
  add(story.begins)
  for (const scene of played) play[scene]()
  return events
}

/** Up to twelve events of several people's days, some of which were lost on the way. */
export const likelyEvents = fc
  .tuple(fc.array(aStory, { minLength: 1, maxLength: 4 }), fc.array(rarely(10), { maxLength: 12 }))
  .map(([stories, lost]) => stories.flatMap(tellStory).filter((_event, index) => !lost[index]))

/** Jane books again and again on one day. */
export const busyDay = fc
  .array(
    fc.record({
      uid: fc.nat(8),
      trigger: fc.constantFrom<BookingTrigger>('BOOKING_CREATED', 'BOOKING_CANCELLED'),
      eventTypeId: fc.constantFrom(1, 1, 2),
      recurring: rarely(8),
    }),
    { minLength: 8, maxLength: 12 },
  )
  .map((told) =>
    told.map(({ uid, trigger, ...some }, index) =>
      index < 6
        ? tell(index / 2, 'BOOKING_CREATED', `day-${index}`, some)
        : tell(index / 2, trigger, `day-${uid}`, some),
    ),
  )
