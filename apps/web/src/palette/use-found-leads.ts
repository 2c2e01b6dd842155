import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { client, type LeadRow, trpc } from '../trpc.ts'

const pauseMs = 150
const shortest = 2
const most = 6

/**
 * The leads that the server finds for, or else may be meant by, `text`, which it is asked for once typing pauses; another text ends the question before.
 * While it `isPending` the leads are those of an earlier text.
 */
export function useFoundLeads(text: string): {
  leads: LeadRow[]
  isPending: boolean
  error: unknown
} {
  const [search] = useDebouncedValue(text, pauseMs)
  const input = { search, limit: most }
  const found = useQuery({
    queryKey: trpc.lead.list.queryKey(input),
    queryFn: ({ signal }) => client.lead.list.query(input, { signal }),
    enabled: search.length >= shortest,
    placeholderData: keepPreviousData,
  })
  const isMissed = found.data?.items.length === 0
  const similar = useQuery(trpc.lead.similar.queryOptions({ search }, { enabled: isMissed }))
  if (text.length < shortest) return { leads: [], isPending: false, error: null }
  const isAsking = found.isPlaceholderData || found.isPending || (isMissed && similar.isPending)
  const isPending = search !== text || isAsking
  const leads = isMissed ? (similar.data ?? []) : (found.data?.items ?? [])
  return { leads, isPending, error: isPending ? null : found.error }
}
