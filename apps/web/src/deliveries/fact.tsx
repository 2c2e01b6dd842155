import type { ReactNode } from 'react'

import styles from './delivery-page.module.css'

/** Facts of a delivery, by name. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles['facts']}>{children}</dl>
}

/** A fact; left out where nothing is known of it. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === false || children === '') {
    return null
  }
  return (
    <div className={styles['fact']}>
      <dt>{name}</dt>
      <dd className="wrap">{children}</dd>
    </div>
  )
}
