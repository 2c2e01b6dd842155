import { keepPreviousData, useQuery } from '@tanstack/react-query'

import type { LeadFilter } from '@solar-capture/core/lead-filter'

import { count } from '../format.ts'
import { trpc } from '../trpc.ts'

/** An amount of leads; `isAtLeast` when there are more. */
export type Amount = { total: number; isAtLeast: boolean }

/** '12,403', or '1,000+' where there are more. */
export function amountText({ total, isAtLeast }: Amount): string {
  return count(total) + (isAtLeast ? '+' : '')
}

/**
 * How many leads a filter lets through, and how many without its stages, in all and by stage (`byStage` is empty where they are too
 * many to be counted).
 */
export function useLeadCounts(filter: LeadFilter) {
  const { stageIds = [], ...others } = filter
  const all = useQuery({
    ...trpc.lead.counts.queryOptions(others),
    placeholderData: keepPreviousData,
  })
  const isCounted = stageIds.length === 0 || all.data?.isAtLeast === false
  const chosen = useQuery({
    ...trpc.lead.counts.queryOptions(filter),
    enabled: !isCounted && all.isSuccess,
    placeholderData: keepPreviousData,
  })
  const ofStages = all.data?.byStage.filter(({ stageId }) => stageIds.includes(stageId)) ?? []
  const sum = ofStages.reduce((total, stage) => total + stage.count, 0)
  const ofFilter = stageIds.length === 0 ? all.data : { total: sum, isAtLeast: false }
  return { all: all.data, matching: isCounted ? all.data && ofFilter : chosen.data }
}
