import type { ReactNode } from 'react'

import styles from './section.module.css'

type Props = { title: string; actions?: ReactNode; children: ReactNode }

/** A titled part of a page. */
export function Section({ title, actions, children }: Props) {
  return (
    <section aria-label={title}>
      <div className={styles['head']}>
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  )
}
