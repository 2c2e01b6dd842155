import { Button, VisuallyHidden } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'

import { StateBadge } from '../components/badge.tsx'
import { useFirstMore } from '../components/first-more.ts'
import { FormError } from '../components/form-error.tsx'
import { EmptyState, LoadError } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { Ago } from '../components/time.tsx'
import { errorText } from '../errors.ts'
import { BookingTime } from '../lead/booking-facts.tsx'
import { useMay } from '../may.ts'
import { bookingWords } from '../state-words.ts'
import * as texts from '../texts/unmatched.ts'
import { bookerOf } from '../texts/waiting-words.ts'
import type { IgnoredBooking } from '../trpc.ts'
import { actorName } from '../words.ts'
import styles from './candidates.module.css'
import { Back } from './gone.tsx'
import { takeBack } from './take-back.tsx'
import { ignoredQuery } from './unmatched-query.ts'
import { WaitingPlaceholder } from './waiting-placeholder.tsx'

/** The bookings that somebody decided need no lead: who did, when and why, and the way back. */
export function IgnoredPage() {
  const list = useInfiniteQuery(ignoredQuery())
  const bookings = list.data?.pages.flatMap(({ items }) => items) ?? []
  const { list: rows, asked } = useFirstMore<HTMLUListElement>(bookings.length, !list.hasNextPage)
  const showMore = () => {
    asked()
    void list.fetchNextPage()
  }
  return (
    <Page
      name={texts.ignoredTitle}
      heading={texts.ignoredTitle}
      lead={texts.ignoredLead}
      above={<Back />}
      narrow
    >
      {list.isPending ? (
        <WaitingPlaceholder />
      ) : list.data === undefined ? (
        <LoadError error={list.error} retry={() => void list.refetch()} />
      ) : bookings.length === 0 ? (
        <EmptyState title={texts.nothingIgnored}>{texts.nothingIgnoredText}</EmptyState>
      ) : (
        <ul ref={rows} className={styles['candidates']} aria-label={texts.ignoredTitle}>
          {bookings.map((booking) => (
            <Ignored key={booking.id} booking={booking} />
          ))}
        </ul>
      )}
      <FormError>
        {list.data !== undefined && list.error !== null ? errorText(list.error) : null}
      </FormError>
      {list.hasNextPage && (
        <Button
          variant="default"
          size="xs"
          mt={12}
          onClick={showMore}
          loading={list.isFetchingNextPage}
        >
          {texts.showMore}
        </Button>
      )}
    </Page>
  )
}

function Ignored({ booking }: { booking: IgnoredBooking }) {
  const mayWrite = useMay('leads:write')
  const { id: bookingId, status, eventType, title, bookerEmail, ignored } = booking
  const booker = bookerOf(booking)
  const back = useMutation({ mutationFn: () => takeBack({ bookingId, leadId: null }) })
  // One that is off waits for nothing.
  const isOff = status === 'cancelled' || status === 'rejected'
  const who = [bookerEmail === booker ? null : bookerEmail, eventType ?? title]
  return (
    <li className={styles['candidate']}>
      <div className={styles['words']}>
        <span className={styles['line']}>
          <span className={`wrap ${styles['name']}`}>{booker}</span>
          {isOff && <StateBadge wording={bookingWords[status]} />}
        </span>
        <span className="wrap muted small">
          {who.map((words) => words && `${words} · `)}
          <BookingTime booking={booking} />
        </span>
        {ignored.reason !== null && <span className="wrap">{ignored.reason}</span>}
        <span className="wrap muted small">
          {texts.ignoredBy(actorName(ignored.actor))} · <Ago iso={ignored.at} />
        </span>
      </div>
      {mayWrite && !isOff && (
        <Button variant="default" size="xs" loading={back.isPending} onClick={() => back.mutate()}>
          {texts.waitAgain}
          <VisuallyHidden>&nbsp;{texts.waitAgainHeard(booker)}</VisuallyHidden>
        </Button>
      )}
    </li>
  )
}
