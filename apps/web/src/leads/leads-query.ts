import { infiniteQueryOptions } from '@tanstack/react-query'
import type { inferInput } from '@trpc/tanstack-react-query'

import { client, trpc } from '../trpc.ts'

type Filter = Omit<inferInput<typeof trpc.lead.list>, 'cursor'>

/** The leads that `filter` lets through, page after page. */
export function leadsQuery(filter: Filter) {
  return infiniteQueryOptions({
    queryKey: trpc.lead.list.infiniteQueryKey(filter),
    // Not trpc's own options: those add a direction to the input, which the API refuses as unknown.
    queryFn: ({ pageParam, signal }) => {
      const input = pageParam === null ? filter : { ...filter, cursor: pageParam }
      return client.lead.list.query(input, { signal })
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  })
}

const firstPage: string | null = null
