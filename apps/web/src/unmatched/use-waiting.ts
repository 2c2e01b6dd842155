import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'

import { unmatchedQuery } from './unmatched-query.ts'

/**
 * The bookings that wait, as far as they are loaded, and how many there are on the server (null when not known
 * yet). Loads on until the one with id `wanted` is there, or none is left.
 */
export function useWaiting(wanted: string | undefined) {
  const list = useInfiniteQuery(unmatchedQuery())
  const { data, error, hasNextPage, isFetching, fetchNextPage } = list
  const bookings = data?.pages.flatMap(({ items }) => items) ?? []
  const isMissing = wanted !== undefined && !bookings.some(({ id }) => id === wanted)
  const isSearching = isMissing && hasNextPage && error === null
  useEffect(() => {
    if (isSearching && !isFetching) void fetchNextPage()
  }, [isSearching, isFetching, fetchNextPage])
  return { list, bookings, total: data?.pages.at(-1)?.total ?? null, isSearching }
}
