import type { ReactNode } from 'react'

import * as commonTexts from '../texts/common.ts'
import styles from './page.module.css'

type Props = {
  /** The name in the browser's tab. */
  name: string
  heading: ReactNode
  /** One sentence or count below or beside the heading. */
  lead?: ReactNode
  /** What stands above the heading: the way back. */
  above?: ReactNode
  actions?: ReactNode
  /** A reading column instead of the full width. */
  narrow?: boolean
  children: ReactNode
}

/** A page inside the frame: its head and its content, laid out the same way everywhere. */
export function Page(props: Props) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className={styles['page']}
      data-narrow={props.narrow || undefined}
    >
      <title>{commonTexts.pageTitle(props.name)}</title>
      {props.above}
      <header className={styles['head']}>
        <h1 className="wrap">{props.heading}</h1>
        {props.actions !== undefined && <div className={styles['actions']}>{props.actions}</div>}
        {props.lead !== undefined && <div className={`muted ${styles['lead']}`}>{props.lead}</div>}
      </header>
      {props.children}
    </main>
  )
}
