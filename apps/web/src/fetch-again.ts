import type { InvalidateQueryFilters, QueryClient } from '@tanstack/react-query'

/**
 * Fetches again what matches `filters` and is on the screen; the rest is outdated from now on. What is just
 * being fetched for the first time follows once that ended, since its answer may have been read before the
 * change: `invalidateQueries` alone would take it for fresh.
 */
export async function fetchAgain(
  queryClient: QueryClient,
  filters: InvalidateQueryFilters = {},
): Promise<void> {
  const firstFetches = queryClient
    .getQueryCache()
    .findAll({ ...filters, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined)

  await Promise.all([
    queryClient.invalidateQueries(filters),
    ...firstFetches.map(async ({ promise, queryKey }) => {
      await Promise.allSettled([promise])
      const { refetchType } = filters
      await queryClient.invalidateQueries({
        queryKey,
        exact: true,
        ...(refetchType === undefined ? {} : { refetchType }),
      })
    }),
  ])
}
