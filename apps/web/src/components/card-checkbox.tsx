import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'

import styles from './card-checkbox.module.css'

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
export function CardCheckbox({ label, children, className, ...rest }: Props) {
  return (
    <Checkbox
      {...rest}
      aria-label={label}
      label={children}
      classNames={{
        root: `${styles['root'] ?? ''} ${className}`,
        body: styles['body'] ?? '',
        labelWrapper: styles['wrapper'] ?? '',
        label: styles['label'] ?? '',
      }}
    />
  )
}
