import { Collapse, Loader, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import { useId } from 'react'

import { wordTime, wordTimeChange } from '@solar-capture/core/word-entry'

import { LoadError } from '../components/page-states.tsx'
import { Ago } from '../components/time.tsx'
import { viewerZone } from '../format.ts'
import * as texts from '../texts/booking.ts'
import type { Booking, BookingFact } from '../trpc.ts'
import styles from './booking-moves.module.css'
import { DeliveryLink } from './delivery-link.tsx'
import { useHistory, whoDid } from './use-history.ts'

/** How often a booking was moved; pressed, each time that it had, who moved it, when and why. */
export function BookingMoves({ booking }: { booking: Booking }) {
  const [opened, { toggle }] = useDisclosure(false)
  const id = useId()
  return (
    <>
      <UnstyledButton
        className={styles['toggle'] ?? ''}
        aria-expanded={opened}
        aria-controls={id}
        onClick={toggle}
      >
        {texts.moved(booking.rescheduleCount)}
        <IconChevronRight size={14} aria-hidden />
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        {opened && <Moves booking={booking} />}
      </Collapse>
    </>
  )
}

function Moves({ booking }: { booking: Booking }) {
  const history = useHistory(booking, true)
  if (history.data === undefined) {
    return history.error === null ? (
      <Loader size="xs" aria-label={texts.loading} />
    ) : (
      <LoadError error={history.error} retry={() => void history.refetch()} />
    )
  }
  const moves = history.data.filter(({ kind }) => kind === 'rescheduled')
  return (
    <ol className={styles['moves']} aria-label={texts.timesItHad}>
      {moves.map((move) => (
        <li key={`${move.at} ${move.startTime}`}>
          <span className="numbers">{wordMove(move)}</span>
          {move.reason !== null && <q className={styles['reason']}>{move.reason}</q>}
          <span className="muted small">
            {move.by !== null && `${whoDid(move.by, booking)} · `}
            <Ago iso={move.at} />
            <DeliveryLink deliveryId={move.deliveryId} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function wordMove({ from, startTime }: BookingFact): string {
  const zone = viewerZone()
  if (from === null || startTime === null) return texts.movedTo(wordTime(startTime, zone))
  return wordTimeChange(from, startTime, zone)
}
