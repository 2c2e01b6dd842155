import { infiniteQueryOptions } from '@tanstack/react-query'

import { client, trpc } from '../trpc.ts'

const limit = 100

/** The bookings that wait for a lead, page after page, the latest to arrive first. */
export function unmatchedQuery() {
  return infiniteQueryOptions({
    queryKey: trpc.booking.unmatched.infiniteQueryKey({ limit }),
    // Not trpc's own options: those add a direction to the input, which the API refuses as unknown.
    queryFn: ({ pageParam, signal }) =>
      client.booking.unmatched.query({ limit, cursor: pageParam }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** The bookings that were ignored, page after page, the last one first. */
export function ignoredQuery() {
  return infiniteQueryOptions({
    queryKey: trpc.booking.ignored.infiniteQueryKey({ limit }),
    queryFn: ({ pageParam, signal }) =>
      client.booking.ignored.query({ limit, cursor: pageParam }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  })
}

const firstPage: string | null = null
