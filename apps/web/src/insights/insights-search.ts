import { type Breakdown, breakdowns } from '@solar-capture/core/insight'

import { dayOf, isDay, startOfDay } from '../days.ts'
import { viewerZone } from '../format.ts'
import { oneOf, textOf } from '../search-params.ts'
import * as texts from '../texts/insights-period.ts'

export const spans = ['90d', '12m', 'custom'] as const
export type Span = (typeof spans)[number]

/** What the insights are about: by default the last 30 days by source; days are `2026-11-25` in the viewer's own zone. */
export type InsightsSearch = {
  period?: Span | undefined
  from?: string | undefined
  to?: string | undefined
  by?: Breakdown | undefined
}

/** What an address says, without what makes no sense. */
export function readInsightsSearch(search: Record<string, unknown>): InsightsSearch {
  return {
    period: oneOf(spans, search['period']),
    from: dayIn(search['from']),
    to: dayIn(search['to']),
    by: oneOf(breakdowns, search['by']),
  }
}

function dayIn(value: unknown): string | undefined {
  const text = textOf(value)
  return text !== undefined && isDay(text) ? text : undefined
}

/** What insights are asked for, and the days that this is: the last one is included. */
export type InsightsInput = {
  from: string
  to: string
  by: Breakdown
  timeZone: string
}

const mostDays = 366
const daysOf = { '90d': 90, '12m': 365 } as const

/**
 * The period as the API takes it, with the days `first` and `last` that it is from and to; or in words what is missing. `now` says
 * what today is.
 */
export function toInput(
  { period, from, to, by = 'source' }: InsightsSearch,
  now: Date,
): { input: InsightsInput; first: string; last: string } | { problem: string } {
  const today = dayOf(now)
  const last = period === 'custom' ? to : today
  const back = period === undefined || period === 'custom' ? 30 : daysOf[period]
  const first = period === 'custom' ? from : dayOf(new Date(startOfDay(today, 1 - back)))
  if (first === undefined || last === undefined) return { problem: texts.bothDays }
  if (first > last) return { problem: texts.wrongOrder }
  if (startOfDay(first, mostDays) < startOfDay(last, 1)) {
    return { problem: texts.tooLong }
  }
  const input = { from: startOfDay(first), to: startOfDay(last, 1), by, timeZone: viewerZone() }
  return { input, first, last }
}
