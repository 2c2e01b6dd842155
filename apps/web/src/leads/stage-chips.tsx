import { Dot } from '../components/badge.tsx'
import { FilterChips } from '../components/filter-chips.tsx'
import { count } from '../format.ts'
import type { Stage } from '../trpc.ts'

type Props = {
  stages: Stage[]
  counts: { total: number; byStage: { stageId: string; count: number }[] } | undefined
  selected: string[]
  onChange: (stageIds: string[]) => void
}

/** The pipeline with how many leads stand where; pressing stages filters by them. */
export function StageChips({ stages, counts, selected, onChange }: Props) {
  const countOf = new Map(counts?.byStage.map(({ stageId, count: amount }) => [stageId, amount]))
  return (
    <FilterChips
      label="Filter by stage"
      chips={stages.map(({ id, name, colour }) => ({
        value: id,
        label: name,
        mark: <Dot tone={colour} />,
        amount: counts === undefined ? null : count(countOf.get(id) ?? 0),
      }))}
      total={counts === undefined ? null : count(counts.total)}
      selected={selected}
      onChange={onChange}
    />
  )
}
