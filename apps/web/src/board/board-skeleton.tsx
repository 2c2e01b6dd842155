import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useRef } from 'react'

import { Dot } from '../components/badge.tsx'
import * as texts from '../texts/board.ts'
import type { Stage } from '../trpc.ts'
import columnStyles from './board-column.module.css'
import styles from './lead-board.module.css'
import { useBoardLayout } from './use-board-layout.ts'
import { useFolded } from './use-folded.ts'

// As high as a card with and without a last line.
const heights = [86, 61, 86, 86, 61, 86, 86]

/** The board while its first leads load: the columns as they will be, with grey cards. */
export function BoardSkeleton({ stages }: { stages: Stage[] }) {
  const phone = useMediaQuery('(width < 700px)', false, { getInitialValueInEffect: false })
  const box = useRef<HTMLDivElement>(null)
  const { folded } = useFolded(stages, phone)
  useBoardLayout(box)
  return (
    <div aria-busy="true">
      <VisuallyHidden role="status">{texts.loading}</VisuallyHidden>
      {phone && <Skeleton height={36} mb={8} />}
      <div ref={box} className={styles['board']} aria-hidden>
        {stages.map((stage, index) => (
          <div
            key={stage.id}
            className={columnStyles['column']}
            data-folded={folded.has(stage.id) || undefined}
          >
            {folded.has(stage.id) ? (
              <div className={columnStyles['strip']}>
                <Dot tone={stage.colour} />
                <span className={columnStyles['stripName']}>{stage.name}</span>
              </div>
            ) : (
              <Cards stage={stage} amount={[4, 5, 3, 2][index % 4] ?? 3} />
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

function Cards({ stage, amount }: { stage: Stage; amount: number }) {
  return (
    <>
      <div className={columnStyles['head']}>
        <Dot tone={stage.colour} />
        <h2 className="cut">{stage.name}</h2>
      </div>
      <div className={columnStyles['scroll']}>
        <div className={columnStyles['cards']}>
          {heights.slice(0, amount).map((height, index) => (
            <Skeleton key={index} height={height} />
          ))}
        </div>
      </div>
    </>
  )
}
