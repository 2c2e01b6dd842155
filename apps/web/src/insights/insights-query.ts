import { keepPreviousData, queryOptions } from '@tanstack/react-query'

import { client, trpc } from '../trpc.ts'
import type { Shown } from './group-rows.ts'
import type { InsightsInput } from './insights-search.ts'

// Figures that every change of a lead would change are not worth asking for each time.
const freshFor = 60_000

/** All figures of a period, together with what they are of: while others load, those of before are shown as what they are. */
export function insightsQuery(input: InsightsInput, shown: Shown) {
  return queryOptions({
    queryKey: [...trpc.insight.pathKey(), input],
    queryFn: async ({ signal }) => {
      const [funnel, times, outcomes] = await Promise.all([
        client.insight.funnel.query(input, { signal }),
        client.insight.timeToBooked.query(input, { signal }),
        client.insight.outcomes.query(input, { signal }),
      ])
      return { funnel, times, outcomes, shown }
    },
    staleTime: freshFor,
    placeholderData: keepPreviousData,
  })
}
