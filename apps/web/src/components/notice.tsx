import type { ReactNode } from 'react'

import type { Wording } from '../state-words.ts'
import styles from './notice.module.css'

type Props = { wording: Pick<Wording, 'tone' | 'icon'>; title: string; children?: ReactNode }

/** Something that has to be seen before the rest of the page. */
export function Notice({ wording: { tone, icon: Icon }, title, children }: Props) {
  return (
    <div className={styles['notice']} data-tone={tone}>
      <Icon size={20} aria-hidden />
      <div className={styles['words']}>
        <strong>{title}</strong>
        {children !== undefined && <div>{children}</div>}
      </div>
    </div>
  )
}
