import type { Attendee, BookingEvent, BookingTrigger } from './booking-event.ts'

/** Names a node: text of its uid and seat that no other pair has. */
export function nodeKey(uid: string, seat: string): string {
  return `${uid}\n${seat}`
}

/** Names the seat of a person in a slot that several can book. */
export function seatOf(person: Attendee): string {
  return person.email ?? person.phone ?? ''
}

const opening: ReadonlySet<BookingTrigger> = new Set([
  'BOOKING_REQUESTED',
  'BOOKING_CREATED',
  'BOOKING_RESCHEDULED',
])

/** Whether an event opens a booking or seat; these name the booker first (`RegularBookingService.ts`). */
export function namesBookerFirst({ trigger }: BookingEvent): boolean {
  return opening.has(trigger)
}

/** Whether an event says that a booking, or a seat, will not take place. */
export function ends({ trigger }: BookingEvent): boolean {
  return trigger === 'BOOKING_CANCELLED' || trigger === 'BOOKING_REJECTED'
}

const alwaysAboutSlot: ReadonlySet<BookingTrigger> = new Set([
  'BOOKING_REASSIGNED',
  'BOOKING_LOCATION_UPDATED',
  'AFTER_GUESTS_CAL_VIDEO_NO_SHOW',
  'MEETING_ENDED',
])

/** Whether an event of a seated event type is about every seat of its slot. */
export function isAboutSlot(event: BookingEvent): boolean {
  if (event.uid === event.rescheduleUid || alwaysAboutSlot.has(event.trigger)) return true
  if (event.trigger !== 'BOOKING_CANCELLED') return false
  return event.attendees.length > 1 || !event.namesAttendees
}

/** Whether somebody sits there, as far as is told. */
type Standing = 'live' | 'ended' | 'left'

/** Follows the seats of all slots through events in fold order. */
export function createSeats() {
  const byUid = new Map<string, Map<string, Standing>>()
  const seatsOf = (uid: string) => {
    const seats = byUid.get(uid) ?? new Map<string, Standing>()
    byUid.set(uid, seats)
    return seats
  }
  return {
    /** Takes an event in that is about the seat `seat` of its uid. */
    follow: (event: BookingEvent, seat: string) => {
      const seats = seatsOf(event.uid)
      if (namesBookerFirst(event)) seats.set(seat, 'live')
      else if (ends(event)) seats.set(seat, 'ended')
      else if (!seats.has(seat)) seats.set(seat, 'live')
    },
    /** Notes that somebody moved from `seat` of `uid` to another uid. */
    leave: (uid: string, seat: string) => void seatsOf(uid).set(seat, 'left'),
    known: (uid: string) => [...(byUid.get(uid)?.keys() ?? [])],
    live: (uid: string) =>
      [...(byUid.get(uid) ?? [])]
        .filter(([, standing]) => standing === 'live')
        .map(([seat]) => seat),
    /** Keys of the seats that their people left last. */
    left: () => {
      const keys = [...byUid].flatMap(([uid, seats]) =>
        [...seats]
          .filter(([, standing]) => standing === 'left')
          .map(([seat]) => nodeKey(uid, seat)),
      )
      return new Set(keys)
    },
  }
}
