import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'

import { useFirstMore } from '../components/first-more.ts'
import { FormError } from '../components/form-error.tsx'
import { Ago, useNow } from '../components/time.tsx'
import { errorText } from '../errors.ts'
import { dateAndTime, exactTime, viewerZone } from '../format.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/unmatched.ts'
import { bookerOf } from '../texts/waiting-words.ts'
import type { WaitingBooking } from '../trpc.ts'
import styles from './waiting-list.module.css'

type Props = {
  bookings: WaitingBooking[]
  selected: string | undefined
  /** Whether opening another one leaves no step in the browser's history. */
  replace: boolean
  /** Loads the ones that came before; null when there are none. */
  onMore: (() => void) | null
  loadingMore: boolean
  /** Why the list may be old or short. */
  error: unknown
}

/** The bookings that wait for a lead: who booked, what and when. */
export function WaitingList({ bookings, selected, replace, ...more }: Props) {
  const { onMore } = more
  const { list, asked } = useFirstMore<HTMLUListElement>(bookings.length, onMore === null)
  return (
    <nav aria-label={texts.waitingBookings}>
      <ul ref={list} className={styles['list']}>
        {bookings.map((booking) => (
          <li key={booking.id}>
            <Link
              to="/unmatched"
              search={{ booking: booking.id }}
              replace={replace}
              resetScroll={!replace}
              className={styles['item']}
              data-waiting={booking.id}
              aria-current={booking.id === selected ? 'true' : undefined}
            >
              <Item booking={booking} />
            </Link>
          </li>
        ))}
      </ul>
      <FormError>{more.error === null ? null : errorText(more.error)}</FormError>
      {onMore !== null && (
        <Button
          variant="default"
          size="xs"
          mt={12}
          onClick={() => {
            asked()
            onMore()
          }}
          loading={more.loadingMore}
        >
          {texts.showMore}
        </Button>
      )}
    </nav>
  )
}

function Item({ booking }: { booking: WaitingBooking }) {
  const now = useNow()
  const { startTime, eventType, title, sentAt } = booking
  const what = eventType ?? title ?? commonTexts.booking
  return (
    <>
      <span className={styles['line']}>
        <span className={`cut ${styles['name']}`}>{bookerOf(booking)}</span>
        {sentAt !== null && (
          <span className={`muted small ${styles['ago']}`}>
            <Ago iso={sentAt} />
          </span>
        )}
      </span>
      <span className={`muted small ${styles['line']}`}>
        <span className="cut">{what}</span>
        {startTime !== null && (
          <time
            dateTime={startTime}
            title={exactTime(startTime, viewerZone())}
            className={styles['ago']}
          >
            {dateAndTime(startTime, viewerZone(), now)}
          </time>
        )}
      </span>
    </>
  )
}

/** Moves the focus to a booking of the list, if the list is on the screen. */
export function focusInList(id: string): void {
  document.querySelector<HTMLElement>(`[data-waiting="${CSS.escape(id)}"]`)?.focus()
}
