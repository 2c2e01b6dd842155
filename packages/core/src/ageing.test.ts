import { expect, test } from 'vitest'

import { ageingAfterDays, daysAgeing } from './ageing.ts'

const now = new Date('2026-11-30T12:00:00.000Z')

test('a lead ages after two weeks in a stage that is open, by whole days', () => {
  expect(ageingAfterDays).toBe(14)
  expect(daysAgeing('open', '2026-11-16T12:00:00.001Z', now)).toBeNull()
  expect(daysAgeing('open', '2026-11-16T12:00:00.000Z', now)).toBe(14)
  expect(daysAgeing('open', '2026-11-09T11:00:00.000Z', now)).toBe(21)
})

test('what is won or lost does not age', () => {
  expect(daysAgeing('won', '2026-01-01T00:00:00.000Z', now)).toBeNull()
  expect(daysAgeing('lost', '2026-01-01T00:00:00.000Z', now)).toBeNull()
})
