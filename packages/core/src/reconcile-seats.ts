import type { BookingStatus } from './booking.ts'
import { isInventedEmail, normaliseEmail, normalisePhone } from './contact.ts'
import type { Instant } from './instant.ts'
import type { CalcomBooking } from './reconcile-source.ts'

/** Whose seat a listed booking is about, as `booking_uids` names seats. */
export function seatName({ attendees: [person] }: CalcomBooking): string {
  const { email, phone } = person ?? { email: null, phone: null }
  const address = normaliseEmail(email ?? '')
  if (address !== null && !isInventedEmail(address)) return address
  return normalisePhone(phone ?? '') ?? ''
}

type KnownSeat = {
  seat: string
  uids: string[]
  status: BookingStatus
  toldAt: Instant | null
}

/**
 * Makes of a slot that several booked one booking for each of its seats. That it is such a slot is told by the list, by the seats
 * that are here, or of a slot that is not here by its event type. Where all of it is over, so is each seat that is here, listed or
 * not; where it goes on, so is each one that is no longer listed.
 */
export function spreadSeats(
  booking: CalcomBooking,
  known: KnownSeat[],
  isSeatedType: boolean,
): CalcomBooking[] {
  const here = known.filter(({ seat }) => seat !== '')
  const isSeated = booking.seated || here.length > 0 || (isSeatedType && known.length === 0)
  if (!isSeated) return [booking]
  const listed = booking.attendees.map((person) => ({
    ...booking,
    seated: true,
    attendees: [person],
  }))
  const seats = new Set(listed.map(seatName))
  const unlisted = here.filter(({ seat }) => !seats.has(seat))
  const isOver = booking.status === 'cancelled' || booking.status === 'rejected'
  // Who cannot be told apart may be any of them.
  const given = seats.has('') ? [] : unlisted.filter((one) => isGivenUp(booking, one))
  return [
    ...listed.filter((one) => seatName(one) !== ''),
    ...(isOver ? unlisted : []).map(({ seat }) => ofSeat(booking, seat)),
    ...given.map(({ seat }) => ({ ...ofSeat(booking, seat), status: 'cancelled' as const })),
  ]
}

/** Whether a seat that is not listed was given up since it was last heard of: only Cal.com's API lists all seats. */
function isGivenUp(
  { uid, seated, status, changedAt }: CalcomBooking,
  { uids, status: here, toldAt }: KnownSeat,
): boolean {
  const isListed = seated && status === 'accepted' && changedAt !== null
  const isHere = (here === 'requested' || here === 'confirmed') && uids.at(-1) === uid
  return isListed && isHere && toldAt !== null && changedAt > toldAt
}

function ofSeat(booking: CalcomBooking, seat: string): CalcomBooking {
  const [email, phone] = seat.includes('@') ? [seat, null] : [null, seat]
  return { ...booking, seated: true, attendees: [{ name: null, email, phone }] }
}
