import { UnstyledButton } from '@mantine/core'
import type { Ref } from 'react'

import styles from './text-button.module.css'

type Props = {
  children: string
  onClick: () => void
  /** What it does, where the word alone does not say it; it begins with that word. */
  label?: string
  ref?: Ref<HTMLButtonElement>
}

/** Another way to go on, beside the button of a form: quieter than that. */
export function TextButton({ children, onClick, label, ref }: Props) {
  return (
    <UnstyledButton
      ref={ref ?? null}
      className={`quiet-link ${styles['button']}`}
      aria-label={label}
      onClick={onClick}
    >
      {children}
    </UnstyledButton>
  )
}
