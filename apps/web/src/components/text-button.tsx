import { UnstyledButton } from '@mantine/core'

import styles from './text-button.module.css'

/** Another way to go on, beside the button of a form: quieter than that. */
export function TextButton({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <UnstyledButton className={`quiet-link ${styles['button']}`} onClick={onClick}>
      {children}
    </UnstyledButton>
  )
}
