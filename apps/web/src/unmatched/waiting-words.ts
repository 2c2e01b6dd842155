import { phoneText } from '../format.ts'
import type { WaitingBooking } from '../trpc.ts'

type Booker = Pick<WaitingBooking, 'bookerName' | 'bookerEmail' | 'bookerPhone'>

/** Whoever booked, by the best name that is known. */
export function bookerOf({ bookerName, bookerEmail, bookerPhone }: Booker): string {
  const phone = bookerPhone === null ? null : phoneText(bookerPhone)
  return bookerName ?? bookerEmail ?? phone ?? 'Somebody without a name'
}

/** Whether a lead can be made of the booker: it needs an email address or a phone number. */
export function isReachable({ bookerEmail, bookerPhone }: Booker): boolean {
  return bookerEmail !== null || bookerPhone !== null
}

/** Why a booking waits, as a sentence. */
export function whyWaiting(booking: WaitingBooking): string {
  if (!isReachable(booking)) return 'Cal.com sent neither an email address nor a phone number.'
  if (booking.bookerEmail !== null) return 'No lead has this email address.'
  const holders = booking.suggestions.filter(({ reason }) => reason === 'same_phone').length
  return holders > 1
    ? 'More than one lead has this phone number.'
    : 'No lead was found by this phone number.'
}
