import { Dot } from '../components/badge.tsx'
import { FilterChips } from '../components/filter-chips.tsx'
import { count } from '../format.ts'
import * as texts from '../texts/leads-filters.ts'
import type { Stage } from '../trpc.ts'
import { type Amount, amountText } from './use-lead-counts.ts'

type Props = {
  stages: Stage[]
  counts: (Amount & { byStage: { stageId: string; count: number }[] }) | undefined
  selected: string[]
  onChange: (stageIds: string[]) => void
}

/** The pipeline with how many leads stand where; pressing stages filters by them. */
export function StageChips({ stages, counts, selected, onChange }: Props) {
  const countOf = new Map(counts?.byStage.map(({ stageId, count: amount }) => [stageId, amount]))
  const isKnown = counts?.isAtLeast === false
  return (
    <FilterChips
      label={texts.byStage}
      chips={stages.map(({ id, name, colour }) => ({
        value: id,
        label: name,
        mark: <Dot tone={colour} />,
        amount: isKnown ? count(countOf.get(id) ?? 0) : null,
      }))}
      total={counts === undefined ? null : amountText(counts)}
      selected={selected}
      onChange={onChange}
    />
  )
}
