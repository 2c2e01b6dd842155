import { Button } from '@mantine/core'
import { useState } from 'react'

import { StateBadge } from '../components/badge.tsx'
import { useFirstMore } from '../components/first-more.ts'
import { Section } from '../components/section.tsx'
import { bookingWords } from '../state-words.ts'
import * as bookingTexts from '../texts/booking.ts'
import * as texts from '../texts/lead.tsx'
import type { Booking, Lead } from '../trpc.ts'
import styles from './booking-card.module.css'
import { BookingEnding } from './booking-ending.tsx'
import { BookingFacts, BookingTime } from './booking-facts.tsx'

const shownAtFirst = 10
const shownAtOnce = 100

/** Every booking of a lead, the latest meeting first; opened for its details. */
export function AllBookings({ lead: { id, bookings } }: { lead: Lead }) {
  const [most, setMost] = useState(shownAtFirst)
  const left = bookings.length - most
  const shown = bookings.slice(0, most)
  const { list, asked } = useFirstMore<HTMLDivElement>(shown.length, left <= 0)
  if (bookings.length < 2) return null
  const showMore = () => {
    asked()
    setMost(most + shownAtOnce)
  }
  return (
    <Section title={texts.allBookings(bookings.length)}>
      <div ref={list}>
        {shown.map((booking) => (
          <OneBooking key={booking.id} booking={booking} leadId={id} />
        ))}
      </div>
      {left > 0 && (
        <Button variant="default" mt={12} onClick={showMore}>
          {texts.showMore(Math.min(left, shownAtOnce))}
        </Button>
      )}
    </Section>
  )
}

function OneBooking({ booking, leadId }: { booking: Booking; leadId: string }) {
  const [opened, setOpened] = useState(false)
  return (
    <details
      className={styles['booking']}
      onToggle={({ currentTarget }) => setOpened(currentTarget.open)}
    >
      <summary>
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
          <BookingFacts booking={booking} lead={{ id: leadId, email: null }} />
        </>
      )}
    </details>
  )
}
