import { Skeleton } from '@mantine/core'

import * as texts from '../texts/board.ts'
import columnStyles from './board-column.module.css'
import styles from './lead-board.module.css'

const heights = [[72, 88, 72, 64], [88, 72], [72, 72, 88], [64], [88, 72]]

/** Grey cards while the first leads load. */
export function BoardSkeleton() {
  return (
    <div className={styles['board']} role="status" aria-busy="true" aria-label={texts.loading}>
      {heights.map((cards) => (
        <div key={cards.join()} className={columnStyles['column']}>
          <Skeleton height={14} width="45%" m={12} />
          {cards.map((height, index) => (
            <Skeleton key={index} height={height} width="auto" mx={6} mb={6} />
          ))}
        </div>
      ))}
    </div>
  )
}
