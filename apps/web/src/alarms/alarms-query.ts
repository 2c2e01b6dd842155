import { infiniteQueryOptions } from '@tanstack/react-query'

import { client, trpc } from '../trpc.ts'

/** Pages of the alarms that are over. */
export function pastAlarmsQuery() {
  const filter = { isOpen: false, limit: 20 }
  return infiniteQueryOptions({
    queryKey: trpc.alarm.list.infiniteQueryKey(filter),
    // Not trpc's own options: those add a direction to the input, which the API refuses as unknown.
    queryFn: ({ pageParam, signal }) => {
      const input = pageParam === null ? filter : { ...filter, cursor: pageParam }
      return client.alarm.list.query(input, { signal })
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  })
}

const firstPage: string | null = null
