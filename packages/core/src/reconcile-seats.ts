import { isInventedEmail, normaliseEmail, normalisePhone } from './contact.ts'
import type { CalcomBooking } from './reconcile-source.ts'

/** Whose seat a listed booking is about, as `booking_uids` names seats. */
export function seatName({ attendees: [person] }: CalcomBooking): string {
  const { email, phone } = person ?? { email: null, phone: null }
  const address = normaliseEmail(email ?? '')
  if (address !== null && !isInventedEmail(address)) return address
  return normalisePhone(phone ?? '') ?? ''
}

/**
 * Makes of a slot that several booked one booking for each of its seats. That it is such a slot is told by the list, by the seats
 * that are here, or of a slot that is not here by its event type. Where all of it is over, so is each seat that is here, listed or not.
 */
export function spreadSeats(
  booking: CalcomBooking,
  known: { seat: string }[],
  isSeatedType: boolean,
): CalcomBooking[] {
  const here = known.map(({ seat }) => seat).filter((seat) => seat !== '')
  const isSeated = booking.seated || here.length > 0 || (isSeatedType && known.length === 0)
  if (!isSeated) return [booking]
  const listed = booking.attendees.map((person) => ({
    ...booking,
    seated: true,
    attendees: [person],
  }))
  const seats = new Set(listed.map(seatName))
  const isOver = booking.status === 'cancelled' || booking.status === 'rejected'
  const unlisted = isOver ? here.filter((seat) => !seats.has(seat)) : []
  return [
    ...listed.filter((one) => seatName(one) !== ''),
    ...unlisted.map((seat) => ({
      ...booking,
      seated: true,
      attendees: [
        seat.includes('@')
          ? { name: null, email: seat, phone: null }
          : { name: null, email: null, phone: seat },
      ],
    })),
  ]
}
