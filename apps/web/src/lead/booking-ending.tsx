import { IconBan, IconCalendarTime, IconCalendarX } from '@tabler/icons-react'

import type { BookingStatus, FactKind } from '@solar-capture/core/booking'

import { Ago } from '../components/time.tsx'
import type { Booking, BookingFact } from '../trpc.ts'
import styles from './booking-ending.module.css'
import { DeliveryLink } from './delivery-link.tsx'
import { useHistory, whoDid } from './use-history.ts'

const endings = {
  cancelled: { tone: 'red', icon: IconCalendarX, title: 'Cancelled', next: null },
  rejected: { tone: 'red', icon: IconBan, title: 'The host declined', next: null },
  reschedule_requested: {
    tone: 'amber',
    icon: IconCalendarTime,
    title: 'The host asked for another time',
    next: 'It is not cancelled: the booker has yet to pick a new time, and this one does not hold.',
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
          {title}
          {status === 'cancelled' && by !== null && ` by ${whoDid(by, booking)}`}
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
