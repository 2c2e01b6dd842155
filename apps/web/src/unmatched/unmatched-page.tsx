import { useMediaQuery } from '@mantine/hooks'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

import { useKeys } from '../components/keys.ts'
import { LoadError } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import * as texts from '../texts/unmatched.ts'
import { bookerOf } from '../texts/waiting-words.ts'
import { Back, Gone } from './gone.tsx'
import { NothingWaits } from './nothing-waits.tsx'
import styles from './unmatched-page.module.css'
import { type Decision, useDecide } from './use-decide.tsx'
import { useWaiting } from './use-waiting.ts'
import { detailId, WaitingDetail } from './waiting-detail.tsx'
import { focusInList, WaitingList } from './waiting-list.tsx'
import { WaitingPlaceholder } from './waiting-placeholder.tsx'

const route = getRouteApi('/app/unmatched')

/** Bookings that no lead was found for, side by side with one of them; on a phone one after the other. */
export function UnmatchedPage() {
  const { booking: chosen } = route.useSearch()
  const navigate = route.useNavigate()
  const router = useRouter()
  const phone = useMediaQuery('(width < 700px)', false, { getInitialValueInEffect: false })
  const { list, bookings, total, isSearching } = useWaiting(chosen)

  const choose = (id: string | undefined) =>
    navigate({ search: { booking: id }, replace: true, resetScroll: phone })

  const show = async (id: string | undefined) => {
    await choose(id)
    const place = id === undefined ? 'main' : detailId
    requestAnimationFrame(() => document.getElementById(place)?.focus())
  }
  const isHere = () => router.state.location.pathname === '/unmatched'
  const decide = useDecide(
    async ({ decision, next }) => {
      const { search } = router.state.location
      const isStillShown = 'booking' in search && search.booking === decision.booking.id
      if (isHere() && isStillShown) await show(next)
    },
    (bookingId) => isHere() && void show(bookingId),
  )
  const asked = decide.variables?.decision
  // It may leave the list before the answer is here.
  const deciding = decide.isPending && asked?.booking.id === chosen ? asked?.booking : undefined

  const first = phone ? undefined : bookings[0]?.id
  const selected = chosen ?? first
  const shown = bookings.find(({ id }) => id === selected) ?? deciding

  // Named in the address, so that what arrives later does not take its place.
  useEffect(() => {
    if (chosen !== undefined || first === undefined) return
    void navigate({ search: { booking: first }, replace: true, resetScroll: false })
  }, [chosen, first, navigate])

  const neighbour = (by: 1 | -1) => {
    const index = bookings.findIndex(({ id }) => id === selected)
    return index === -1 ? undefined : bookings[index + by]?.id
  }
  function step(by: 1 | -1) {
    const id = shown === undefined ? bookings[0]?.id : neighbour(by)
    if (id !== undefined) void choose(id).then(() => requestAnimationFrame(() => focusInList(id)))
  }
  const [next, previous] = [() => step(1), () => step(-1)]
  useKeys('list', { j: next, k: previous, ArrowDown: next, ArrowUp: previous })

  const detail = shown && (
    <WaitingDetail
      key={shown.id}
      booking={shown}
      heading={!phone && <h2 className={`wrap ${styles['booker']}`}>{bookerOf(shown)}</h2>}
      onDecide={(decision: Decision) =>
        decide.mutate({ decision, next: neighbour(1) ?? neighbour(-1) })
      }
      busy={decide.isPending}
      error={asked?.kind === 'ignore' ? decide.error : null}
      onForgetError={decide.reset}
    />
  )
  const gone = selected !== undefined && shown === undefined && (
    <Gone
      isSearching={isSearching}
      onNext={bookings.length === 0 ? null : () => void choose(bookings[0]?.id)}
    />
  )

  if (phone && shown !== undefined) {
    return (
      <Page name={bookerOf(shown)} heading={bookerOf(shown)} above={<Back />}>
        {detail}
      </Page>
    )
  }
  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={
        <span className="numbers" role="status">
          {total === 0 || total === null ? '\u00a0' : texts.waiting(total)}
        </span>
      }
      above={phone && gone !== false && <Back />}
      actions={
        <Link to="/unmatched/ignored" className="quiet-link">
          {texts.showIgnored}
        </Link>
      }
    >
      {list.isPending ? (
        <WaitingPlaceholder />
      ) : list.data === undefined ? (
        <LoadError error={list.error} retry={() => void list.refetch()} />
      ) : bookings.length === 0 && shown === undefined && !list.hasNextPage ? (
        <NothingWaits />
      ) : phone && gone !== false ? (
        gone
      ) : (
        <div className={styles['panes']}>
          <WaitingList
            bookings={bookings}
            selected={selected}
            replace={!phone}
            onMore={list.hasNextPage ? () => void list.fetchNextPage() : null}
            loadingMore={list.isFetchingNextPage}
            error={list.error}
          />
          {!phone && <div className={styles['detail']}>{detail ?? gone}</div>}
        </div>
      )}
    </Page>
  )
}
