import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { trpc } from '../trpc.ts'
import type { LeadsSearch } from './leads-search.ts'
import { currentOf } from './view-match.ts'

export type CurrentView = ReturnType<typeof useCurrentView>

/** The views there are, and the one that is on the screen or was the last one there; `keep` makes another one that. */
export function useCurrentView(search: LeadsSearch) {
  const { data: views = [], error, isPending } = useQuery(trpc.view.list.queryOptions())
  const [last, keep] = useState<string | null>(null)
  const current = currentOf(views, search, last)
  if (current !== null && current.view.id !== last) keep(current.view.id)
  return { views, error, isPending, current, keep }
}
