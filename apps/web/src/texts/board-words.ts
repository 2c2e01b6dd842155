import { clockOf, dateAndTime, daysAhead } from '../format.ts'
import type { LeadRow } from '../trpc.ts'

/** What a card says of a lead's next booking; what is late asks for attention. */
export type BookingChip = { text: string; isLate: boolean }

/**
 * When a lead is next seen, in the viewer's `timeZone`: 'Today, 16:00', 'Tomorrow, 09:30', 'Tue 8 Dec, 16:00', or since when
 * the meeting goes on. A lead in the booked stage that nobody will meet is late; any other without a booking has no chip.
 */
export function bookingChip(
  { nextBooking }: Pick<LeadRow, 'nextBooking'>,
  { isBooked }: { isBooked: boolean },
  timeZone: string,
  now: Date,
): BookingChip | null {
  const startTime = nextBooking?.startTime ?? null
  if (nextBooking === null || startTime === null) {
    return isBooked ? { text: 'No booking to come', isLate: true } : null
  }
  const clock = clockOf(startTime, timeZone)
  if (Date.parse(startTime) <= now.getTime()) {
    return { text: `Started ${clock}`, isLate: nextBooking.status !== 'confirmed' }
  }
  const day = ['Today', 'Tomorrow'][daysAhead(startTime, timeZone, now)]
  return {
    text: day === undefined ? dateAndTime(startTime, timeZone, now) : `${day}, ${clock}`,
    isLate: false,
  }
}

/** The days in a stage as an ageing card says them: '21 d in stage'. */
export function ageingText(days: number): string {
  return `${days} d in stage`
}

/** What is said aloud while a card is moved by keys. */
export const spoken = {
  lifted: (name: string, stage: string) =>
    `${name} lifted from ${stage}. Left and right choose a stage, Enter drops, Escape cancels.`,
  over: (stage: string, place: number, of: number) => `${stage}, stage ${place} of ${of}.`,
  dropped: (name: string, stage: string) => `${name} dropped in ${stage}.`,
  cancelled: (name: string, stage: string) => `Cancelled. ${name} stays in ${stage}.`,
}
