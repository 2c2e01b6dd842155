import { useQueries } from '@tanstack/react-query'

import { trpc } from '../trpc.ts'
import type { ShownLead } from './options.ts'

/** The leads with these ids as they are now; without those that are gone. */
export function useRecent(ids: readonly string[]): ShownLead[] {
  const answers = useQueries({
    queries: ids.map((id) => trpc.lead.byId.queryOptions({ id })),
  })
  return answers.flatMap(({ data, isError }) => (data === undefined || isError ? [] : [data]))
}
