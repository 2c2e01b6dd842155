import type { ReactNode } from 'react'

import { useNow } from '../components/time.tsx'
import { UnusualCharacters } from '../components/unusual-characters.tsx'
import { exactTime, timeElsewhere, timeSpan, viewerZone, zoneName } from '../format.ts'
import * as texts from '../texts/booking.ts'
import type { Booking, Lead } from '../trpc.ts'
import { placeName } from '../words.ts'
import styles from './booking-card.module.css'
import { BookingMoves } from './booking-moves.tsx'
import { LinkedBy } from './linked-by.tsx'

/** When a booking is, in the viewer's time zone, which is named. */
export function BookingTime({ booking }: { booking: Pick<Booking, 'startTime' | 'endTime'> }) {
  const now = useNow()
  const { startTime, endTime } = booking
  if (startTime === null) return <>{texts.timeNotKnown}</>
  const zone = viewerZone()
  return (
    <time dateTime={startTime} title={exactTime(startTime, zone)}>
      {timeSpan(startTime, endTime, zone, now)} {zoneName(zone, startTime)}
    </time>
  )
}

/** `email` is what is not said again of the booker. */
type Props = { booking: Booking; lead: Pick<Lead, 'id' | 'email'> }

/** What else is known of a booking, each person with the time on their own clock. */
export function BookingFacts({ booking, lead }: Props) {
  const now = useNow()
  const { startTime, endTime } = booking
  const clock = (zone: string | null) =>
    zone === null || startTime === null
      ? null
      : timeElsewhere(startTime, endTime, zone, viewerZone(), now)
  const bookerEmail = booking.bookerEmail === lead.email ? null : booking.bookerEmail
  const booker = joined([booking.bookerName, bookerEmail, clock(booking.bookerTimeZone)])
  return (
    <dl className={styles['facts']}>
      <Fact name={texts.booker}>
        {booker !== '' && (
          <>
            {booker} <UnusualCharacters name={booking.bookerName} email={bookerEmail} />
          </>
        )}
      </Fact>
      <Fact name={texts.host}>
        {joined([booking.organizerName, clock(booking.organizerTimeZone)])}
      </Fact>
      <Fact name={texts.where}>
        {booking.location !== null && <Place location={booking.location} />}
      </Fact>
      <Fact name={texts.additionalNotes}>{booking.additionalNotes}</Fact>
      <Fact name={texts.changed}>
        {booking.rescheduleCount > 0 && <BookingMoves booking={booking} />}
      </Fact>
      <Fact name={texts.payment}>{booking.paid && texts.paid}</Fact>
      <Fact name={texts.attendance}>{booking.noShow && texts.didNotCome}</Fact>
      <Fact name={texts.linked}>
        {booking.link !== null && (
          <LinkedBy booking={booking} link={booking.link} leadId={lead.id} />
        )}
      </Fact>
      <Fact name={texts.check}>{booking.needsCheck && texts.needsCheck}</Fact>
    </dl>
  )
}

/** A line of a list of facts; left out when there is nothing to say. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === false || children === '') return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** Where a booking takes place, as a link when it is one. */
export function Place({ location }: { location: string }) {
  const url = URL.canParse(location) ? new URL(location) : null
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return <>{placeName(location)}</>
  }
  return (
    <a className="quiet-link" href={url.href} target="_blank" rel="noopener noreferrer">
      {url.hostname}
    </a>
  )
}

function joined(parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ')
}
