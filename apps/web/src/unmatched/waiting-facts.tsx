import { Link } from '@tanstack/react-router'

import { StateBadge } from '../components/badge.tsx'
import { EmailLink } from '../components/email-link.tsx'
import { Ago, Ahead, useNow } from '../components/time.tsx'
import { isUnusual, UnusualCharacters } from '../components/unusual-characters.tsx'
import { phoneText, timeElsewhere, times, viewerZone } from '../format.ts'
import styles from '../lead/booking-card.module.css'
import { BookingTime, Fact, Place } from '../lead/booking-facts.tsx'
import { useMay } from '../may.ts'
import { bookingWords } from '../state-words.ts'
import * as bookingTexts from '../texts/booking.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/unmatched.ts'
import type { WaitingBooking } from '../trpc.ts'

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
          {booking.eventType ?? booking.title ?? commonTexts.booking}
        </span>
        <StateBadge wording={bookingWords[booking.status]} />
      </div>
      <p className={styles['when']}>
        <BookingTime booking={booking} />
        {startTime !== null && (
          <span className="muted">
            {' '}
            · <Ahead iso={startTime} passed={texts.started} />
          </span>
        )}
      </p>
      <dl className={styles['facts']}>
        <Fact name={texts.factEmail}>
          {bookerEmail !== null && <EmailLink email={bookerEmail} />}
        </Fact>
        <Fact name={texts.factCheck}>{isUnusual(booker) && <UnusualCharacters {...booker} />}</Fact>
        <Fact name={texts.factPhone}>
          {bookerPhone !== null && (
            <a className="quiet-link numbers" href={`tel:${bookerPhone}`}>
              {phoneText(bookerPhone)}
            </a>
          )}
        </Fact>
        <Fact name={texts.factTheirTime}>{bookersClock}</Fact>
        <Fact name={texts.factHost}>{booking.organizerName}</Fact>
        <Fact name={texts.factWhere}>{location !== null && <Place location={location} />}</Fact>
        <Fact name={texts.factChanged}>
          {rescheduleCount > 0 && texts.moved(times(rescheduleCount))}
        </Fact>
        <Fact name={bookingTexts.additionalNotes}>{booking.additionalNotes}</Fact>
        <Fact name={texts.factReason}>{booking.cancellationReason}</Fact>
        <Fact name={texts.factBooked}>
          {sentAt !== null && (
            <>
              <Ago iso={sentAt} />
              {deliveryId !== null && mayReadDeliveries && (
                <>
                  {' · '}
                  <Link to="/deliveries/$deliveryId" params={{ deliveryId }} className="quiet-link">
                    {texts.viewDelivery}
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
