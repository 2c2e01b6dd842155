import { expect, test } from 'vitest'

import { ageingText, bookingChip } from './board-words.ts'

const zone = 'Europe/London'
// The night on which clocks are put back there, so that this day has 25 hours.
const now = new Date('2026-10-24T23:10:00.000Z')

function chip(startTime: string | null, status = 'confirmed' as const, isBooked = true) {
  const nextBooking = startTime === null ? null : { startTime, endTime: null, status }
  return bookingChip({ nextBooking }, { isBooked }, zone, now)
}

test('a booking is said by the day as the viewer’s calendar has it', () => {
  expect(chip('2026-10-25T23:30:00.000Z')).toEqual({ text: 'Today, 23:30', isLate: false })
  expect(chip('2026-10-26T00:15:00.000Z')).toEqual({ text: 'Tomorrow, 00:15', isLate: false })
  expect(chip('2026-10-27T09:00:00.000Z')?.text).toBe('Tue 27 Oct, 09:00')
  expect(chip('2026-10-24T23:00:00.000Z')?.text).toBe('Started 00:00')
})

test('who is in the booked stage without a booking to come is late, others have no chip', () => {
  expect(chip(null)).toEqual({ text: 'No booking to come', isLate: true })
  expect(chip(null, 'confirmed', false)).toBeNull()
})

test('how long a lead has been in its stage is said in days', () => {
  expect(ageingText(21)).toBe('21 d in stage')
})
