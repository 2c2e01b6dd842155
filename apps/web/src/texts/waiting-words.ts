import { phoneText } from '../format.ts'
import type { Suggestion, WaitingBooking } from '../trpc.ts'
import * as commonTexts from './common.ts'

type Booker = Pick<WaitingBooking, 'bookerName' | 'bookerEmail' | 'bookerPhone'>

/** Whoever booked, by the best name that is known. */
export function bookerOf({ bookerName, bookerEmail, bookerPhone }: Booker): string {
  const phone = bookerPhone === null ? null : phoneText(bookerPhone)
  return bookerName ?? bookerEmail ?? phone ?? commonTexts.nameless
}

/** Whether a lead can be made of the booker: it needs an email address or a phone number. */
export function isReachable({ bookerEmail, bookerPhone }: Booker): boolean {
  return bookerEmail !== null || bookerPhone !== null
}

/** Why a booking waits, as a sentence. */
export function whyWaiting(booking: Booker & Pick<WaitingBooking, 'suggestions'>): string {
  const { bookerEmail, suggestions } = booking
  const count = (reason: Suggestion['reason']) =>
    suggestions.filter((one) => one.reason === reason).length
  if (count('booking_link') > 0) {
    return 'It came by a lead’s booking link, which somebody else seems to have used.'
  }
  if (!isReachable(booking)) return 'Cal.com sent neither an email address nor a phone number.'
  if (bookerEmail !== null) return 'No lead has this email address.'
  return count('same_phone') > 1
    ? 'More than one lead has this phone number.'
    : 'No lead was found by this phone number.'
}
