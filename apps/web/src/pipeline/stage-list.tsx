import { isSortable } from '@dnd-kit/dom/sortable'
import { DragDropProvider } from '@dnd-kit/react'
import { VisuallyHidden } from '@mantine/core'
import { useId, useState } from 'react'

import { plugins } from '../board/drag-settings.ts'
import { StageLabel } from '../components/badge.tsx'
import * as texts from '../texts/pipeline.ts'
import { rowSensors } from './drag-rows.ts'
import { hasNameOfOther, moveStage, type StageDraft } from './stage-drafts.ts'
import styles from './stage-list.module.css'
import { StageRow } from './stage-row.tsx'

type Props = {
  stages: StageDraft[]
  /** How many leads stand in a stage; null while that is not known. */
  leadsIn: (stage: StageDraft) => number | null
  /** Keys of the stages that a rule names, or did. */
  ruled: ReadonlySet<string>
  /** The stage that was added last: its name is written next. */
  newKey: string | null
  isDirty: boolean
  /** Null for who may only look. */
  onChange: ((stages: StageDraft[]) => void) | null
  onMerge: (stage: StageDraft) => void
}

/** The stages in their order, each of which can be changed, dragged, and moved by keys. */
export function StageList(props: Props) {
  const { stages, leadsIn, ruled, newKey, isDirty, onChange, onMerge } = props
  const [said, setSaid] = useState('')
  const keysId = useId()
  if (onChange === null) {
    return (
      <ol className={styles['list']} aria-label={texts.stages}>
        {stages.map((stage) => (
          <li key={stage.key} className={styles['shown']}>
            <StageLabel stage={stage} />
            <span className="muted">{texts.kinds[stage.kind].label}</span>
            <span className="muted">{stage.isBooked && texts.booked}</span>
          </li>
        ))}
      </ol>
    )
  }
  function put(from: number, to: number) {
    const next = moveStage(stages, from, to)
    const moved = next[to]
    if (moved === undefined || from === to) return
    onChange?.(next)
    setSaid(texts.moved(moved.name, to + 1, stages.length))
  }
  return (
    <DragDropProvider
      sensors={rowSensors}
      plugins={plugins}
      onDragEnd={({ operation: { source }, canceled }) => {
        if (!canceled && isSortable(source)) put(source.initialIndex, source.index)
      }}
    >
      <ol className={styles['list']} aria-label={texts.stages}>
        {stages.map((stage, index) => (
          <StageRow
            key={stage.key}
            stage={stage}
            index={index}
            isLast={index === stages.length - 1}
            isNew={stage.key === newKey}
            isTwice={hasNameOfOther(stages, stage)}
            leads={leadsIn(stage)}
            isRuled={ruled.has(stage.key)}
            isDirty={isDirty}
            describedBy={keysId}
            onPut={(to) => put(index, to)}
            onChange={(some) =>
              onChange(stages.map((one) => (one.key === stage.key ? { ...one, ...some } : one)))
            }
            onBooked={() =>
              onChange(stages.map((one) => ({ ...one, isBooked: one.key === stage.key })))
            }
            onRemove={() => onChange(stages.filter((one) => one.key !== stage.key))}
            onMerge={() => onMerge(stage)}
          />
        ))}
      </ol>
      <p id={keysId} className={`muted small ${styles['keys']}`}>
        {texts.dragHint} <span className={styles['byKeys']}>{texts.keysHint}</span>
      </p>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
    </DragDropProvider>
  )
}
