import { StateBadge } from '../components/badge.tsx'
import { Section } from '../components/section.tsx'
import { Ahead } from '../components/time.tsx'
import { useTint } from '../components/tint.ts'
import { phoneText } from '../format.ts'
import { bookingWords } from '../state-words.ts'
import * as bookingTexts from '../texts/booking.ts'
import * as texts from '../texts/lead.tsx'
import type { Booking, Lead } from '../trpc.ts'
import styles from './booking-card.module.css'
import { BookingEnding, isEnding } from './booking-ending.tsx'
import { BookingFacts, BookingTime } from './booking-facts.tsx'

/** The booking that matters now: the next one, else the last one; or how one would get here. */
export function BookingCard({ lead }: { lead: Lead }) {
  const next = nextOf(lead)
  const booking = next ?? lead.bookings[0]
  const justChanged = useTint(JSON.stringify(booking ?? null))
  if (booking === undefined) {
    return (
      <Section title={texts.nextBooking}>
        <div className={`muted ${styles['card']}`}>
          {lead.email === null && lead.phone === null
            ? texts.noBookingNoContact
            : texts.noBooking(lead.email ?? phoneText(lead.phone ?? ''))}
        </div>
      </Section>
    )
  }
  return (
    <Section title={titleOf(booking, next !== undefined)}>
      <div className={styles['card']} data-just-changed={justChanged || undefined}>
        <div className={styles['head']}>
          <span className={`wrap ${styles['what']}`}>
            {booking.eventType ?? booking.title ?? bookingTexts.nameless}
          </span>
          <StateBadge wording={bookingWords[booking.status]} />
        </div>
        <p className={styles['when']} data-void={isEnding(booking.status) || undefined}>
          <BookingTime booking={booking} />
          {booking.startTime !== null && next !== undefined && (
            <span className="muted">
              {' '}
              · <Ahead iso={booking.startTime} passed={texts.started} />
            </span>
          )}
        </p>
        <BookingEnding booking={booking} />
        <BookingFacts booking={booking} lead={lead} />
      </div>
    </Section>
  )
}

function titleOf({ status }: Booking, isNext: boolean): string {
  if (isNext) return texts.nextBooking
  return status === 'reschedule_requested' ? texts.waitsForNewTime : texts.lastBooking
}

function nextOf({ nextBooking, bookings }: Lead): Booking | undefined {
  if (nextBooking === null) return undefined
  return bookings.find(
    ({ startTime, status }) => startTime === nextBooking.startTime && status === nextBooking.status,
  )
}
