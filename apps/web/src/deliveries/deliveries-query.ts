import { infiniteQueryOptions } from '@tanstack/react-query'
import type { inferInput } from '@trpc/tanstack-react-query'

import { client, trpc } from '../trpc.ts'

type Filter = Omit<inferInput<typeof trpc.delivery.list>, 'cursor'>

/** The deliveries that `filter` lets through, page after page, the latest first. */
export function deliveriesQuery(filter: Filter) {
  return infiniteQueryOptions({
    queryKey: trpc.delivery.list.infiniteQueryKey(filter),
    // Not trpc's own options: those add a direction to the input, which the API refuses as unknown.
    queryFn: ({ pageParam, signal }) => {
      const input = pageParam === null ? filter : { ...filter, cursor: pageParam }
      return client.delivery.list.query(input, { signal })
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  })
}

const firstPage: string | null = null
