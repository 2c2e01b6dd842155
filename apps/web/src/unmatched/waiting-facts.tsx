import { Link } from '@tanstack/react-router'

import { StateBadge } from '../components/badge.tsx'
import { EmailLink } from '../components/email-link.tsx'
import { Ago, Ahead, useNow } from '../components/time.tsx'
import { isUnusual, UnusualCharacters } from '../components/unusual-characters.tsx'
import { phoneText, timeElsewhere, times, viewerZone } from '../format.ts'
import styles from '../lead/booking-card.module.css'
import { BookingTime, Fact, Place } from '../lead/booking-facts.tsx'
import { useMay } from '../may.ts'
import type { WaitingBooking } from '../trpc.ts'
import { bookingWords } from '../words.ts'

/** What is known of a waiting booking: what and when it is, and how its booker can be reached. */
export function WaitingFacts({ booking }: { booking: WaitingBooking }) {
  const now = useNow()
  const mayReadDeliveries = useMay('deliveries:read')
  const { startTime, endTime, bookerTimeZone, bookerEmail, bookerPhone, sentAt } = booking
  const { deliveryId, rescheduleCount, location } = booking
  const booker = { name: booking.bookerName, email: bookerEmail }
  const bookersClock =
    startTime === null || bookerTimeZone === null
      ? null
      : timeElsewhere(startTime, endTime, bookerTimeZone, viewerZone(), now)
  return (
    <div className={styles['card']}>
      <div className={styles['head']}>
        <span className={`wrap ${styles['what']}`}>
          {booking.eventType ?? booking.title ?? 'Booking'}
        </span>
        <StateBadge wording={bookingWords[booking.status]} />
      </div>
      <p className={styles['when']}>
        <BookingTime booking={booking} />
        {startTime !== null && (
          <span className="muted">
            {' '}
            · <Ahead iso={startTime} passed="started" />
          </span>
        )}
      </p>
      <dl className={styles['facts']}>
        <Fact name="Email">{bookerEmail !== null && <EmailLink email={bookerEmail} />}</Fact>
        <Fact name="Check">{isUnusual(booker) && <UnusualCharacters {...booker} />}</Fact>
        <Fact name="Phone">
          {bookerPhone !== null && (
            <a className="quiet-link numbers" href={`tel:${bookerPhone}`}>
              {phoneText(bookerPhone)}
            </a>
          )}
        </Fact>
        <Fact name="Their time">{bookersClock}</Fact>
        <Fact name="Host">{booking.organizerName}</Fact>
        <Fact name="Where">{location !== null && <Place location={location} />}</Fact>
        <Fact name="Changed">{rescheduleCount > 0 && `Moved ${times(rescheduleCount)}`}</Fact>
        <Fact name="Reason">{booking.cancellationReason}</Fact>
        <Fact name="Booked">
          {sentAt !== null && (
            <>
              <Ago iso={sentAt} />
              {deliveryId !== null && mayReadDeliveries && (
                <>
                  {' · '}
                  <Link to="/deliveries/$deliveryId" params={{ deliveryId }} className="quiet-link">
                    View delivery
                  </Link>
                </>
              )}
            </>
          )}
        </Fact>
      </dl>
    </div>
  )
}
