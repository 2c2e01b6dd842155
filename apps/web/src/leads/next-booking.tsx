import { IconHourglass } from '@tabler/icons-react'

import { useNow } from '../components/time.tsx'
import { dateAndTime, exactTime, viewerZone } from '../format.ts'
import { bookingWords } from '../state-words.ts'
import type { LeadRow } from '../trpc.ts'
import styles from './next-booking.module.css'

/** When a lead's next booking starts, marked when it still waits for something. */
export function NextBooking({ booking }: { booking: LeadRow['nextBooking'] }) {
  const now = useNow()
  const startTime = booking?.startTime ?? null
  if (booking === null || startTime === null) return null
  const { status } = booking
  return (
    <span className={styles['booking']}>
      <time dateTime={startTime} title={exactTime(startTime, viewerZone())}>
        {dateAndTime(startTime, viewerZone(), now)}
      </time>
      {status !== 'confirmed' && (
        <span data-tone="amber" className={styles['mark']} title={bookingWords[status].label}>
          <IconHourglass size={14} role="img" aria-label={bookingWords[status].label} />
        </span>
      )}
    </span>
  )
}
