import { expect, test } from 'vitest'

import { dayOf, startOfDay } from '../days.ts'
import { readInsightsSearch, toInput } from './insights-search.ts'

const now = new Date('2026-11-26T12:00:00')
const of = (search: Parameters<typeof toInput>[0]) => toInput(search, now)

test('a period ends with today and has as many days as it says', () => {
  expect(of({})).toMatchObject({
    ...{ first: '2026-10-28', last: '2026-11-26' },
    input: { from: startOfDay('2026-10-28'), to: startOfDay('2026-11-27'), by: 'source' },
  })
  expect(of({ period: '90d', by: 'week' })).toMatchObject({
    ...{ first: '2026-08-29', input: { by: 'week' } },
  })
  expect(of({ period: '12m' })).toMatchObject({ first: '2025-11-27' })
})

test('chosen days include the last one, and what cannot be is told', () => {
  const days = (from?: string, to?: string) => of({ period: 'custom', from, to })
  expect(days('2026-11-01', '2026-11-01')).toMatchObject({ first: '2026-11-01' })
  expect(days('2024-01-01', '2024-12-31')).toMatchObject({ last: '2024-12-31' })
  expect(days('2026-11-01')).toEqual({ problem: expect.stringContaining('last day') })
  expect(days('2026-11-02', '2026-11-01')).toEqual({ problem: expect.stringContaining('after') })
  expect(days('2025-11-25', '2026-11-26')).toEqual({ problem: expect.stringContaining('year') })
})

test('an address without sense is the last 30 days', () => {
  const search = readInsightsSearch({ period: '7y', from: 'x', by: 'email' })
  expect(Object.values(search).every((value) => value === undefined)).toBe(true)
  expect(dayOf(now)).toBe('2026-11-26')
})
