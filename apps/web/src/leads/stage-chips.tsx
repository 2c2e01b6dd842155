import { Dot } from '../components/badge.tsx'
import { count } from '../format.ts'
import type { Stage } from '../trpc.ts'
import styles from './stage-chips.module.css'

type Props = {
  stages: Stage[]
  counts: { total: number; byStage: { stageId: string; count: number }[] } | undefined
  selected: string[]
  onChange: (stageIds: string[]) => void
}

/** The pipeline with how many leads stand where; pressing stages filters by them. */
export function StageChips({ stages, counts, selected, onChange }: Props) {
  const countOf = new Map(counts?.byStage.map(({ stageId, count: amount }) => [stageId, amount]))
  const toggle = (id: string) =>
    onChange(selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id])

  return (
    <div className={styles['chips']} role="group" aria-label="Filter by stage">
      <button
        type="button"
        className={styles['chip']}
        aria-pressed={selected.length === 0}
        onClick={() => onChange([])}
      >
        All
        {counts !== undefined && <span className={styles['count']}>{count(counts.total)}</span>}
      </button>
      {stages.map((stage) => (
        <button
          key={stage.id}
          type="button"
          className={styles['chip']}
          aria-pressed={selected.includes(stage.id)}
          onClick={() => toggle(stage.id)}
        >
          <Dot tone={stage.colour} />
          <span className={styles['name']}>{stage.name}</span>
          {counts !== undefined && (
            <span className={styles['count']}>{count(countOf.get(stage.id) ?? 0)}</span>
          )}
        </button>
      ))}
    </div>
  )
}
