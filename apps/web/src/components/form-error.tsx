import { IconAlertCircle } from '@tabler/icons-react'

import styles from './form-error.module.css'

/** What went wrong with a form as a whole, read out as soon as it appears. */
export function FormError({ children }: { children: string | null }) {
  return (
    <div role="alert" className={styles['alert']}>
      {children !== null && (
        <div className={styles['error']} data-tone="red">
          <IconAlertCircle size={18} aria-hidden />
          <span className="wrap">{children}</span>
        </div>
      )}
    </div>
  )
}
