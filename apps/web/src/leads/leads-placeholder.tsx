import { Skeleton } from '@mantine/core'

import * as texts from '../texts/leads.ts'
import styles from './lead-list.module.css'

const widths = ['38%', '52%', '45%', '60%', '41%', '55%', '48%', '36%']

type Props = { rows: number; cards: boolean }

/** Grey lines in place of leads that are being loaded, as high as they will be. */
export function LeadsPlaceholder({ rows, cards }: Props) {
  return (
    <div aria-busy="true" aria-label={texts.loading} role="status">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles['loading']} data-cards={cards || undefined}>
          <Skeleton height={13} width={widths[row % widths.length] ?? '50%'} />
          {cards && <Skeleton height={11} width="30%" />}
        </div>
      ))}
    </div>
  )
}
