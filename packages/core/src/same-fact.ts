import type { BookingEvent } from './booking-event.ts'

/** Whether two events about one node say the same, as the copies that two webhooks send do. */
export function tellTheSame(a: BookingEvent, b: BookingEvent): boolean {
  return (
    a.trigger === b.trigger &&
    a.startTime === b.startTime &&
    a.requestReschedule === b.requestReschedule &&
    (a.rescheduleUid === b.rescheduleUid || a.rescheduleUid === null || b.rescheduleUid === null) &&
    (a.trigger !== 'BOOKING_LOCATION_UPDATED' || a.location === b.location) &&
    (a.trigger !== 'BOOKING_REASSIGNED' || a.organizer.email === b.organizer.email) &&
    marksTheSame(a.noShows, b.noShows)
  )
}

function marksTheSame(a: BookingEvent['noShows'], b: BookingEvent['noShows']): boolean {
  return (
    a.length === b.length &&
    a.every(({ email, noShow }, index) => email === b[index]?.email && noShow === b[index].noShow)
  )
}
