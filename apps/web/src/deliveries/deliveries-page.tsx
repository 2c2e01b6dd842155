import { Button, Skeleton, Switch } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowUp } from '@tabler/icons-react'
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'

import { EmptyState, LoadError } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { useNow } from '../components/time.tsx'
import { useMay } from '../may.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/deliveries.ts'
import { queryClient, trpc } from '../trpc.ts'
import styles from './deliveries-page.module.css'
import { deliveriesQuery } from './deliveries-query.ts'
import { type DeliveriesSearch, isFiltered, outcomesOf, toFilter } from './deliveries-search.ts'
import { DeliveryFilters } from './delivery-filters.tsx'
import { DeliveryLog } from './delivery-log.tsx'
import { amountOf, OutcomeChips, sumOf } from './outcome-chips.tsx'
import { SelectedDeliveries } from './selected-deliveries.tsx'
import { useSelection } from './use-selection.ts'
import { useTail } from './use-tail.ts'

const route = getRouteApi('/app/deliveries')
const pageSize = 100

/** Everything that came from Cal.com, what became of it and what it did, with what comes now on top. */
export function DeliveriesPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('leads:write')
  const now = useNow()
  const phone = useMediaQuery('(width < 700px)', false, { getInitialValueInEffect: false })
  const [isSelecting, setSelecting] = useState(false)
  const { data: endpoints } = useSuspenseQuery(trpc.endpoint.list.queryOptions())
  const outcome = outcomesOf(search)
  const filter = toFilter(search, now)
  const isLive = search.live === undefined
  const filtered = isFiltered(search)

  const counts = useQuery({
    ...trpc.delivery.counts.queryOptions(filter),
    placeholderData: keepPreviousData,
  })
  const list = useInfiniteQuery({
    ...deliveriesQuery({
      ...filter,
      ...(outcome.length === 0 ? {} : { outcome }),
      limit: pageSize,
    }),
    placeholderData: keepPreviousData,
    // So that it is stale only once something changed.
    staleTime: Infinity,
  })
  const deliveries = list.data?.pages.flatMap((page) => page.items) ?? []
  const key = JSON.stringify({ ...search, live: undefined })
  const isKnown = list.isSuccess && !list.isPlaceholderData
  const { shown, waiting, isNew, show } = useTail(deliveries, isKnown ? key : null, isLive)
  const selection = useSelection(shown, key)

  const change = (changes: DeliveriesSearch, replace = false) =>
    void navigate({ search: { ...search, ...changes }, replace, resetScroll: true })
  const clear = () => void navigate({ search: { live: search.live } })
  // A list of many pages is not fetched again by itself.
  const isOutdated = list.isStale && !list.isFetching && list.error === null
  const isBlank = !filtered && isKnown && deliveries.length === 0
  const names = new Map(endpoints.map(({ id, name }) => [id, name]))

  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={
        isBlank ? undefined : (
          <span className="numbers" role="status">
            {foundText(counts.data?.byOutcome, outcome)}
          </span>
        )
      }
      actions={
        <div className={styles['actions']}>
          {phone && mayWrite && (isSelecting || shown.length > 0) && (
            <Button
              variant="default"
              size="xs"
              aria-pressed={isSelecting}
              onClick={() => setSelecting(!isSelecting)}
            >
              {isSelecting ? commonTexts.done : texts.select}
            </Button>
          )}
          <Switch
            label={texts.live}
            checked={isLive}
            onChange={(event) =>
              change({ live: event.currentTarget.checked ? undefined : 'off' }, true)
            }
          />
        </div>
      }
    >
      {!isBlank && (
        <>
          <DeliveryFilters
            search={search}
            endpoints={endpoints}
            onChange={change}
            onClear={filtered ? clear : null}
          />
          <OutcomeChips
            counts={counts.data?.byOutcome}
            selected={outcome}
            onChange={(chosen) => change({ outcome: chosen.join(',') || undefined })}
          />
        </>
      )}
      {(waiting > 0 || isOutdated) && (
        <div className={styles['waiting']} role="status">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconArrowUp size={14} aria-hidden />}
            onClick={() => {
              show()
              if (isOutdated) void queryClient.resetQueries(trpc.delivery.list.pathFilter())
            }}
          >
            {waiting > 0 ? texts.newOnes(waiting) : texts.showNewOnes}
          </Button>
        </div>
      )}
      {list.isPending ? (
        <Skeleton height={320} aria-busy aria-label={texts.loading} role="status" />
      ) : list.isError && deliveries.length === 0 ? (
        <LoadError error={list.error} retry={() => void list.refetch()} />
      ) : shown.length > 0 || list.hasNextPage ? (
        <DeliveryLog
          deliveries={shown}
          endpoints={endpoints.length > 1 ? names : null}
          selection={mayWrite ? selection : null}
          isNew={isNew}
          isPlaceholder={list.isPlaceholderData}
          list={list}
          cards={phone ? { isSelecting } : null}
        />
      ) : filtered ? (
        <EmptyState
          title={texts.noneMatches}
          action={
            <Button variant="default" onClick={clear}>
              {texts.showAll}
            </Button>
          }
        >
          {search.outcome === 'duplicate' ? texts.noneDuplicateText : texts.noneMatchesText}
        </EmptyState>
      ) : (
        <NothingYet isConnected={endpoints.some(({ secret }) => secret !== null)} />
      )}
      {mayWrite && selection.ids.size > 0 && (
        <SelectedDeliveries selection={selection} offersAll={phone} />
      )}
    </Page>
  )
}

function NothingYet({ isConnected }: { isConnected: boolean }) {
  const maySet = useMay('settings:write')
  return (
    <EmptyState
      title={texts.nothingYet}
      action={
        maySet && (
          <Button renderRoot={(props) => <Link to="/settings/integrations" {...props} />}>
            {isConnected ? texts.checkConnection : commonTexts.connectCalcom}
          </Button>
        )
      }
    >
      {texts.nothingYetText}
    </EmptyState>
  )
}

type Counted = { outcome: string; count: number; isAtLeast: boolean }

function foundText(counts: Counted[] | undefined, outcomes: string[]): string {
  if (counts === undefined) return '\u00a0'
  const wanted = counts.filter(({ outcome }) => outcomes.length === 0 || outcomes.includes(outcome))
  const sum = sumOf(wanted)
  return texts.found(amountOf(sum), sum.count === 1 && !sum.isAtLeast)
}
