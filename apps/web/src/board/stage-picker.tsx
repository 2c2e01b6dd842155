import { ActionIcon, NativeSelect } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'

import * as texts from '../texts/board.ts'
import styles from './lead-board.module.css'

type Props = {
  /** The columns' names with their counts, in order. */
  labels: string[]
  shown: number
  onShow: (index: number) => void
}

/** Which column a phone shows; swiping changes it, too. */
export function StagePicker({ labels, shown, onShow }: Props) {
  return (
    <div className={styles['picker']}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={texts.stageBefore}
        disabled={shown === 0}
        onClick={() => onShow(shown - 1)}
      >
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <NativeSelect
        className={styles['pick'] ?? ''}
        aria-label={texts.stageShown}
        value={String(shown)}
        onChange={({ currentTarget }) => onShow(Number(currentTarget.value))}
        data={labels.map((label, index) => ({ value: String(index), label }))}
      />
      <ActionIcon
        variant="default"
        size={36}
        aria-label={texts.nextStage}
        disabled={shown === labels.length - 1}
        onClick={() => onShow(shown + 1)}
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
    </div>
  )
}
