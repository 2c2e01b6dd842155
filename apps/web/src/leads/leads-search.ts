import type { BookingState, LeadFilter, LeadSort, nobody } from '@solar-capture/core/lead-filter'

import { dayOf, isDay, startOfDay } from '../days.ts'
import { oneOf, textOf } from '../search-params.ts'
import * as texts from '../texts/leads-filters.ts'
import { joinList, splitList } from './joined-list.ts'
import { columnsOf, writeColumns } from './lead-columns.ts'

/** Stands for the leads without an owner. */
export const ownedByNobody: typeof nobody = 'nobody'

/** The last so many days, today included, as the address names them. */
export const capturedSpans = { '1d': 1, '7d': 7, '30d': 30, '90d': 90 } as const
export type CapturedSpan = keyof typeof capturedSpans

/**
 * What the screen of leads shows: a search; stages' ids, sources and owners' ids (or `nobody`), joined by commas; how they stand
 * with bookings; from which day to which they were captured (`2026-11-25`, in the viewer's own zone), or `from` as the last days
 * (`7d`); the order, the layout, and the columns of the table.
 */
export type LeadsSearch = {
  q?: string | undefined
  stage?: string | undefined
  source?: string | undefined
  owner?: string | undefined
  booking?: BookingState | undefined
  from?: string | undefined
  to?: string | undefined
  sort?: Exclude<LeadSort, 'updated'> | undefined
  view?: 'board' | undefined
  cols?: string | undefined
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
// As many and as long as the API takes.
const mostChoices = 100
const longestSearch = 200
const longestSource = 100

/** What an address says, without what makes no sense. */
export function readLeadsSearch(search: Record<string, unknown>): LeadsSearch {
  const isId = (text: string) => uuid.test(text)
  const sort = keyIn(texts.sorts, search['sort'])
  const from = textOf(search['from'])
  return {
    q: textOf(search['q'])?.slice(0, longestSearch),
    stage: listIn(search['stage'], isId),
    source: listIn(search['source'], (text) => text.length <= longestSource),
    owner: listIn(search['owner'], (text) => text === ownedByNobody || isId(text)),
    booking: keyIn(texts.bookingStates, search['booking']),
    from: spanOf({ from }) === null ? dayIn(from) : from,
    to: dayIn(search['to']),
    sort: sort === 'updated' ? undefined : sort,
    view: oneOf(['board'], search['view']),
    cols: writeColumns(columnsOf({ cols: textOf(search['cols']) })),
  }
}

function listIn(value: unknown, isWanted: (text: string) => boolean): string | undefined {
  const wanted = splitList(textOf(value)).filter(isWanted)
  return joinList(wanted.slice(0, mostChoices))
}

function keyIn<Key extends string>(words: Record<Key, unknown>, value: unknown): Key | undefined {
  return typeof value === 'string' && isKey(words, value) ? value : undefined
}

function isKey<Key extends string>(words: Record<Key, unknown>, text: string): text is Key {
  return Object.hasOwn(words, text)
}

function dayIn(value: unknown): string | undefined {
  const text = textOf(value)
  return text !== undefined && isDay(text) ? text : undefined
}

/** The span of the last days that is asked for, or null. */
export function spanOf({ from }: Pick<LeadsSearch, 'from'>): CapturedSpan | null {
  return keyIn(capturedSpans, from) ?? null
}

/** Which leads an address asks for, as the API takes it. `now` says which the last days are. */
export function toFilter(search: LeadsSearch, now: Date): LeadFilter {
  const stageIds = splitList(search.stage)
  const sources = splitList(search.source)
  const ownerIds = splitList(search.owner)
  return {
    ...(search.q === undefined ? {} : { search: search.q }),
    ...(stageIds.length === 0 ? {} : { stageIds }),
    ...(sources.length === 0 ? {} : { sources }),
    ...(ownerIds.length === 0 ? {} : { ownerIds }),
    ...(search.booking === undefined ? {} : { booking: search.booking }),
    ...capturedOf(search, now),
  }
}

function capturedOf({ from, to }: LeadsSearch, now: Date): LeadFilter {
  const span = spanOf({ from })
  if (span !== null) return { capturedFrom: startOfDay(dayOf(now), 1 - capturedSpans[span]) }
  return {
    ...(from === undefined ? {} : { capturedFrom: startOfDay(from) }),
    ...(to === undefined ? {} : { capturedTo: startOfDay(to, 1) }),
  }
}

/** An address that filters nothing. */
export const noFilter = {
  ...{ q: undefined, stage: undefined, source: undefined, owner: undefined },
  ...{ booking: undefined, from: undefined, to: undefined },
} satisfies LeadsSearch

/** How many things an address filters by, a span of days as one. */
export function countFilters({ q, stage, source, owner, booking, from, to }: LeadsSearch): number {
  return [q, stage, source, owner, booking, from ?? to].filter((value) => value !== undefined)
    .length
}
