import type { ReactNode } from 'react'

import * as texts from '../texts/components.ts'
import styles from './filter-chips.module.css'

type Chip<T extends string> = {
  value: T
  label: string
  /** A dot or an icon. */
  mark: ReactNode
  /** How many there are, in words; null when that is not known. */
  amount: string | null
}

type Props<T extends string> = {
  /** What the chips filter by, for who does not see them. */
  label: string
  chips: Chip<T>[]
  /** How many there are in all. */
  total: string | null
  selected: T[]
  onChange: (selected: T[]) => void
}

/** What a list has of each kind; pressing kinds filters by them. */
export function FilterChips<T extends string>(props: Props<T>) {
  const { label, chips, total, selected, onChange } = props
  const toggle = (value: T) =>
    onChange(
      selected.includes(value) ? selected.filter((other) => other !== value) : [...selected, value],
    )

  return (
    <div className={styles['chips']} role="group" aria-label={label}>
      <button
        type="button"
        className={styles['chip']}
        aria-pressed={selected.length === 0}
        onClick={() => onChange([])}
      >
        {texts.all}
        {total !== null && <span className={styles['count']}>{total}</span>}
      </button>
      {chips.map(({ value, label, mark, amount }) => (
        <button
          key={value}
          type="button"
          className={styles['chip']}
          aria-pressed={selected.includes(value)}
          onClick={() => toggle(value)}
        >
          {mark}
          <span className={styles['name']}>{label}</span>
          {amount !== null && <span className={styles['count']}>{amount}</span>}
        </button>
      ))}
    </div>
  )
}
