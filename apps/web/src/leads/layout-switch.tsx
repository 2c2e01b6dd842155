import { SegmentedControl } from '@mantine/core'
import { IconLayoutKanban, IconTable } from '@tabler/icons-react'

import * as texts from '../texts/leads.ts'
import styles from './layout-switch.module.css'
import type { LeadsSearch } from './leads-search.ts'

type Props = { view: LeadsSearch['view']; onChange: (view: LeadsSearch['view']) => void }

/** The leads as a table or as a board; what they are filtered by stays. */
export function LayoutSwitch({ view, onChange }: Props) {
  return (
    <SegmentedControl
      aria-label={texts.layout}
      value={view ?? 'table'}
      onChange={(value) => onChange(value === 'board' ? value : undefined)}
      data={[
        { value: 'table', label: <Label icon={IconTable} text={texts.table} /> },
        { value: 'board', label: <Label icon={IconLayoutKanban} text={texts.board} /> },
      ]}
    />
  )
}

function Label({ icon: Icon, text }: { icon: typeof IconTable; text: string }) {
  return (
    <span className={styles['label']} title={text}>
      <Icon size={16} aria-hidden />
      <span className={styles['text']}>{text}</span>
    </span>
  )
}
