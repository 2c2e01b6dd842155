import { Link } from '@tanstack/react-router'

import { Section } from '../components/section.tsx'
import { useNow } from '../components/time.tsx'
import { dateAndTime, viewerZone } from '../format.ts'
import { bookingWords } from '../state-words.ts'
import * as texts from '../texts/reconcile.tsx'
import type { BookingComparison } from '../trpc.ts'
import styles from './reconcile.module.css'

type Here = BookingComparison['onlyHere'][number]

/** Bookings that Cal.com does not list. */
export function HereOnly({ bookings }: { bookings: Here[] }) {
  const time = useTime()
  if (bookings.length === 0) return <p className="muted">{texts.noneOnlyHere}</p>
  return (
    <>
      <p className="muted">{texts.onlyHereText}</p>
      <ul className={styles['rows']}>
        {bookings.toSorted(byTime).map((booking) => (
          <li key={booking.bookingId} className={styles['row']}>
            <Person booking={booking} />
            <span className="muted">
              {booking.startTime === null
                ? texts.withoutTime
                : texts.hereOnly(time(booking.startTime))}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Bookings of a calendar file that may be here by another uid. */
export function Undecided({ bookings }: { bookings: BookingComparison['undecided'] }) {
  const time = useTime()
  return (
    <Section title={texts.undecided}>
      <p className="muted">{texts.undecidedText}</p>
      <ul className={styles['rows']}>
        {bookings.map(({ uid, name, email, startTime }) => (
          <li key={uid} className={styles['row']}>
            <span className="wrap">{name ?? email ?? texts.nameless}</span>
            <span className="muted">{texts.hereOnly(time(startTime))}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

type SameProps = Pick<BookingComparison, 'inBoth' | 'differing'>

/** How many are the same, and those that both sides know and tell differently. */
export function Same({ inBoth, differing }: SameProps) {
  const time = useTime()
  return (
    <>
      <p className="muted numbers">{texts.sameText(inBoth)}</p>
      {differing.length > 0 && (
        <Section title={texts.differing}>
          <p className="muted">{texts.differingText}</p>
          <ul className={styles['rows']}>
            {differing.map((booking) => (
              <li key={booking.bookingId} className={styles['row']}>
                <Person booking={booking} />
                <span>
                  {texts.differs(
                    time(booking.startTimeThere),
                    booking.startTime && time(booking.startTime),
                    bookingWords[booking.status].label,
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function byTime(one: Here, other: Here): number {
  return (one.startTime ?? '').localeCompare(other.startTime ?? '')
}

function Person({ booking: { name, leadId } }: { booking: Pick<Here, 'name' | 'leadId'> }) {
  const text = name ?? texts.nameless
  if (leadId === null) {
    return (
      <span className={styles['who']}>
        <span className="wrap">{text}</span>
        <span className="muted small">{texts.withoutLead}</span>
      </span>
    )
  }
  return (
    <span className={styles['who']}>
      <Link to="/leads/$leadId" params={{ leadId }} className="quiet-link">
        {text}
      </Link>
    </span>
  )
}

function useTime(): (iso: string) => string {
  const now = useNow()
  return (iso) => dateAndTime(iso, viewerZone(), now)
}
