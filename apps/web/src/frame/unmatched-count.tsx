import { VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'

import * as texts from '../texts/frame.ts'
import { trpc } from '../trpc.ts'
import styles from './rail.module.css'

const most = 99

/** How many bookings wait for a lead; nothing when none does. */
export function UnmatchedCount() {
  const { data } = useQuery(trpc.booking.unmatched.queryOptions({ limit: 1 }))
  if (data === undefined || data.total === 0) return null
  return (
    <span className={`numbers ${styles['count']}`} data-tone="amber">
      {data.total > most ? `${most}+` : data.total}
      <VisuallyHidden> {texts.waiting}</VisuallyHidden>
    </span>
  )
}
