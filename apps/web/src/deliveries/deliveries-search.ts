import { type Outcome, outcomes } from '@solar-capture/core/delivery'

import { dayOf, isDay, startOfDay } from '../days.ts'
import { oneOf, textOf } from '../search-params.ts'

export const spans = ['hour', 'today', 'yesterday', 'week', 'custom'] as const
export type Span = (typeof spans)[number]

/**
 * What the list of deliveries shows: a search, outcomes joined by commas, a trigger event, an endpoint, a span of time, for
 * `custom` with its days (`2026-11-25`) in the viewer's own zone, and whether new ones wait to be asked for.
 */
export type DeliveriesSearch = {
  q?: string | undefined
  outcome?: string | undefined
  trigger?: string | undefined
  endpoint?: string | undefined
  when?: Span | undefined
  from?: string | undefined
  to?: string | undefined
  live?: 'off' | undefined
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** What an address says, without what makes no sense. */
export function readDeliveriesSearch(search: Record<string, unknown>): DeliveriesSearch {
  const endpoint = textOf(search['endpoint'])
  const known = outcomesOf({ outcome: textOf(search['outcome']) })
  return {
    q: textOf(search['q'])?.slice(0, 255),
    outcome: known.length === 0 ? undefined : known.join(','),
    trigger: textOf(search['trigger'])?.slice(0, 100),
    endpoint: endpoint !== undefined && uuid.test(endpoint) ? endpoint : undefined,
    when: oneOf(spans, search['when']),
    from: dayIn(search['from']),
    to: dayIn(search['to']),
    live: oneOf(['off'], search['live']),
  }
}

function dayIn(value: unknown): string | undefined {
  const text = textOf(value)
  return text !== undefined && isDay(text) ? text : undefined
}

/** The outcomes that are shown; none means all. */
export function outcomesOf({ outcome }: Pick<DeliveriesSearch, 'outcome'>): Outcome[] {
  const named = outcome?.split(',') ?? []
  return outcomes.filter((one) => named.includes(one))
}

/** Whether anything is filtered, whatever is done with new ones. */
export function isFiltered({ live: _, ...filters }: DeliveriesSearch): boolean {
  return Object.values(filters).some((value) => value !== undefined)
}

/** The filter without outcomes as the API takes it. `now` says what the last hour and today are. */
export function toFilter(search: DeliveriesSearch, now: Date) {
  const { q, trigger, endpoint } = search
  return {
    ...(q === undefined ? {} : { search: q }),
    ...(trigger === undefined ? {} : { triggerEvent: trigger }),
    ...(endpoint === undefined ? {} : { endpointId: endpoint }),
    ...spanOf(search, now),
  }
}

const hour = 60 * 60_000
const step = 5 * 60_000

function spanOf({ when, from, to }: DeliveriesSearch, now: Date): { from?: string; to?: string } {
  const today = dayOf(now)
  switch (when) {
    case undefined:
      return {}
    case 'hour':
      // In steps, so that the list is not another one each moment.
      return { from: new Date(Math.floor((now.getTime() - hour) / step) * step).toISOString() }
    case 'today':
      return { from: startOfDay(today) }
    case 'yesterday':
      return { from: startOfDay(today, -1), to: startOfDay(today) }
    case 'week':
      return { from: startOfDay(today, -6) }
    case 'custom':
      return {
        ...(from === undefined ? {} : { from: startOfDay(from) }),
        ...(to === undefined ? {} : { to: startOfDay(to, 1) }),
      }
  }
}
