import { IconBan, IconCalendarTime, IconCalendarX } from '@tabler/icons-react'

import type { BookingStatus, FactKind } from '@solar-capture/core/booking'

import { Ago } from '../components/time.tsx'
import * as texts from '../texts/booking.ts'
import type { Booking, BookingFact } from '../trpc.ts'
import styles from './booking-ending.module.css'
import { DeliveryLink } from './delivery-link.tsx'
import { useHistory, whoDid } from './use-history.ts'

const endings = {
  cancelled: { ...texts.endings.cancelled, tone: 'red', icon: IconCalendarX },
  rejected: { ...texts.endings.rejected, tone: 'red', icon: IconBan },
  reschedule_requested: {
    ...texts.endings.reschedule_requested,
    tone: 'amber',
    icon: IconCalendarTime,
  },
} as const

type Ending = keyof typeof endings

/** Whether nobody will come at the time of a booking that stands so. */
export function isEnding(status: BookingStatus): status is Ending {
  return Object.hasOwn(endings, status)
}

/** Why a booking does not take place at its time: who said so, when and why. Nothing for one that does. */
export function BookingEnding({ booking }: { booking: Booking }) {
  const { status } = booking
  const history = useHistory(booking, isEnding(status))
  if (!isEnding(status)) return null
  const { tone, icon: Icon, title, next } = endings[status]
  const fact = lastOf(history.data, status)
  const { cancelledBy: by, cancellationReason: reason } = booking
  return (
    <div className={styles['ending']} data-tone={tone}>
      <Icon size={16} aria-hidden />
      <div className={styles['words']}>
        <strong>
          {status === 'cancelled' && by !== null ? texts.cancelledBy(whoDid(by, booking)) : title}
        </strong>
        {reason !== null && <q className={styles['reason']}>{reason}</q>}
        {next !== null && <span>{next}</span>}
        {fact !== undefined && (
          <span className="muted small">
            {status === 'reschedule_requested' && by !== null && `${by} · `}
            <Ago iso={fact.at} />
            <DeliveryLink deliveryId={fact.deliveryId} />
          </span>
        )}
      </div>
    </div>
  )
}

function lastOf(facts: BookingFact[] | undefined, wanted: FactKind): BookingFact | undefined {
  return facts?.findLast(({ kind }) => kind === wanted)
}
