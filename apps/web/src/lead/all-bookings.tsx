import { Button } from '@mantine/core'
import { useState } from 'react'

import { StateBadge } from '../components/badge.tsx'
import { Section } from '../components/section.tsx'
import { bookingWords } from '../state-words.ts'
import * as bookingTexts from '../texts/booking.ts'
import * as texts from '../texts/lead.tsx'
import type { Booking } from '../trpc.ts'
import styles from './booking-card.module.css'
import { BookingEnding } from './booking-ending.tsx'
import { BookingFacts, BookingTime } from './booking-facts.tsx'

const shownAtFirst = 10
const shownAtOnce = 100

/** Every booking of a lead, the latest meeting first; opened for its details. */
export function AllBookings({ bookings }: { bookings: Booking[] }) {
  const [most, setMost] = useState(shownAtFirst)
  // The button goes away with the last ones: the focus goes on to the first that it showed.
  const [firstMore, setFirstMore] = useState<string | null>(null)
  if (bookings.length < 2) return null
  const left = bookings.length - most
  const showMore = () => {
    setFirstMore(bookings[most]?.id ?? null)
    setMost(most + shownAtOnce)
  }
  return (
    <Section title={texts.allBookings(bookings.length)}>
      {bookings.slice(0, most).map((booking) => (
        <OneBooking
          key={booking.id}
          booking={booking}
          summaryRef={booking.id === firstMore ? takeFocus : null}
        />
      ))}
      {left > 0 && (
        <Button variant="default" mt={12} onClick={showMore}>
          {texts.showMore(Math.min(left, shownAtOnce))}
        </Button>
      )}
    </Section>
  )
}

// Called once, when that booking is first drawn.
function takeFocus(summary: HTMLElement | null): void {
  summary?.focus()
}

type OneProps = { booking: Booking; summaryRef: ((summary: HTMLElement | null) => void) | null }

function OneBooking({ booking, summaryRef }: OneProps) {
  const [opened, setOpened] = useState(false)
  return (
    <details
      className={styles['booking']}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary ref={summaryRef}>
        <span className={styles['summaryName']}>
          <BookingTime booking={booking} />
          <span className="muted">
            {' '}
            · {booking.eventType ?? booking.title ?? bookingTexts.nameless}
          </span>
        </span>
        <StateBadge wording={bookingWords[booking.status]} />
      </summary>
      {opened && (
        <>
          <BookingEnding booking={booking} />
          <BookingFacts booking={booking} leadEmail={null} />
        </>
      )}
    </details>
  )
}
