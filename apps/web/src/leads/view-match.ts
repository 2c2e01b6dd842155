import type { LeadView } from '../trpc.ts'
import { type LeadsSearch, readLeadsSearch } from './leads-search.ts'

/** What a view keeps: what stands in an address, without what is not set. */
export function stateOf(search: LeadsSearch): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

/** Whether an address shows just what a view keeps; what makes no sense in either counts as not there. */
function isShown({ state }: Pick<LeadView, 'state'>, search: LeadsSearch): boolean {
  return canonical(readLeadsSearch(state)) === canonical(search)
}

function canonical(search: LeadsSearch): string {
  return JSON.stringify(Object.entries(stateOf(search)).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Which view is on the screen, and whether something was changed of it since. */
export type Current = { view: LeadView; isModified: boolean } | null

/**
 * Which of `views` an address shows: one that keeps just that, before others the one with the id `last`, which was shown last; else
 * that one with changes, unless nothing is set at all.
 */
export function currentOf(views: LeadView[], search: LeadsSearch, last: string | null): Current {
  const shown = views.filter((view) => isShown(view, search))
  const previous = views.find(({ id }) => id === last)
  const exact = shown.find(({ id }) => id === last) ?? shown[0]
  if (exact !== undefined) return { view: exact, isModified: false }
  const isBlank = Object.keys(stateOf(search)).length === 0
  return previous === undefined || isBlank ? null : { view: previous, isModified: true }
}
