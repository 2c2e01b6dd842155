import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

import { Notice } from '../components/notice.tsx'
import * as texts from '../texts/reconcile.tsx'
import type { ReconcileResult } from '../trpc.ts'
import styles from './reconcile.module.css'

type Props = { endpointId: string; result: ReconcileResult; onAgain: () => void }

/** What became of the bookings that were applied, and where they are. */
export function Applied({ endpointId, result, onAgain }: Props) {
  const words = useRef<HTMLDivElement>(null)
  // The button that was pressed is gone.
  useEffect(() => words.current?.focus(), [])
  return (
    <div ref={words} tabIndex={-1} role="status" className={styles['applied']}>
      <Notice wording={{ tone: 'green', icon: IconCircleCheck }} title={texts.applied}>
        {texts.result(result).map((sentence) => (
          <div key={sentence}>{sentence}</div>
        ))}
        <div className={styles['after']}>
          {result.unmatched > 0 && (
            <Link to="/unmatched" className="quiet-link">
              {texts.toUnmatched}
            </Link>
          )}
          <Link to="/deliveries" search={{ endpoint: endpointId }} className="quiet-link">
            {texts.toDeliveries}
          </Link>
          <Button variant="default" size="compact-sm" onClick={onAgain}>
            {texts.compareAgain}
          </Button>
        </div>
      </Notice>
    </div>
  )
}
