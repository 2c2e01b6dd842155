import type { ReactNode } from 'react'

import styles from './card-checkbox.module.css'
import { TickBox } from './tick-box.tsx'

type Props = {
  /** What is selected, as 'Select Jane Doe'. */
  label: string
  checked: boolean
  disabled?: boolean
  onChange: () => void
  /** Of the whole card. */
  className: string
  /** What the card shows. */
  children: ReactNode
}

/** A card of a list on a phone that a tap anywhere on it selects. */
export function CardCheckbox({ children, className, ...box }: Props) {
  return (
    <label className={`${styles['card']} ${className}`} data-checked={box.checked || undefined}>
      <TickBox {...box} />
      <span className={styles['face']}>{children}</span>
    </label>
  )
}
