import { useSortable } from '@dnd-kit/react/sortable'
import { ActionIcon, NativeSelect, Radio, TextInput } from '@mantine/core'
import { IconGripVertical } from '@tabler/icons-react'

import { stageKinds } from '@solar-capture/core/pipeline'
import { longestStageName } from '@solar-capture/core/stage-changes'

import { oneOf } from '../search-params.ts'
import * as texts from '../texts/pipeline.ts'
import { ColourMenu } from './colour-menu.tsx'
import type { StageDraft } from './stage-drafts.ts'
import styles from './stage-list.module.css'
import { StageMenu } from './stage-menu.tsx'

type Props = {
  stage: StageDraft
  index: number
  isLast: boolean
  /** It was added just now. */
  isNew: boolean
  /** Another stage has this name, too. */
  isTwice: boolean
  leads: number | null
  /** Whether a rule names it, or did. */
  isRuled: boolean
  isDirty: boolean
  /** The id of the text that tells which keys move it. */
  describedBy: string
  onPut: (place: number) => void
  onChange: (some: Partial<StageDraft>) => void
  onBooked: () => void
  onRemove: () => void
  onMerge: () => void
}

/** A stage with all that can be changed of it. */
export function StageRow(props: Props) {
  const { stage, index, isNew, isTwice, leads, describedBy, onPut, onChange, onBooked } = props
  const { ref, handleRef, isDragSource } = useSortable({ id: stage.key, index, transition: null })
  const { name, kind, isBooked } = stage
  return (
    <li ref={ref} className={styles['row']} data-dragged={isDragSource || undefined}>
      <ActionIcon
        ref={handleRef}
        className={styles['handle'] ?? ''}
        variant="subtle"
        color="gray"
        aria-label={texts.drag(name)}
        aria-describedby={describedBy}
        onKeyDown={(event) => {
          const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
          if (step === undefined) return
          event.preventDefault()
          onPut(index + step)
        }}
      >
        <IconGripVertical size={18} aria-hidden />
      </ActionIcon>
      <ColourMenu stage={stage} onChoose={(colour) => onChange({ colour })} />
      <TextInput
        className={styles['name'] ?? ''}
        aria-label={texts.nameOf(name)}
        value={name}
        error={isTwice}
        maxLength={longestStageName}
        autoFocus={isNew}
        onFocus={(event) => isNew && event.currentTarget.select()}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <NativeSelect
        className={styles['kind'] ?? ''}
        aria-label={texts.kindOf(name)}
        value={kind}
        onChange={(event) => {
          const chosen = oneOf(stageKinds, event.currentTarget.value)
          if (chosen !== undefined) onChange({ kind: chosen })
        }}
        data={stageKinds.map((value) => ({ value, label: texts.kinds[value].label }))}
      />
      <Radio
        className={styles['booked'] ?? ''}
        name="booked-stage"
        label={texts.booked}
        aria-label={texts.bookingsGoTo(name)}
        checked={isBooked}
        disabled={kind !== 'open'}
        onChange={onBooked}
      />
      <span className={`muted ${styles['leads']}`}>
        {stage.id !== null && leads !== null && texts.leadsHere(leads)}
      </span>
      <StageMenu {...props} />
    </li>
  )
}
