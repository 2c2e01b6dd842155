import type { Gap } from './reconcile-gap.ts'
import { wordTime } from './word-entry.ts'

/** What is missing here of a booking, in a sentence. Times are told in `timeZone` (an IANA name). */
export function wordGap({ kind, booking: { status, startTime } }: Gap, timeZone: string): string {
  const time = wordTime(startTime, timeZone)
  switch (kind) {
    case 'missing':
      return {
        accepted: `Booked for ${time}, and not known here.`,
        pending: `Asked for ${time}, and not known here.`,
        cancelled: `Was for ${time} and is cancelled; not known here.`,
        rejected: `Was for ${time} and is declined; not known here.`,
        moved: `Was for ${time} and waits for another time; not known here.`,
      }[status]
    case 'moved':
      return `Moved to ${time}, which is not known here.`
    case 'joined':
      return `That the booking for ${time} took the place of an earlier one is not known here.`
    case 'cancelled':
      return `Cancelled in Cal.com; here it still is for ${time}.`
    case 'rejected':
      return `Declined in Cal.com; here it still is for ${time}.`
    case 'confirmed':
      return `Confirmed in Cal.com for ${time}; here it still waits.`
    case 'asked_to_move':
      return `The host asked for another time than ${time}, which is not known here.`
  }
}
