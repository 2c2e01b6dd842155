import type { ReactNode } from 'react'

import * as commonTexts from '../texts/common.ts'
import styles from './access-card.module.css'

/** The frame of the pages before the sign-in: the name and one form. */
export function AccessCard(props: {
  title: string
  lead: string
  children: ReactNode
  /** Another way to go on, below everything. */
  foot?: ReactNode
}) {
  return (
    <main className={styles['page']}>
      <title>{commonTexts.pageTitle(props.title)}</title>
      <div className={styles['card']}>
        <div className={styles['brand']}>
          <img src="/favicon.svg" alt="" width={28} height={28} />
          {commonTexts.product}
        </div>
        <h1>{props.title}</h1>
        <p className="muted">{props.lead}</p>
        {props.children}
        {props.foot !== undefined && <div className={styles['foot']}>{props.foot}</div>}
      </div>
    </main>
  )
}
